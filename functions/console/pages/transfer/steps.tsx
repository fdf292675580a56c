import type { Text } from '../../../domain/languages.ts';
import type { EventName } from '../../../domain/transfer/events.ts';
import type { Schemas } from '../api.ts';
import { useLanguage, useText } from '../language.ts';
import { momentIn } from '../times.ts';

/** Where a transfer, a reply or a supplement stands, as the steps of its life. */

type Transfer = Schemas['TransferWithTimeline'];

interface Step {
  name: Text;
  /** `done` at `at`, where that is known. */
  state: 'done' | 'current' | 'to-come';
  at?: string | null;
  by?: string | null;
}

const lastOf = ({ timeline }: Transfer, name: EventName): Transfer['timeline'][number] | undefined =>
  timeline.findLast(({ event }) => event === name);

const done = (name: Text, at?: string | null, by?: string | null): Step => ({
  name,
  state: 'done',
  at: at ?? null,
  by: by ?? null,
});
const current = (name: Text): Step => ({ name, state: 'current' });
const toCome = (name: Text): Step => ({ name, state: 'to-come' });

const names = {
  registered: { zh: '登记', en: 'Registered' },
  dispatch: { zh: '移送', en: 'Dispatch' },
  acknowledge: { zh: '签收', en: 'Acknowledgement' },
  close: { zh: '办结反馈', en: 'Final feedback' },
  returned: { zh: '退回，待补正', en: 'Returned, to be corrected' },
  withdrawn: { zh: '撤销', en: 'Withdrawn' },
  recalled: { zh: '撤回', en: 'Taken back' },
  rerouted: { zh: '改派', en: 'Rerouted' },
  report: { zh: '登记实名举报', en: 'Report registered' },
  acceptance: { zh: '告知受理情况', en: 'Acceptance told' },
  waiting: { zh: '各移送办结', en: 'Every transfer ended' },
  outcome: { zh: '告知办理结果', en: 'Outcome told' },
  asked: { zh: '要求补充材料', en: 'Supplement asked for' },
  supplied: { zh: '补充材料', en: 'Supplied' },
  lapsed: { zh: '不再补充', en: 'Not owed any more' },
} as const satisfies Readonly<Record<string, Text>>;

/** Those that a transfer has taken on its way. */
const taken = ({ registeredAt, dispatchedAt, acknowledgedAt, ...transfer }: Transfer): Step[] => [
  done(names.registered, registeredAt, transfer.fromName),
  ...(dispatchedAt ? [done(names.dispatch, dispatchedAt, transfer.fromName)] : []),
  ...(acknowledgedAt ? [done(names.acknowledge, acknowledgedAt, transfer.acknowledgedByName ?? transfer.toName)] : []),
];

const endedAt = (transfer: Transfer): string | null => transfer.closedAt ?? transfer.timeline.at(-1)?.at ?? null;

const stepsOf = (transfer: Transfer): readonly Step[] => {
  const told = lastOf(transfer, 'acceptance-told')?.at;
  const report = done(names.report, transfer.registeredAt, transfer.fromName);
  const asked = done(names.asked, transfer.registeredAt, transfer.toName);
  switch (transfer.status) {
    case 'registered':
      return [...taken(transfer), current(names.dispatch), toCome(names.acknowledge), toCome(names.close)];
    case 'dispatched':
      return [...taken(transfer), current(names.acknowledge), toCome(names.close)];
    case 'returned':
      return [...taken(transfer), current(names.returned), toCome(names.acknowledge), toCome(names.close)];
    case 'acknowledged':
      return [...taken(transfer), current(names.close)];
    case 'closed':
      return [...taken(transfer), done(names.close, endedAt(transfer), transfer.toName)];
    case 'withdrawn':
      return [
        ...taken(transfer),
        done(lastOf(transfer, 'recalled') ? names.recalled : names.withdrawn, endedAt(transfer), transfer.fromName),
      ];
    case 'rerouted':
      return [...taken(transfer), done(names.rerouted, endedAt(transfer))];
    case 'owed-acceptance':
      return [report, current(names.acceptance), toCome(names.waiting), toCome(names.outcome)];
    case 'waiting':
      return [report, done(names.acceptance, told), current(names.waiting), toCome(names.outcome)];
    case 'owed-outcome':
      return [report, done(names.acceptance, told), done(names.waiting), current(names.outcome)];
    case 'done':
      return [report, done(names.acceptance, told), done(names.waiting), done(names.outcome, transfer.repliedAt)];
    case 'owed-supplement':
      return [asked, current(names.supplied)];
    case 'supplied':
      return [asked, done(names.supplied, lastOf(transfer, 'supplied')?.at, transfer.fromName)];
    case 'lapsed':
      return [asked, done(names.lapsed, lastOf(transfer, 'supplement-lapsed')?.at)];
  }
};

const states = {
  done: { zh: '已完成', en: 'done' },
  current: { zh: '当前', en: 'now' },
  'to-come': { zh: '未开始', en: 'to come' },
} as const satisfies Readonly<Record<Step['state'], Text>>;

export const Steps = ({ transfer }: { transfer: Transfer }) => {
  const t = useText();
  const language = useLanguage();
  return (
    <ol class="steps" aria-label={t({ zh: '办理进度', en: 'Progress' })}>
      {stepsOf(transfer).map(({ name, state, at, by }) => (
        <li key={name.en} class={state} aria-current={state === 'current' ? 'step' : undefined}>
          <strong>{t(name)}</strong>
          <span class="state">{t(states[state])}</span>
          {at ? <span>{momentIn(language, at)}</span> : null}
          {by ? <span>{by}</span> : null}
        </li>
      ))}
    </ol>
  );
};
