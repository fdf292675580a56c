import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Language, Text } from '../../../functions/domain/languages.ts';
import { languageOf } from '../../../functions/http/language.ts';
import type { Reply } from './gateway-event.ts';

/** What the gateway itself refuses, as problem details (RFC 9457). */

/** What a caller reads whose request is refused; no cache may keep it. */
export const problem = (
  status: number,
  detail: string,
  {
    title = STATUS_CODES[status],
    headers = {},
    errors,
  }: {
    title?: string | undefined;
    headers?: Record<string, string>;
    errors?: { path: string; message: string }[];
  } = {},
): Reply => {
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, errors });
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      // So it goes out in one write, not in chunks.
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      ...headers,
    },
    body,
  };
};

const titles = {
  400: { zh: '请求格式有误', en: 'Bad Request' },
  401: { zh: '未登录', en: 'Unauthorized' },
  403: { zh: '无权访问', en: 'Forbidden' },
  404: { zh: '没有找到', en: 'Not Found' },
  405: { zh: '不支持该操作', en: 'Method Not Allowed' },
  408: { zh: '请求超时', en: 'Request Timeout' },
  413: { zh: '内容过大', en: 'Payload Too Large' },
  429: { zh: '请求过多', en: 'Too Many Requests' },
  500: { zh: '系统故障', en: 'Internal Server Error' },
  503: { zh: '系统暂停受理', en: 'Service Unavailable' },
} as const satisfies Readonly<Record<number, Text>>;

export const readBy = ({ headers }: Pick<IncomingMessage, 'headers'>): Language =>
  languageOf({ headers: { 'accept-language': headers['accept-language'] } });

/** A refusal of the gateway's own, in the language of its reader. */
export const refused = (
  status: keyof typeof titles,
  text: Text,
  language: Language,
  headers: Record<string, string> = {},
): Reply => {
  const said = { 'content-language': language === 'zh' ? 'zh-CN' : 'en', vary: 'accept-language' };
  return problem(status, text[language], { title: titles[status][language], headers: { ...said, ...headers } });
};

export const noSuchPath = (path: string): Text => ({
  zh: `本系统没有 ${path}，请核对地址，各接口见 README。`,
  en: `There is no ${path} here. The README lists the routes.`,
});

/** @param seconds After which the caller may ask again. */
export const tooMany = (seconds: number, language: Language): Reply =>
  refused(
    429,
    {
      zh: `请求过多，本次未作任何处理，请于 ${seconds} 秒后以同一防重复标识（Idempotency-Key）重试。`,
      en: `Too many requests at once: nothing was done. Ask again in ${seconds} s, with the same Idempotency-Key.`,
    },
    language,
    { 'retry-after': String(seconds) },
  );

/** @param why In words that name what to mend. */
export const unfit = (why: Text, language: Language): Reply => refused(503, why, language, { 'retry-after': '30' });
