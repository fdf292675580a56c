import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clue } from '../../../../functions/domain/clue/clue.ts';
import { correctContent } from '../../../../functions/domain/clue/content.ts';
import { noSuch, Refusal } from '../../../../functions/domain/errors.ts';
import { returnReasons, type Settings } from '../../../../functions/domain/settings.ts';
import { fileCase } from '../../../../functions/domain/transfer/case.ts';
import { recall, returnTransfer, withdraw } from '../../../../functions/domain/transfer/corrections.ts';
import type { Circumstances } from '../../../../functions/domain/transfer/decision.ts';
import { askExtension, decideExtension, extensionOffice } from '../../../../functions/domain/transfer/extensions.ts';
import { acknowledge, feedback } from '../../../../functions/domain/transfer/life.ts';
import { decideProposal, proposalOffice, propose } from '../../../../functions/domain/transfer/proposals.ts';
import { tellReporter } from '../../../../functions/domain/transfer/reply.ts';
import { dispatchTo } from '../../../../functions/domain/transfer/successors.ts';
import { askSupplement, supply } from '../../../../functions/domain/transfer/supplement.ts';
import { standsBeside, type Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import type { Recused } from '../../../../functions/domain/units/recusal.ts';
import type { Actor } from '../../../../functions/domain/visibility/actor.ts';
import { callerOf } from '../../../../functions/domain/visibility/actor.ts';
import {
  type Action,
  actions,
  mayAct,
  mayAskExtension,
  mayDecide,
} from '../../../../functions/domain/visibility/acts.ts';
import { mayActOnClue } from '../../../../functions/domain/visibility/clue-sight.ts';
import { requireSeen, seen } from '../../../../functions/domain/visibility/sight.ts';
import { actorOf, at, recusing } from '../records.ts';
import { settingsWith } from '../settings.ts';
import * as steps from '../steps.ts';
import { given } from '../stories.ts';
import { court, examples, type Life, lived, lives, recusals, register, top, twoPosts } from './lives.ts';

/** `allowedActions` is a promise: it says what is accepted, no more and no less, of whatever state and by whoever asks. */

const units = [
  ...[steps.sender, steps.receiver, steps.discipline, steps.office, steps.officeAbove, top, court],
  ...['371400-public-security', '371403-public-security', '371403-leading-group-office'],
];
const callers: Actor[] = [
  ...units.flatMap((unitId) =>
    (['clerk', 'supervisor', 'operator', 'auditor'] as const).map((role) => actorOf(unitId, { role })),
  ),
  // One person with a post in several units.
  ...[steps.sender, steps.receiver, steps.office, steps.officeAbove].map((unitId) =>
    actorOf(unitId, { role: 'supervisor', sub: `two@${unitId}`, email: twoPosts }),
  ),
  actorOf(null, { role: 'operator' }),
];

/** The clue of a transfer: the notice of a case names the transfer on which that was filed, and none of a clue that public security found. */
const clueOf = ({ clueId, reference, rule, case: filed, ...transfer }: Transfer): Clue => {
  const isOwn = rule === 'case-notice' && filed?.transferId === null;
  const { regionCode, regionPath, channel, discoveredAt, registeredAt, transferId } = transfer;
  return {
    ...{ clueId, reference, regionCode, regionPath, channel, discoveredAt, registeredAt, replyId: null },
    ...{ kinds: ['organised-crime'], categories: [], classification: 'none', realName: false },
    ...{ unitId: isOwn ? steps.receiver : steps.sender, kept: isOwn ? ['organised-crime'] : [] },
    transferIds: [transferId],
  };
};

/** A transfer that has ended. */
const over = given(steps.registered(), steps.withdrawn()).record;

type Attempt = (transfer: Transfer, actor: Actor, recused: Recused, c: Circumstances) => unknown;

/** What each route does. `settled`: of a reply, that the transfers of its clue have ended. */
const attemptsWhere = (settled: boolean): Readonly<Record<Action, readonly Attempt[]>> => ({
  dispatch: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'dispatch', transfer);
      return dispatchTo(transfer, { to: null, note: '', successorId: 'x' }, register, recused, c);
    },
  ],
  acknowledge: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'acknowledge', transfer);
      return acknowledge(transfer, c, transfer.rule === 'case-notice' ? ['孙某'] : []);
    },
  ],
  return: returnReasons.map(
    (reason): Attempt =>
      (transfer, actor, recused, c) => {
        mayAct(actor, 'return', transfer);
        return returnTransfer(transfer, { reason, suggested: null, note: '' }, register.units, recused, c);
      },
  ),
  correct: [
    (transfer, actor, recused, { now }) => {
      const clue = clueOf(transfer);
      mayActOnClue(actor, clue, recused, noSuch.clue(clue.clueId));
      const content = { title: '强揽工程', text: '巡查中发现。', subjects: [], categories: [], annexes: [] };
      const found = { clue, content, recused, unresolved: [], transfers: standsBeside(transfer) ? [] : [transfer] };
      return correctContent(found, { text: '补充核实。' }, [], { now, by: callerOf(actor) });
    },
  ],
  feedback: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'feedback', transfer);
      return feedback(transfer, { final: true, outcome: '已立案' }, c);
    },
  ],
  withdraw: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'withdraw', transfer);
      return withdraw(transfer, '', c);
    },
  ],
  recall: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'recall', transfer);
      return recall(transfer, '', c);
    },
  ],
  supplement: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'supplement', transfer);
      return askSupplement(transfer, { supplementId: 'x', items: ['名单'] }, recused, c);
    },
  ],
  supplied: [
    (transfer, actor, _, c) => {
      mayAct(actor, 'supplied', transfer);
      return supply(transfer, '', c);
    },
  ],
  case: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'case', transfer);
      const filed = { caseNumber: '1', filedAt: transfer.changedAt, transferId: 'x' };
      return fileCase(transfer, filed, register, recused, c);
    },
  ],
  proposals: [
    (transfer, actor, recused, c) => {
      mayAct(actor, 'proposals', transfer);
      const made = { proposalId: 'x', kind: 'joint' as const, units: [court], reason: '', applicant: [] };
      return propose(transfer, made, register, recused, c);
    },
  ],
  reply: (['acceptance', 'outcome'] as const).map(
    (kind): Attempt =>
      (reply, actor, _, c) => {
        mayAct(actor, 'reply', reply);
        return tellReporter(reply, { kind, note: '', transfers: [settled ? over : steps.goingOn] }, c);
      },
  ),
  extension: [
    (transfer, actor, recused, c) => {
      mayAskExtension(actor, transfer);
      const ask = { extensionId: 'x', workingDays: 1, reason: '', applicant: actor.person };
      return askExtension(transfer, ask, register, recused, c);
    },
  ],
  'extension-decision': [true, false].map(
    (approve): Attempt =>
      (transfer, actor, recused, c) => {
        const extensionId = transfer.extension?.extensionId ?? 'x';
        const office = extensionOffice(transfer, register, recused);
        if (transfer.extension) mayDecide(actor, transfer, extensionId, recused, office);
        return decideExtension(transfer, { extensionId, approve, note: '' }, c);
      },
  ),
  'proposal-decision': [true, false].map(
    (approve): Attempt =>
      (transfer, actor, recused, c) => {
        const { proposal } = transfer;
        const proposalId = proposal?.proposalId ?? 'x';
        if (proposal)
          mayDecide(actor, transfer, proposalId, recused, proposalOffice(transfer, proposal.kind, register, recused));
        return decideProposal(transfer, { proposalId, approve, note: '', successors: [] }, register, c);
      },
  ),
});

const attempts = { settled: attemptsWhere(true), open: attemptsWhere(false) };
/** Refusals by which an action is not the caller's, or not now; others are about what was asked. */
const closing = ['forbidden', 'not-found', 'wrong-status', 'too-late'];

/** A reason for returning that the province took away: where it took all, there is no return. */
const isClosed = ({ refusal, issues }: Refusal): boolean =>
  closing.includes(refusal) || issues.some(({ path }) => path === 'reason');

/** The record with what is known of its clue beside it. */
interface Asked {
  transfer: Transfer;
  settled: boolean;
  settings: Settings;
}

/** How each of the attempts at an action is refused; undefined where it is not. */
const refusalsOf = (
  action: Action,
  { transfer, settled, settings }: Asked,
  actor: Actor,
  recused: Recused,
  now: Date,
): (Refusal | undefined)[] =>
  attempts[settled ? 'settled' : 'open'][action].map((attempt) => {
    try {
      requireSeen(actor, transfer, recused, now, noSuch.transfer(transfer.transferId), settled);
      attempt(transfer, actor, recused, { ...at(now.toISOString(), actor), settings });
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error;
    }
  });

const isAccepted = (...asked: Parameters<typeof refusalsOf>): boolean =>
  refusalsOf(...asked).some((refusal) => !refusal || !isClosed(refusal));

const allowed = ({ transfer, settled }: Asked, actor: Actor, recused: Recused, now: Date): readonly Action[] => {
  try {
    return seen(actor, transfer, recused, now, settled)?.allowedActions ?? [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** The province of a life, and its callers as they are known there. */
const provinceOf = ({ keeps }: Life) => {
  const settings = settingsWith({ returnReasons: keeps ? { 'public-security': [] } : {} });
  return { settings, known: (actor: Actor): Actor => ({ ...actor, returnReasons: settings.returnReasons }) };
};

/** The steps that a refusal names, by the last part of their routes. */
const stepsIn = ({ text }: Refusal) => ({
  en: [...text.en.matchAll(/POST …\/([a-z]+)/g)].map(([, step = '']) => step).sort(),
  zh: [...text.zh.matchAll(/（([a-z]+)）/g)]
    .map(([, step = '']) => step)
    .filter((step) => actions.some((one) => one === step))
    .sort(),
});

/** Whose the steps are: of the side that it says, or else of whoever asked. */
const whoseSteps = ({ text }: Refusal, { from, to }: Transfer, actor: Actor): Actor => {
  const side = /Its (sender|receiver) can/.exec(text.en)?.[1];
  if (side === undefined) return actor;
  return actorOf(side === 'sender' ? from : to, { returnReasons: actor.returnReasons });
};

describe('what a refusal says to do instead', () => {
  it('is what its reader can then do, in both languages, whatever the state is', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(lives, (life) => {
        const transfer = lived({ ...life, recused: 0 });
        const recused = recusing([], register);
        const now = new Date(transfer.changedAt);
        const { settings, known } = provinceOf(life);
        for (const actor of [transfer.from, transfer.to].map((unitId) => known(actorOf(unitId)))) {
          const asked = { transfer, settings, settled: life.settled };
          for (const action of actions) {
            for (const refusal of refusalsOf(action, asked, actor, recused, now)) {
              if (!refusal || !['wrong-status', 'bad-input'].includes(refusal.refusal)) continue;
              const { en, zh } = stepsIn(refusal);
              expect(zh, refusal.text.zh).toEqual(en);
              const can = allowed(asked, whoseSteps(refusal, transfer, actor), recused, now);
              expect(can, refusal.text.en).toEqual(expect.arrayContaining(en));
              for (const step of en) met.add(`${transfer.status} ${step}`);
            }
          }
        }
      }),
      { numRuns: 100, examples },
    );
    const told = ['dispatched recall', 'dispatched acknowledge', 'acknowledged feedback', 'acknowledged supplement'];
    expect([...met]).toEqual(expect.arrayContaining([...told, 'returned dispatch', 'registered withdraw']));
  });
});

describe('the allowed actions', () => {
  it('are those that are accepted, whoever asks, in whatever state', () => {
    const met = new Set<Action>();
    fc.assert(
      fc.property(lives, (life) => {
        const transfer = lived(life);
        const recused = recusing(recusals[life.recused] ?? [], register);
        const now = new Date(Date.parse(transfer.changedAt) + life.later * 3_600_000);
        const { settings, known } = provinceOf(life);
        for (const actor of callers.map(known)) {
          const asked = { transfer, settings, settled: life.settled };
          const promised = allowed(asked, actor, recused, now);
          const accepted = actions.filter((action) => isAccepted(action, asked, actor, recused, now));
          expect({ status: transfer.status, who: [actor.role, actor.unitId], actions: promised }).toEqual({
            ...{ status: transfer.status, who: [actor.role, actor.unitId], actions: accepted },
          });
          for (const action of accepted) met.add(action);
        }
      }),
      { numRuns: 100, examples },
    );
    // No action was left out of the tale.
    expect([...met].sort()).toEqual([...actions].sort());
  });
});
