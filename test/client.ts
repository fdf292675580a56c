/** The local province as a test's users see it: over HTTP, with its mailbox and its clock. */

export const housing = '371402-housing';
export const police = '371402-public-security';
export const discipline = '371402-discipline-inspection';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

export interface TransferBody extends Record<string, unknown> {
  transferId: string;
  clueId: string;
  reference: string;
  rule: string;
  from: string;
  to: string;
  status: string;
  late: boolean;
  version: number;
  duty: {
    name: string;
    owedBy: string;
    dueDate: string;
    dueAt: string;
    provisional: boolean;
    calendar: string;
    count?: { date: string; counted: boolean; reason: string; name?: string; provisional?: true }[];
  } | null;
}

export interface Recounted extends Record<string, unknown> {
  version: string;
  recount: { phase: string; open: number; moved: number };
}

export interface TransferWithTimeline extends TransferBody {
  timeline: { seq: number; event: string; at: string; by: unknown; hash: string; text?: string }[];
  mails: { duty: string; milestone: string; unitId: string; state: string }[];
}

export interface Submitted extends Record<string, unknown> {
  clueId: string;
  reference: string;
  transfers: TransferBody[];
}

export const clueWith = (different: Record<string, unknown> = {}) => ({
  title: '某工地强揽土方工程',
  text: '巡查中发现有人以暴力相威胁，强揽土方运输。',
  kinds: ['organised-crime'],
  channel: 'daily-enforcement',
  discoveredAt: '2026-09-24T09:00:00+08:00',
  ...different,
});

export interface CallOptions {
  as?: string;
  role?: string;
  headers?: Record<string, string>;
  /** Sent as it is, not as JSON. */
  raw?: string;
}

/** Requests against a running province; tokens are fetched once a unit and role, from the local issuer where `issue` gives none. */
export const client = (url: () => string, issue?: (unitId: string | undefined, role: string) => Promise<string>) => {
  const tokens = new Map<string, Promise<string>>();
  const send = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    { as, role = 'clerk', headers = {}, raw }: CallOptions = {},
  ): Promise<Answer<T>> => {
    const authorization: Record<string, string> =
      as === undefined ? {} : { authorization: `Bearer ${await token(as, role)}` };
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${url()}${path}`, {
      method,
      headers: {
        ...authorization,
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        'accept-language': 'en',
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as T };
  };
  const token = (unitId: string, role = 'clerk'): Promise<string> => {
    const key = `${unitId} ${role}`;
    const known = tokens.get(key);
    if (known) return known;
    const who = role === 'operator' ? undefined : unitId;
    const asked = issue
      ? issue(who, role)
      : send<{ token: string }>('POST', '/_local/token', { role, ...(who ? { unitId } : {}) }).then(
          ({ body }) => body.token,
        );
    tokens.set(key, asked);
    return asked;
  };
  const everyMail = async (part = '') => {
    const { body } = await send<{ to: string; subject: string; text: string; html: string; at: string }[]>(
      'GET',
      '/_local/mail',
    );
    return body.filter(({ subject }) => subject.includes(part));
  };
  return {
    send,
    token,
    submit: (different: Record<string, unknown> = {}, options: CallOptions = {}) =>
      send<Submitted>('POST', '/v1/clues', clueWith(different), { as: housing, ...options }),
    command: (name: string, transferId: string, body?: unknown, options: CallOptions = {}) =>
      send<TransferBody>('POST', `/v1/transfers/${transferId}/${name}`, body, { as: police, ...options }),
    read: (transferId: string, as = housing) =>
      send<TransferWithTimeline>('GET', `/v1/transfers/${transferId}`, undefined, { as }),
    /** As an operator. */
    publish: (year: number, body: object, headers: Record<string, string> = {}) =>
      send<Recounted>('PUT', `/v1/calendar/${year}`, body, { as: 'operator', role: 'operator', headers }),
    advanceTo: (advanceTo: string) => send<{ now: string }>('POST', '/_local/clock', { advanceTo }),
    /** Every mail whose subject has this in it, oldest first, but for those by which receivers hear of a dispatch. */
    mails: async (part = '') =>
      (await everyMail(part)).filter(({ subject }) => !/^(【移送】|\[Dispatch)/.test(subject)),
    everyMail,
  };
};

export const only = <T>(list: readonly T[]): T => {
  const [first] = list;
  if (first === undefined || list.length !== 1) throw new Error(`expected one, found ${list.length}`);
  return first;
};
