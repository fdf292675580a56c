import { strFromU8, unzipSync } from 'fflate';
import type { PaperKind } from '../functions/domain/papers/kinds.ts';
import { type client, housing, only, police, type TransferBody } from './province.ts';

/** Papers as a test's units take them out, and what stands in them. */

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface PaperFile {
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

interface Checked extends Record<string, unknown> {
  code: string;
  matches: boolean;
  differs: string[];
}

export const codeIn = (text: string): string =>
  /[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}/.exec(text)?.[0] ?? '';

/** What must stand in no paper that is made without content. */
export const secrets = {
  title: '强揽土方工程一事',
  text: '有人以拳脚相逼',
  subject: '孙某某',
  reporter: '周某某',
  recused: '德州市水利局',
  annex: '银行流水',
  note: '须由他人办理',
  missing: '缺现场照片三张',
  feedback: '已询问证人三名',
};

const secretClue = {
  title: secrets.title,
  text: secrets.text,
  subjects: [{ name: secrets.subject, kind: '人员' }],
  reporter: { anonymous: false, name: secrets.reporter, phone: '13800000000' },
  recuse: [secrets.recused],
  annexes: [{ name: secrets.annex, copies: 2, digest: 'ab'.repeat(32) }],
};

/** What of it stands in a text. */
export const secretsIn = (text: string): string[] =>
  Object.entries(secrets).flatMap(([name, said]) => (text.includes(said) ? [name] : []));

interface Documents extends TransferBody {
  documents: { kind: PaperKind; event: number; at: string }[];
  timeline: { seq: number; event: string; at: string }[];
}

/** What a test does with papers in its province. */
export const takingOut = (
  url: () => string,
  { token, send, submit }: Pick<ReturnType<typeof client>, 'token' | 'send' | 'submit'>,
) => ({
  takeOut: async (
    transferId: string,
    kind: string,
    { as = housing, accept }: { as?: string; accept?: string } = {},
  ): Promise<PaperFile> => {
    const response = await fetch(`${url()}/v1/transfers/${transferId}/documents/${kind}`, {
      headers: { authorization: `Bearer ${await token(as)}`, ...(accept ? { accept } : {}) },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
  },
  check: (code: string, as = police) => send<Checked>('GET', `/v1/documents/${code}`, undefined, { as }),
  transferOf: async (id: string, as = housing) =>
    (await send<Documents>('GET', `/v1/transfers/${id}`, undefined, { as })).body,
  /** A clue full of secrets, with its one transfer. */
  fresh: async (different: object = {}) => {
    const { body } = await submit({ ...secretClue, ...different });
    return { clueId: body.clueId, id: only(body.transfers).transferId, reference: body.reference };
  },
});
