import { strFromU8, unzipSync } from 'fflate';
import { type client, housing, police } from './province.ts';

/** Papers as a test's units take them out, and what stands in them. */

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface PaperFile {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** Of a page, or of a refusal. */
  text: string;
}

/** What a reader of a page sees: without its markup. */
export const seenOnPage = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The parts of a DOCX, by name, as text. */
export const partsOfDocx = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));

/** What a reader of a DOCX sees, a paragraph a line. */
export const seenInDocx = (bytes: Uint8Array): string =>
  Object.entries(partsOfDocx(bytes))
    .filter(([name]) => /^word\/(document|header\d+|footer\d+)\.xml$/.test(name))
    .map(([, xml]) =>
      xml
        .replaceAll('</w:p>', '\n')
        .replace(/<[^>]+>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'")
        .replaceAll('&amp;', '&'),
    )
    .join('\n');

export interface Checked extends Record<string, unknown> {
  code: string;
  matches: boolean;
  differs: string[];
}

export const codeIn = (text: string): string =>
  /[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}/.exec(text)?.[0] ?? '';

export const takingOut = (url: () => string, { token, send }: Pick<ReturnType<typeof client>, 'token' | 'send'>) => ({
  takeOut: async (
    transferId: string,
    kind: string,
    { as = housing, accept, bearer }: { as?: string; accept?: string; bearer?: string } = {},
  ): Promise<PaperFile> => {
    const authorization = bearer ?? `Bearer ${await token(as)}`;
    const response = await fetch(`${url()}/v1/transfers/${transferId}/documents/${kind}`, {
      headers: { authorization, ...(accept ? { accept } : {}) },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
  },
  check: (code: string, as = police) => send<Checked>('GET', `/v1/documents/${code}`, undefined, { as }),
});
