import type { Text } from '../../functions/domain/languages.ts';
import { kindSays, type PaperKind, paperKindNames } from '../../functions/domain/papers/kinds.ts';
import type { EventName } from '../../functions/domain/transfer/events.ts';
import type { WhoIsWho } from '../../functions/domain/units/recusal.ts';
import type { MailLink, PageAnswer } from './aws/mailbox-pages.ts';
import type { KeptMail } from './aws/mails.ts';

/** The papers that go with the mails of the local mailbox, as the unit that a mail went to takes them out. */

/** By what a mail's subject begins with, in either language. */
const kindsByTag: Readonly<Record<string, readonly PaperKind[]>> = {
  移送: ['transfer-letter', 'case-notice'],
  Dispatched: ['transfer-letter', 'case-notice'],
  退回: ['return-letter'],
  Returned: ['return-letter'],
  补充材料: ['supplement-request'],
  Supplement: ['supplement-request'],
  反馈: ['feedback-letter', 'receipt'],
  Feedback: ['feedback-letter', 'receipt'],
  催办: ['reminder'],
  Reminder: ['reminder'],
  督办: ['escalation'],
  Escalation: ['escalation'],
};

const tagOf = (subject: string): string => /^(?:【([^】]+)】|\[([^\]]+)\])/.exec(subject)?.slice(1).find(Boolean) ?? '';

/** The subject of a case notice's mail says so, and that of any other transfer does not. */
const fits = (kind: PaperKind, { subject }: KeptMail): boolean => {
  const isNotice = /立案|filed case/i.test(subject);
  return kind === 'case-notice' ? isNotice : kind !== 'transfer-letter' || !isNotice;
};

/** One link a transfer that the mail is about, and kind of paper. */
export const paperLinks = (mail: KeptMail): MailLink[] => {
  const ids = [...new Set([...mail.text.matchAll(/\/console\/transfers\/([\w-]+)/g)].flatMap(([, id]) => id ?? []))];
  const kinds = (kindsByTag[tagOf(mail.subject)] ?? []).filter((kind) => fits(kind, mail));
  return ids.flatMap((id, n) =>
    kinds.map((kind) => {
      const { title } = kindSays(kind);
      const label: Text = ids.length > 1 ? { zh: `${title.zh}（${n + 1}）`, en: `${title.en} (${n + 1})` } : title;
      return { label, url: `/papers/${id}/${kind}?${new URLSearchParams({ to: mail.to, at: mail.at })}` };
    }),
  );
};

interface Parts {
  /** Everybody whom the register knows. */
  who: () => Promise<WhoIsWho[]>;
  token: (unitId: string) => Promise<string>;
  /** Of a transfer, from the store: to read the transfer for it would go on the record. Only which event is meant is learned from it. */
  timeline: (transferId: string) => Promise<readonly { seq: number; event: EventName; at: string }[]>;
  /** Of the gateway. */
  url: () => string;
}

const hasAddress = ({ emails, supervisors, desks, delegations }: WhoIsWho, address: string): boolean =>
  [...emails, ...[...supervisors, ...desks, ...delegations.map(({ to }) => to)].map(({ email }) => email)].some(
    (email) => email.toLowerCase() === address.toLowerCase(),
  );

/** Mails are kept to the millisecond at best: what came within the same second came before. */
const within = 999;

/** Number of the event that a mail of that time is about: the newest of the kind that there was; undefined where there was none. */
const eventOf = (
  kind: string,
  at: string | null,
  timeline: readonly { seq: number; event: EventName; at: string }[],
): number | undefined => {
  const known = paperKindNames.find((one) => one === kind);
  const time = Date.parse(at ?? '') + within;
  return timeline.findLast((one) => known && kindSays(known).events.includes(one.event) && Date.parse(one.at) <= time)
    ?.seq;
};

/** What answers `/papers/<transfer>/<kind>?to=<address>&at=<time of the mail>`, as the route on papers has it; undefined for any other path. */
export const localPapers =
  ({ who, token, timeline, url }: Parts) =>
  async (target: string, acceptLanguage: string | undefined): Promise<PageAnswer | undefined> => {
    const { pathname, searchParams } = new URL(target, 'http://127.0.0.1');
    const [, id, kind] = /^\/papers\/([\w-]+)\/([\w-]+)$/.exec(pathname) ?? [];
    if (!id || !kind) return undefined;
    const unit = (await who()).find((one) => hasAddress(one, searchParams.get('to') ?? ''));
    if (!unit) return undefined;
    const event = eventOf(kind, searchParams.get('at'), await timeline(id));
    const query = event === undefined ? '' : `?event=${event}`;
    const response = await fetch(`${url()}/v1/transfers/${id}/documents/${kind}${query}`, {
      headers: {
        authorization: `Bearer ${await token(unit.unitId)}`,
        accept: 'text/html',
        ...(acceptLanguage ? { 'accept-language': acceptLanguage } : {}),
      },
    });
    const { 'content-disposition': _, ...headers } = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: await response.text() };
  };
