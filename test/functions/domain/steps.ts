import type { ReturnReason } from '../../../functions/domain/settings.ts';
import { fileCase } from '../../../functions/domain/transfer/case.ts';
import { recall, returnTransfer, withdraw } from '../../../functions/domain/transfer/corrections.ts';
import { type Recount, recounted } from '../../../functions/domain/transfer/deadlines.ts';
import type { Circumstances, Decision } from '../../../functions/domain/transfer/decision.ts';
import { askExtension, decideExtension } from '../../../functions/domain/transfer/extensions.ts';
import { acknowledge, beginTransfer, dispatch, feedback } from '../../../functions/domain/transfer/life.ts';
import { decideProposal, propose } from '../../../functions/domain/transfer/proposals.ts';
import { beginReply, settleReply, tellReporter } from '../../../functions/domain/transfer/reply.ts';
import { dispatchTo, type Successor } from '../../../functions/domain/transfer/successors.ts';
import { askSupplement, endSupplement, supply } from '../../../functions/domain/transfer/supplement.ts';
import { alarmed, restarted, type ToldPeople, told } from '../../../functions/domain/transfer/telling.ts';
import type { Made, ProposalKind, Transfer } from '../../../functions/domain/transfer/transfer.ts';
import type { Recused } from '../../../functions/domain/units/recusal.ts';
import type { Register } from '../../../functions/domain/units/units.ts';
import type { Actor } from '../../../functions/domain/visibility/actor.ts';
import { at as circumstancesAt, clerkOf, planned, recusing, registerOf, transferAt, unitWith } from './records.ts';
import { given, madeIn, type Step } from './stories.ts';

/** What can happen to a transfer: each step a decision with good defaults, an hour after the one before, by whom it behoves. */

/** A story begins here; the calendar's own examples count from this day (domain.md, "Counting working days"). */
export const morning = '2026-09-24T10:00:00+08:00';

export const sender = '371402-housing';
export const receiver = '371402-public-security';
export const discipline = '371402-discipline-inspection';
export const office = '371402-leading-group-office';
export const officeAbove = '371400-leading-group-office';

/** The units of the stories. */
export const register = registerOf(
  ...[sender, receiver, discipline, office, officeAbove].map((id) => unitWith(id)),
  ...['371400-public-security', '371403-public-security', '371403-discipline-inspection'].map((id) => unitWith(id)),
);

/** Other circumstances than the usual ones. */
export interface When extends Partial<Omit<Circumstances, 'now' | 'by'>> {
  at?: string;
  by?: Actor;
  register?: Register;
  /** As they were written: ids, names, addresses. */
  recused?: readonly string[];
}

interface Known {
  register: Register;
  recused: Recused;
  /** Who asks, as they would be known again. */
  applicant: readonly string[];
}

const circumstancesOf = (usual: { at: string; by: string }, { at, by, register: _, recused: __, ...c }: When) => ({
  ...circumstancesAt(at ?? usual.at, by ?? clerkOf(usual.by)),
  ...c,
});

const onRecord =
  (
    unit: (transfer: Transfer) => string,
    when: When,
    decide: (transfer: Transfer, c: Circumstances, known: Known) => Decision | undefined,
  ): Step =>
  (before) => {
    if (!before) throw new Error('a story begins with what makes a record');
    const hourLater = new Date(Date.parse(before.changedAt) + 3_600_000).toISOString();
    const known = {
      register: when.register ?? register,
      recused: recusing(when.recused ?? [], when.register ?? register),
      applicant: (when.by ?? clerkOf(unit(before))).person,
    };
    return decide(before, circumstancesOf({ at: hourLater, by: unit(before) }, when), known);
  };

const from = (transfer: Transfer) => transfer.from;
const to = (transfer: Transfer) => transfer.to;
const owner = (transfer: Transfer) => transfer.duty?.owedBy ?? transfer.to;

type Beginning = When & Partial<Made>;

const begun = ({ at = morning, by, calendar, settings, register: _, recused: __, ...different }: Beginning) => ({
  made: {
    ...{ transferId: 'a1', clueId: 'c1', reference: '371402-20260924-00000000', channel: 'daily-enforcement' },
    ...{ rule: 'organised-crime' as const, from: sender, to: receiver, replyId: null },
    ...{ regionCode: '371402', regionPath: ['371402', '371400', '370000'], lineage: '370000/371400/371402' },
    discoveredAt: new Date(at).toISOString(),
    ...different,
  },
  c: {
    ...circumstancesAt(at, by ?? clerkOf(sender)),
    ...(calendar ? { calendar } : {}),
    ...(settings ? { settings } : {}),
  },
});

export const registered =
  (different: Beginning = {}): Step =>
  () => {
    const { made, c } = begun(different);
    return beginTransfer({ ...made, discoveredAt: new Date(made.discoveredAt).toISOString() }, c);
  };

export const replyBegun =
  (different: Beginning = {}): Step =>
  () => {
    const { made, c } = begun({ transferId: 'r1', ...different });
    return beginReply(made, c);
  };

/** `to`: the unit that the return named, if it goes there. */
export const dispatched = ({
  to = null,
  note = '',
  successorId = 'a2',
  ...when
}: When & { to?: string | null; note?: string; successorId?: string } = {}) =>
  onRecord(from, when, (transfer, c, known) =>
    dispatchTo(transfer, { to, note, successorId }, known.register, known.recused, c),
  );

/** For the first time, or again. */
export const dispatchedAgain = ({ note = '已补正', ...when }: When & { note?: string } = {}) =>
  onRecord(from, when, (transfer, c) => dispatch(transfer, c, note));

/** `content`: version of the clue's content that was taken. `onBehalfOf`: the unit in whose place it was. */
export const acknowledged = ({
  officers,
  content,
  onBehalfOf,
  ...when
}: When & { officers?: readonly string[]; content?: number; onBehalfOf?: string } = {}) =>
  onRecord(to, when, (transfer, c) =>
    acknowledge(transfer, { ...c, by: { ...c.by, ...(onBehalfOf ? { onBehalfOf } : {}) } }, officers, content),
  );

const toldBack = (
  final: boolean,
  { outcome, text = '已走访工地。', ...when }: When & { outcome: string; text?: string },
) => onRecord(to, when, (transfer, c) => feedback(transfer, { final, outcome, text }, c));
export const interimFeedback = (more: When & { outcome?: string } = {}) =>
  toldBack(false, { outcome: '核查中', ...more });
export const closed = (more: When & { outcome?: string } = {}) => toldBack(true, { outcome: '已立案', ...more });

export const returned = ({
  reason = 'incomplete',
  suggested = null,
  ...when
}: When & { reason?: ReturnReason; suggested?: string | null } = {}) =>
  onRecord(to, when, (transfer, c, { register, recused }) =>
    returnTransfer(transfer, { reason, suggested, note: '材料不全' }, register.units, recused, c),
  );

export const withdrawn = (when: When = {}) => onRecord(from, when, (transfer, c) => withdraw(transfer, '重复', c));

export const caseFiled = ({
  caseNumber = '德城公立〔2026〕1号',
  filedAt,
  noticeId = 'n1',
  ...when
}: When & { caseNumber?: string; filedAt?: string; noticeId?: string } = {}) =>
  onRecord(to, when, (transfer, c, known) =>
    fileCase(
      transfer,
      { caseNumber, filedAt: new Date(filedAt ?? c.now).toISOString(), transferId: noticeId },
      known.register,
      known.recused,
      c,
    ),
  );

export const extensionAsked = ({
  extensionId = 'e1',
  workingDays = 4,
  ...when
}: When & { extensionId?: string; workingDays?: number } = {}) =>
  onRecord(owner, when, (transfer, c, { register, recused, applicant }) =>
    askExtension(transfer, { extensionId, workingDays, reason: '案情复杂', applicant }, register, recused, c),
  );

const extensionDecided = (approve: boolean, { extensionId = 'e1', ...when }: When & { extensionId?: string }) =>
  onRecord(
    () => office,
    when,
    (transfer, c) => decideExtension(transfer, { extensionId, approve, note: '同意与否' }, c),
  );
export const extensionGranted = (more: When & { extensionId?: string } = {}) => extensionDecided(true, more);
export const extensionRefused = (more: When & { extensionId?: string } = {}) => extensionDecided(false, more);

export const proposalMade = ({
  proposalId = 'p1',
  kind = 'elevate',
  units = [],
  ...when
}: When & { proposalId?: string; kind?: ProposalKind; units?: readonly string[] } = {}) =>
  onRecord(to, when, (transfer, c, { register, recused, applicant }) =>
    propose(transfer, { proposalId, kind, units, reason: '回避', applicant }, register, recused, c),
  );

type DecidedOn = When & { proposalId?: string; successors?: readonly Successor[] };
/** `successors`: by default one for each unit that was proposed, `s1`, `s2` and so on. */
const proposalDecided = (approve: boolean, { proposalId = 'p1', successors, ...when }: DecidedOn) =>
  onRecord(
    () => officeAbove,
    when,
    (transfer, c, known) => {
      const proposed = transfer.proposal?.units.map((unit, n) => ({ transferId: `s${n + 1}`, to: unit })) ?? [];
      return decideProposal(
        transfer,
        { proposalId, approve, note: '同意与否', successors: successors ?? proposed },
        known.register,
        c,
      );
    },
  );
export const proposalApproved = (more: DecidedOn = {}) => proposalDecided(true, more);
export const proposalRefused = (more: DecidedOn = {}) => proposalDecided(false, more);

/** The calendar and the windows are others now. */
export const recountedBy = ({ recount = null, ...when }: When & { recount?: Recount | null } = {}) =>
  onRecord(owner, when, (transfer, c) => recounted(transfer, c, recount));

/** What was next to be told is told, at its time; nothing happens where nothing is. */
export const nextTold = ({
  people = { recipients: [], passed: [], ended: false },
  ...when
}: When & { people?: ToldPeople } = {}) =>
  onRecord(owner, when, (transfer, c) => {
    const telling = planned(transfer, c.calendar, c.settings);
    return telling && told(transfer, telling, people, { ...c, now: new Date(when.at ?? telling.at) });
  });

export const workflowGaveUp = ({ error = 'States.Timeout', ...when }: When & { error?: string } = {}) =>
  onRecord(owner, when, (transfer, c) => alarmed(transfer, error, c.now));

export const workflowRestarted = (when: When = {}) =>
  onRecord(owner, when, (transfer, c) =>
    restarted(transfer, { sub: 'operator', role: 'operator', unitId: null }, c.now),
  );

/** A transfer of a reply's clue that goes on. */
export const goingOn = transferAt(morning);

/** `transfers`: of the reply's clue. */
const reporterTold = (
  kind: 'acceptance' | 'outcome',
  { transfers = [goingOn], ...when }: When & { transfers?: readonly Transfer[] },
) => onRecord(from, when, (reply, c) => tellReporter(reply, { kind, note: '已告知', transfers }, c));
export const acceptanceTold = (more: When = {}) => reporterTold('acceptance', more);
export const outcomeTold = (more: When & { transfers?: readonly Transfer[] } = {}) => reporterTold('outcome', more);

export const recalled = (when: When = {}) => onRecord(from, when, (transfer, c) => recall(transfer, '误移送', c));

export const supplementAsked = ({
  supplementId = 'u1',
  items = ['涉案人员名单'],
  ...when
}: When & { supplementId?: string; items?: readonly string[] } = {}) =>
  onRecord(to, when, (transfer, c, { recused }) => askSupplement(transfer, { supplementId, items }, recused, c));

export const supplied = (when: When = {}) => onRecord(from, when, (transfer, c) => supply(transfer, '已补充', c));

/** The record on which a supplement is owed. */
export const supplementBegun = (): Step => () => {
  const [made] = madeIn(given(registered(), dispatched()).when(supplementAsked()).facts);
  const [event] = made?.events ?? [];
  return made && event && { record: made.transfer, event, facts: [] };
};

/** On the record of a supplement: what became of it. */
export const supplementEnded = (event: 'supplied' | 'supplement-lapsed', when: When = {}) =>
  onRecord(from, when, (supplement, c) =>
    endSupplement(supplement, { event, at: c.now.toISOString(), by: c.by, detail: {} }, c),
  );

/** A reply looks at the transfers of its clue. */
export const transfersLookedAt = (transfers: readonly Transfer[], when: When = {}) =>
  onRecord(from, when, (reply, c) => settleReply(reply, transfers, c));
