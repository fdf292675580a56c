import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Site } from '../adapters/declarations.ts';
import type { Language } from '../domain/languages.ts';
import { languageOf } from '../http/language.ts';
import { connections, type SignIn } from './sign-in.ts';

export const site: Site = { paths: ['/console', '/console/{page+}'], rights: [] };

interface File {
  type: string;
  contents: Buffer;
  gzipped: Buffer;
}
const fileOf = (type: string, contents: Buffer): File => ({
  type,
  contents,
  gzipped: gzipSync(contents, { level: 9 }),
});

const escaped = (text: string): string => text.replace(/[&<"]/g, (character) => `&#${character.charCodeAt(0)};`);

const titles = {
  zh: { tag: 'zh-CN', title: '线索移送', needed: '请启用 JavaScript 后使用本系统。' },
  en: { tag: 'en', title: 'Clue transfer', needed: 'The console needs JavaScript.' },
} as const satisfies Record<Language, object>;

const assetsAt = '/console/assets/';

/** Names in the folder of what was bundled: each has a hash of its content. */
interface Bundled {
  script: string;
  style: string;
  /** Scripts without which the first does not begin. */
  imported: readonly string[];
  /** All of them, and those that come later. */
  files: readonly string[];
}

/** The one page; what it shows goes by its address. */
const pageIn = (language: Language, { script, style, imported }: Bundled, signIn: SignIn): File => {
  const { tag, title, needed } = titles[language];
  const text = `<!doctype html>
<html lang="${tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="sign-in" content="${escaped(JSON.stringify(signIn))}">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assetsAt}${style}">
${imported.map((name) => `<link rel="modulepreload" href="${assetsAt}${name}">\n`).join('')}<script type="module" src="${assetsAt}${script}"></script>
</head>
<body><div id="console"></div><noscript>${needed}</noscript></body>
</html>
`;
  return fileOf('text/html; charset=utf-8', Buffer.from(text));
};

const policyFor = (signIn: SignIn): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    `connect-src 'self' ${connections(signIn).join(' ')}`,
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** `CONSOLE`: how people sign in, as JSON. `CONSOLE_FILES`: the folder of what was bundled for the browser, as seen from this file. */
const read = () => {
  const { CONSOLE = '', CONSOLE_FILES = '' } = process.env;
  const folder = resolve(import.meta.dirname, CONSOLE_FILES);
  const signIn: SignIn = JSON.parse(CONSOLE);
  const bundled: Bundled = JSON.parse(readFileSync(join(folder, 'bundled.json'), 'utf8'));
  return {
    pages: { zh: pageIn('zh', bundled, signIn), en: pageIn('en', bundled, signIn) },
    assets: new Map(
      bundled.files.map((name) => [
        assetsAt + name,
        fileOf(`text/${name.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`, readFileSync(join(folder, name))),
      ]),
    ),
    safety: {
      'content-security-policy': policyFor(signIn),
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    },
  };
};
let served: ReturnType<typeof read> | undefined;

const answer = (
  { headers }: APIGatewayProxyEventV2,
  { type, contents, gzipped }: File,
  more: Record<string, string>,
): APIGatewayProxyStructuredResultV2 => {
  const gzip = /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/i.test(headers['accept-encoding'] ?? '');
  return {
    statusCode: 200,
    headers: {
      ...more,
      'content-type': type,
      vary: 'accept-encoding, accept-language',
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    },
    body: (gzip ? gzipped : contents).toString('base64'),
    isBase64Encoded: true,
  };
};

/** Serves the console: what was bundled by its name, and for any other address the page, which knows all of them. */
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  served ??= read();
  const { pages, assets, safety } = served;
  const asset = assets.get(event.rawPath);
  if (asset) return answer(event, asset, { ...safety, 'cache-control': 'public, max-age=31536000, immutable' });
  if (event.rawPath.startsWith(assetsAt)) {
    // A page that was open over a deployment asks for what is gone: it must not take the page for it.
    return { statusCode: 404, headers: { ...safety, 'cache-control': 'no-store' }, body: '' };
  }
  return answer(event, pages[languageOf(event)], { ...safety, 'cache-control': 'no-store' });
};
