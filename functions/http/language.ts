import Negotiator from 'negotiator';
import { type Language, languages } from '../domain/languages.ts';

const isOurs = (tag: string | undefined): tag is Language => languages.some((one) => one === tag);

/** The language that a caller reads, by `Accept-Language` (RFC 9110); Chinese where none of ours is named. */
export const languageOf = ({ headers }: { headers: Readonly<Record<string, string | undefined>> }): Language => {
  const accepted = new Negotiator({ headers: { 'accept-language': headers['accept-language'] ?? '*' } });
  // Of a tag as zh-Hans-CN the language alone decides.
  const wanted = accepted.languages().map((tag) => tag.split('-')[0]?.toLowerCase());
  return wanted.find((tag) => tag === '*' || isOurs(tag)) === 'en' ? 'en' : 'zh';
};
