import { loggable, logger } from '../adapters/log.ts';
import { Damaged } from '../adapters/table/damaged.ts';
import { type Issue, Refusal, type RefusalName } from '../domain/errors.ts';
import type { Language, Text } from '../domain/languages.ts';

/** The one map from what goes wrong to RFC 9457 problem details. */

const statuses: Record<RefusalName, Status> = {
  'bad-input': 422,
  'too-large': 413,
  'not-acceptable': 406,
  'not-registered': 403,
  'no-receiver': 422,
  'state-secret': 422,
  forbidden: 403,
  'not-found': 404,
  'wrong-status': 409,
  'too-late': 409,
  duplicate: 409,
  busy: 503,
  'lost-race': 409,
  'version-mismatch': 412,
  'key-reused': 422,
};

const titles = {
  400: { zh: '请求格式有误', en: 'Malformed request' },
  403: { zh: '无权办理', en: 'Not allowed' },
  404: { zh: '没有找到', en: 'Not found' },
  406: { zh: '不提供该格式', en: 'Not acceptable' },
  409: { zh: '当前不能办理', en: 'Conflict' },
  412: { zh: '版本不符', en: 'Version mismatch' },
  413: { zh: '内容过大', en: 'Too large' },
  415: { zh: '不支持的内容格式', en: 'Unsupported media type' },
  422: { zh: '填写有误，不能受理', en: 'Cannot be processed' },
  429: { zh: '请求过于频繁', en: 'Too many requests' },
  500: { zh: '系统故障', en: 'Internal error' },
  503: { zh: '系统繁忙', en: 'Busy' },
} as const satisfies Readonly<Record<number, Text>>;
type Status = keyof typeof titles;

/** A request that cannot be read at all: a fault of HTTP, of which the domain knows nothing. Its text goes to the caller. */
export class Unreadable extends Error {
  readonly status: 400 | 415;
  /** What the problem's type ends with. */
  readonly problem: string;

  readonly text: Text;

  constructor(status: 400 | 415, problem: string, text: Text) {
    super(text.en);
    this.name = 'Unreadable';
    this.status = status;
    this.problem = problem;
    this.text = text;
  }
}

/** A caller that asks more often than one may. */
export class TooOften extends Error {
  /** Whole seconds after which it may ask again. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`a caller asked too often, and may again in ${seconds} s`);
    this.name = 'TooOften';
    this.seconds = seconds;
  }
}

export interface Response {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded?: boolean;
}

/** Faults of which one answer tells, the last word that there are more of them included. */
const mostErrors = 100;

const told = (issues: readonly Issue[]): readonly Issue[] => {
  if (issues.length <= mostErrors) return issues;
  const first = issues.slice(0, mostErrors - 1);
  const left = issues.length - first.length;
  const message = { zh: `另有 ${left} 处，请先更正以上各处`, en: `and ${left} more: mend these first` };
  return [...first, { path: '', message }];
};

interface Problem {
  status: Status;
  /** What its type ends with. */
  name: string;
  text: Text;
  issues?: readonly Issue[];
  /** Whole seconds. */
  retryAfter?: number;
}

const answered = ({ status, name, text, issues = [], retryAfter }: Problem, language: Language): Response => ({
  statusCode: status,
  headers: {
    'content-type': 'application/problem+json',
    'content-language': tags[language],
    vary: 'accept-language',
    'cache-control': 'no-store',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  },
  body: JSON.stringify({
    type: `urn:clue-transfer:problem:${name}`,
    title: titles[status][language],
    status,
    detail: text[language],
    ...(issues.length > 0
      ? { errors: told(issues).map(({ path, message }) => ({ path, message: message[language] })) }
      : {}),
  }),
});

/** How answers name their language. */
const tags: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

export const tooBusy: Text = {
  zh: '系统繁忙，请过几秒后以同一防重复标识（Idempotency-Key）重试。',
  en: 'Too much at once. Ask again in a few seconds, with the same Idempotency-Key.',
};

/** AWS calls that failed for load, not for what was asked: the caller may ask again. */
const busy = /Throttl|ProvisionedThroughput|TooManyRequests|RequestLimit|TransactionInProgress|Timeout/;

/**
 * An AWS call without an answer, with half a one, or with the service's own fault: what is wrong with a call comes as 4xx. Nobody knows
 * whether it was carried out, which the caller's key settles when it asks again.
 */
const isUnanswered = (error: Error): boolean => {
  if (!('$metadata' in error)) return false;
  const { httpStatusCode = 0 } = error.$metadata as { httpStatusCode?: number };
  return httpStatusCode < 400 || httpStatusCode >= 500;
};
/** Seconds. */
const whenBusy = { retryAfter: 5 };

const tooOften = (seconds: number): Text => ({
  zh: `您的请求过于频繁，本次未作任何处理，请于 ${seconds} 秒后以同一防重复标识（Idempotency-Key）重试。`,
  en: `You ask too often: nothing was done. Ask again in ${seconds} s, with the same Idempotency-Key.`,
});

const problemFor = (error: unknown): Problem => {
  if (error instanceof Refusal) {
    const { refusal, text, issues } = error;
    const status = statuses[refusal];
    return { status, name: refusal, text, issues, ...(status === 503 ? whenBusy : {}) };
  }
  if (error instanceof TooOften) {
    const { seconds } = error;
    return { status: 429, name: 'too-often', text: tooOften(seconds), retryAfter: seconds };
  }
  if (error instanceof Unreadable) return { status: error.status, name: error.problem, text: error.text };
  if (error instanceof Error && (busy.test(error.name) || isUnanswered(error))) {
    logger.warn('a request met a busy service', loggable(error));
    return { status: 503, name: 'busy', text: tooBusy, ...whenBusy };
  }
  if (error instanceof Damaged) {
    const { record, message } = error;
    logger.error('a request met a damaged record', { alarm: 'record-damaged', record, fault: message });
    return {
      status: 500,
      name: 'damaged-record',
      text: {
        zh: `该记录已损坏，系统已通知管理员。联系管理员时请提供编号：${record}。`,
        en: `This record is damaged, and the operators were told. Name it to them: ${record}.`,
      },
    };
  }
  logger.error('a request failed', { alarm: 'request-failed', ...loggable(error) });
  return {
    status: 500,
    name: 'internal',
    text: {
      zh: '系统已通知管理员，请稍后以同一防重复标识（Idempotency-Key）重试。',
      en: 'The operators were told. Ask again later, with the same Idempotency-Key.',
    },
  };
};

/**
 * The answer to whatever was thrown, in the language that its reader asks for. What is not foreseen is logged without content and
 * answered without detail.
 */
export const problemOf = (error: unknown, language: Language): Response => answered(problemFor(error), language);
