import { MIMEType } from 'node:util';
import { Tokenizer, TokenType } from '@streamparser/json';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Issue, Refusal } from '../domain/errors.ts';
import { badInput, enoughIssues } from './checked.ts';
import { Unreadable } from './problems.ts';

/** What comes in: the text of a body, and the one value that its JSON says. What could be read in two ways is refused. */

/** Bytes. A clue's longest fields fill about half of it, and all of it fits into one item of the table (400 KB). */
const largestBody = 360_000;

/** Lists and objects within each other: several times what any request has, and few enough for whatever reads them. */
const deepest = 64;

const tooLarge = () =>
  new Refusal('too-large', {
    zh: `提交的内容不得超过 ${largestBody} 字节，请精简正文或只提交摘录。`,
    en: `A request may have ${largestBody} bytes. Shorten its text, or send an excerpt.`,
  });

const utf8 = new TextDecoder('utf-8', { fatal: true });

const decoded = (base64: string): string => {
  if (base64.length > (largestBody / 3) * 4 + 4) throw tooLarge();
  try {
    return utf8.decode(Buffer.from(base64, 'base64'));
  } catch {
    throw new Unreadable(400, 'not-utf-8', {
      zh: '提交的内容不是 UTF-8 编码，其中的汉字无法读取，请以 UTF-8 编码重新提交。',
      en: 'The body is not UTF-8, and its names would be lost: send it as UTF-8.',
    });
  }
};

/**
 * A body's text without its byte order mark; empty where there is none. API Gateway hands on as base64 what is no text to it.
 * @throws Refusal `too-large`; Unreadable for what is not UTF-8.
 */
export const textOf = ({
  body = '',
  isBase64Encoded,
}: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>): string => {
  const text = isBase64Encoded ? decoded(body) : body.replace(/^\ufeff/, '');
  if (Buffer.byteLength(text) > largestBody) throw tooLarge();
  return text;
};

const isUtf8 = (label: string): boolean => {
  try {
    return new TextDecoder(label).encoding === 'utf-8';
  } catch {
    return false;
  }
};

const requireJson = (contentType: string): void => {
  let type: MIMEType | undefined;
  try {
    type = new MIMEType(contentType);
  } catch {}
  if (!type || !/^application\/(.+\+)?json$/.test(type.essence)) {
    throw new Unreadable(415, 'media-type', {
      zh: '请以 JSON 格式提交内容，并注明 Content-Type: application/json。',
      en: 'Send the body as JSON with Content-Type: application/json.',
    });
  }
  const charset = type.params.get('charset');
  if (charset === null || isUtf8(charset)) return;
  throw new Unreadable(415, 'charset', {
    zh: 'JSON 应为 UTF-8 编码（RFC 8259），请以 UTF-8 编码提交，Content-Type 中不注明其他字符集。',
    en: 'JSON is UTF-8 (RFC 8259): send it so, and leave charset out of Content-Type.',
  });
};

/** A list or an object that is being read. */
interface Frame {
  /** Of an object, as far as it was read; null for a list. */
  names: Set<string> | null;
  /** Name or place of what is read now. */
  at: string | number;
}

const noName = { zh: '不能作为栏目名称，请删去', en: 'is no name of a field: leave it out' };
const twice = { zh: '重复出现，请只填写一次', en: 'stands there twice: write it once' };
const tooDeep = {
  zh: `嵌套超过 ${deepest} 层，请核对内容`,
  en: `has more than ${deepest} lists and objects within each other: no request does`,
};

/** What `JSON.parse` takes without a word, and other readers take otherwise. */
const ambiguities = (text: string): Issue[] => {
  const issues: Issue[] = [];
  const frames: Frame[] = [];
  let isName = false;
  let isTooDeep = false;
  const name = (said: string, frame: Frame, names: Set<string>) => {
    frame.at = said;
    const path = () => frames.map(({ at }) => at).join('.');
    if (issues.length >= enoughIssues) return;
    if (said === '__proto__') issues.push({ path: path(), message: noName });
    if (names.has(said)) issues.push({ path: path(), message: twice });
    names.add(said);
  };
  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value }) => {
    const frame = frames.at(-1);
    if (isTooDeep) return;
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) {
      isName = token === TokenType.LEFT_BRACE;
      frames.push(isName ? { names: new Set(), at: '' } : { names: null, at: 0 });
      isTooDeep = frames.length > deepest;
    } else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      isName = false;
      frames.pop();
    } else if (token === TokenType.COLON) isName = false;
    else if (token === TokenType.COMMA && frame) {
      isName = frame.names !== null;
      if (typeof frame.at === 'number') frame.at += 1;
    } else if (isName && frame?.names) name(String(value), frame, frame.names);
  };
  tokenizer.write(text);
  return isTooDeep ? [{ path: '', message: tooDeep }] : issues;
};

/**
 * The value that a body says.
 * @throws Unreadable for another media type or charset, and for what is no JSON; Refusal `bad-input` for a field that stands
 * there twice, wherever it is.
 */
export const jsonOf = (text: string, contentType = ''): unknown => {
  requireJson(contentType);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What went wrong quotes the body, and goes nowhere.
    throw new Unreadable(400, 'malformed-json', {
      zh: '提交的内容不是有效的 JSON，请核对引号、逗号和括号。',
      en: 'The body is not JSON: check quotes, commas and braces.',
    });
  }
  const issues = ambiguities(text);
  if (issues.length > 0) throw badInput(issues);
  return value;
};
