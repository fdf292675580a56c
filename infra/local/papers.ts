import type { Text } from '../../functions/domain/languages.ts';
import { kindSays, type PaperKind } from '../../functions/domain/papers/kinds.ts';
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
  const ids = [...new Set([...mail.text.matchAll(/\/v1\/transfers\/([\w-]+)/g)].flatMap(([, id]) => id ?? []))];
  const kinds = (kindsByTag[tagOf(mail.subject)] ?? []).filter((kind) => fits(kind, mail));
  return ids.flatMap((id, n) =>
    kinds.map((kind) => {
      const { title } = kindSays(kind);
      const label: Text = ids.length > 1 ? { zh: `${title.zh}（${n + 1}）`, en: `${title.en} (${n + 1})` } : title;
      return { label, url: `/papers/${id}/${kind}?${new URLSearchParams({ to: mail.to })}` };
    }),
  );
};

interface Parts {
  /** Everybody whom the register knows. */
  who: () => Promise<WhoIsWho[]>;
  token: (unitId: string) => Promise<string>;
  /** Of the gateway. */
  url: () => string;
}

const hasAddress = ({ emails, supervisors, desks, delegations }: WhoIsWho, address: string): boolean =>
  [...emails, ...[...supervisors, ...desks, ...delegations.map(({ to }) => to)].map(({ email }) => email)].some(
    (email) => email.toLowerCase() === address.toLowerCase(),
  );

/** What answers `/papers/<transfer>/<kind>?to=<address>`, as the route on papers has it; undefined for any other path. */
export const localPapers =
  ({ who, token, url }: Parts) =>
  async (target: string, acceptLanguage: string | undefined): Promise<PageAnswer | undefined> => {
    const { pathname, searchParams } = new URL(target, 'http://127.0.0.1');
    const [, id, kind] = /^\/papers\/([\w-]+)\/([\w-]+)$/.exec(pathname) ?? [];
    if (!id || !kind) return undefined;
    const unit = (await who()).find((one) => hasAddress(one, searchParams.get('to') ?? ''));
    if (!unit) return undefined;
    const response = await fetch(`${url()}/v1/transfers/${id}/documents/${kind}`, {
      headers: {
        authorization: `Bearer ${await token(unit.unitId)}`,
        accept: 'text/html',
        ...(acceptLanguage ? { 'accept-language': acceptLanguage } : {}),
      },
    });
    const { 'content-disposition': _, ...headers } = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: await response.text() };
  };
