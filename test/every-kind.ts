import { year2027 } from './calendar-2027.ts';
import { correcting } from './contents.ts';
import { discipline, housing, only, police, type useProvince } from './province.ts';

/** The clock at which the province of `everyKind` begins: before a year of which the calendar is not known. */
export const everyKindFrom = '2026-12-24T10:00:00+08:00';

const discoveredAt = '2026-12-24T09:00:00+08:00';
const note = '材料不全';

type Province = Pick<
  ReturnType<typeof useProvince>,
  'local' | 'send' | 'submit' | 'command' | 'advanceTo' | 'publish' | 'schedulesAtRest'
>;

/** Lives of clues: dispatched, corrected, returned, rerouted, with proposals, extensions, supplements, a case and a reply. */
const lives = async ({ local, send, submit, command }: Province): Promise<void> => {
  const { correct } = correcting({ send });
  const reporter = { anonymous: false, name: '赵某', phone: '13800000000' };
  const key = { headers: { 'idempotency-key': 'every-kind' } };
  const both = await submit(
    { discoveredAt, kinds: ['organised-crime', 'misconduct'], reporter, recuse: ['某副局长'], dispatch: false },
    { as: housing, ...key },
  );
  const [crime = '', misconduct = ''] = both.body.transfers.map(({ transferId }) => transferId);
  await correct(both.body.clueId, { text: '补充了照片。', subjects: [{ name: '钱某某', kind: 'person' }] });
  for (const id of [crime, misconduct]) await command('dispatch', id, {}, { as: housing });
  await local().engine.settled();
  await command('acknowledge', crime);
  await command('case', crime, { filedAt: '2026-12-24', caseNumber: '100' });
  await command('extension', crime, { workingDays: 3, reason: '需核查' });
  await command('supplement', crime, { items: ['现场照片'] });
  await command('return', misconduct, { reason: 'incomplete', note }, { as: discipline });
  await command('dispatch', misconduct, { note }, { as: housing });
  const elevate = { kind: 'elevate', reason: note };
  const proposal = await send<{ proposalId: string }>('POST', `/v1/transfers/${misconduct}/proposals`, elevate, {
    as: discipline,
  });
  const office = { as: '371400-leading-group-office', role: 'supervisor' };
  await send('POST', `/v1/proposals/${proposal.body.proposalId}/decision`, { approve: true }, office);
  await send('GET', `/v1/clues/${both.body.clueId}`, undefined, { as: police });
  await send('GET', `/v1/transfers/${crime}/documents/transfer-letter`, undefined, { as: police });
  const told = await submit({ discoveredAt, reporter });
  const { transferId } = only(told.body.transfers);
  await command('acknowledge', transferId);
  await send('POST', `/v1/clues/${told.body.clueId}/reply`, {}, { as: housing });
  await command('feedback', transferId, { final: true, outcome: '已办结' });
  await send('POST', `/v1/clues/${told.body.clueId}/reply`, {}, { as: housing });
  const own = await submit({ discoveredAt }, { as: police });
  await send('POST', `/v1/clues/${own.body.clueId}/case`, { filedAt: '2026-12-24', caseNumber: '101' }, { as: police });
  await submit({ discoveredAt }, { as: police });
  await submit({ discoveredAt }, { headers: { 'idempotency-key': 'another' } });
};

/** What registers, and mails that went astray, leave. */
const registers = async ({ local, send }: Province): Promise<void> => {
  const absent = 'supervisor.public-security@371402.example';
  const to = { name: '德城区公安分局经办人', email: 'clerk.public-security@371402.example' };
  const delegations = [{ absent, to, from: '2026-12-24', until: '2026-12-31' }];
  await send('PUT', `/v1/units/${police}/delegations`, { delegations }, { as: police, role: 'supervisor' });
  const { handler } = await import('../functions/events/mark-bounced-address.ts');
  const bouncedRecipients = [{ emailAddress: 'housing@371402.example', action: 'failed' }];
  const detail = {
    mail: { tags: { 'ses:configuration-set': ['x'], unit: [housing] }, destination: ['housing@371402.example'] },
    ...{ eventType: 'Bounce', bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients } },
  };
  await local().as('mark-bounced-address', () =>
    handler({ version: '0', source: 'aws.ses', time: local().now().toISOString(), detail }),
  );
};

/** Claims of mails that senders died over, one of them sent again, and the lock of one who led. */
const lostMails = async ({ local }: Province, transferId: string): Promise<void> => {
  const { giveUpMail, settleMail, tryClaimCopy } = await import('../functions/adapters/mail/claims.ts');
  const { keys } = await import('../functions/adapters/table/schema.ts');
  const { putItem } = await import('../functions/adapters/table/table.ts');
  const now = local().now();
  const facts = { transferId, duty: 'feedback@x', milestone: 'before-1', unitId: police, as: 'unit' };
  for (const email of ['one@371402.example', 'two@371402.example']) {
    const key = keys.mail(transferId, 'feedback@x', 'before-1', email);
    const mailing = { key, again: keys.mailAgain(key), facts, now };
    const first = await tryClaimCopy(mailing, `first ${email}`);
    if (first) await giveUpMail(first.claim);
    const second = email.startsWith('one') ? await tryClaimCopy(mailing, `second ${email}`) : null;
    if (second) await settleMail(second.claim, 'sent');
  }
  const lock = { nonce: 'n', holder: 'h', at: now.toISOString(), claimedAt: Date.now(), claims: [] };
  await putItem({ ...keys.together('reminder', 'housing@371402.example'), ...lock });
};

/** Makes a record of every kind that the table knows. */
export const everyKind = async (province: Province): Promise<void> => {
  const { local, submit, publish, advanceTo, schedulesAtRest } = province;
  await lives(province);
  await registers(province);
  // Reminders, the calendar that is asked for, and the round of the watchdog.
  await advanceTo('2026-12-29T12:00:00+08:00');
  await local().engine.settled();
  const made = await submit({ discoveredAt: '2026-12-29T09:00:00+08:00' });
  await lostMails(province, only(made.body.transfers).transferId);
  // Deadlines move, and their units are told.
  await publish(2027, year2027);
  await local().engine.settled();
  await advanceTo('2026-12-30T12:00:00+08:00');
  await schedulesAtRest();
};
