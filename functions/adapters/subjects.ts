import type { Clue } from '../domain/clue/clue.ts';
import type { ClueDecision, Registration } from '../domain/clue/decision.ts';
import { lostRace, versionMismatch } from '../domain/errors.ts';
import { type Circumstances, type Decision, isRestarted, madeIn } from '../domain/transfer/decision.ts';
import { actsNextAt } from '../domain/transfer/telling.ts';
import { standsBeside, type Transfer } from '../domain/transfer/transfer.ts';
import type { Recused } from '../domain/units/recusal.ts';
import { actOf, overseersOfClue } from '../domain/visibility/audit-sight.ts';
import { versionSeen } from '../domain/visibility/sight.ts';
import type { Subject } from './commands.ts';
import { keptRecusal } from './recusal.ts';
import { readContentVersion } from './table/clue-content.ts';
import { addTransfers } from './table/clue-record.ts';
import { changedClue, getClue, keptOfClue, newClue, recusedFromClue } from './table/clues.ts';
import type { Stored } from './table/transfer-item.ts';
import { changedTransfer, type Timed } from './table/transfer-writes.ts';
import { getTransfer, recusedFrom } from './table/transfers.ts';
import { taskOf, type WaitingTask } from './table/waiting.ts';
import { wake, wokenOf } from './workflow.ts';

/** What commands are on, for the one shell that carries them out (commands.ts): transfers, clues, and what is registered anew. */

/** A transfer as a decision finds it, with those who must not hear of it. */
export interface FoundTransfer {
  stored: Stored;
  /** That waits for it. */
  task: WaitingTask | undefined;
  transfer: Transfer;
  recused: Recused;
}

const transferNamed = { zh: '该移送件', en: 'transfer' };

/** By what the time is known at which a workflow acts next. */
type Given = Pick<Circumstances, 'calendar' | 'settings' | 'now'>;

/** A new execution has nothing that it waits for yet: where its start is lost, the watchdog finds that at once. */
const timed = (decided: Decision, c: Given | undefined): Timed => {
  const wakeAt = c && !isRestarted(decided.facts) ? actsNextAt(decided.record, c) : undefined;
  return wakeAt === undefined ? decided : { ...decided, wakeAt };
};

/** A command on a transfer, or on the reply to a reporter. `c`: left out where it gets a new workflow. */
export const onTransfer = (transferId: string, c?: Given): Subject<FoundTransfer, Decision> => ({
  lost: () => lostRace(transferNamed),
  read: async () => {
    const [stored, task] = await Promise.all([getTransfer(transferId), taskOf(transferId)]);
    return async () => ({ stored, task, transfer: stored.transfer, recused: await recusedFrom(stored) });
  },
  requireVersion: ({ transfer }, { actor, ifMatch }) => {
    const version = versionSeen(actor, transfer);
    if (ifMatch === null || ifMatch === version) return;
    throw versionMismatch(transferNamed, version, ifMatch);
  },
  writes: async ({ stored }, decided, now) => {
    const made = madeIn(decided.facts).filter(({ transfer }) => !standsBeside(transfer));
    const ids = made.map(({ transfer }) => transfer.transferId);
    const writes = await changedTransfer(stored, timed(decided, c), now);
    return ids.length > 0 ? [...writes, addTransfers(decided.record.clueId, ids)] : writes;
  },
  logged: ({ event, record }) => actOf(event, { clueId: record.clueId, transferId }, record),
  recused: async ({ stored }) => stored.recused,
  // The execution of a void attempt is left alone: it finds that out by itself.
  wakes: async ({ stored, task }, { facts, record }) => {
    if (!isRestarted(facts)) await wake(wokenOf(record, stored), task);
  },
  starts: ({ facts, record }) => (isRestarted(facts) ? [{ transferId, attempt: record.attempt }] : []),
});

/** The same, for what stands only with the version of the clue's content that it saw. */
export const onTransferAndContent = (
  transferId: string,
  c: Given,
): Subject<FoundTransfer & { content: number }, Decision> => {
  const { read, ...rest } = onTransfer(transferId, c);
  return {
    ...rest,
    read: async () => {
      const open = await read();
      return async () => {
        const found = await open();
        return { ...found, content: await readContentVersion(found.transfer.clueId) };
      };
    },
  };
};

interface FoundClue {
  clue: Clue;
  recused: Recused;
  stored: Awaited<ReturnType<typeof getClue>>;
}

/** A command on a clue of which no transfer was made. */
export const onClue = (clueId: string): Subject<FoundClue, ClueDecision> => ({
  lost: () => lostRace({ zh: '该线索', en: 'clue' }),
  read: async () => {
    const stored = await getClue(clueId);
    return async () => ({ stored, clue: stored.clue, recused: await recusedFromClue(stored) });
  },
  writes: ({ stored }, decided) => changedClue(stored, decided),
  logged: ({ event, record, facts }) => {
    const made = madeIn(facts).map(({ transfer }) => transfer);
    return actOf(event, { clueId }, overseersOfClue(record, made));
  },
  recused: ({ stored }) => keptOfClue(stored),
});

/** A submission: there is no record yet. `read`: what it is decided by, read while the shell looks for an earlier answer. */
export const onNewClue = <Known>(read: () => Promise<Known>): Subject<Known, Registration> => ({
  fixed: true,
  lost: () => new Error('a registration was refused again and again, with no earlier answer under its key'),
  read: async () => {
    const known = await read();
    return async () => known;
  },
  writes: (_, registration, __, recused) => newClue(registration, recused),
  logged: ({ events: [event], record, transfers }) =>
    actOf(event, { clueId: record.clueId }, overseersOfClue(record, transfers)),
  recused: (_, { record, recusal }) => keptRecusal(record.clueId, recusal.forms),
});
