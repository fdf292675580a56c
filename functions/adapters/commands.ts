import { Refusal } from '../domain/errors.ts';
import { type Fact, madeIn } from '../domain/transfer/decision.ts';
import { endSupplement } from '../domain/transfer/supplement.ts';
import type { Actor } from '../domain/visibility/actor.ts';
import type { Act } from '../domain/visibility/audit-sight.ts';
import type { KeptRecusal } from './recusal.ts';
import { settings } from './settings.ts';
import { newApplication } from './table/applications.ts';
import { audited } from './table/audit.ts';
import { readCalendar } from './table/calendar.ts';
import { contentIs } from './table/clue-content.ts';
import { type Answer, keep, type Repeatable, recall } from './table/idempotency.ts';
import { untilWon, type Write, writeAll } from './table/table.ts';
import { changedTransfer, markReplied, newTransfer, requirePlace, wakeReply } from './table/transfer-writes.ts';
import { getTransfer } from './table/transfers.ts';
import { startWorkflow, wakeOther } from './workflow.ts';

/**
 * The one shell of every command on clues and transfers: reads the record, lets the domain decide, writes record, event, facts,
 * answer and the log of audit in one transaction, then signals the workflows that have to look and starts those of what was made.
 * A command that came before under its key is answered as it was then, and nothing else is done.
 */

/** How a command came. */
export interface Command {
  actor: Actor;
  now: Date;
  repeatable: Repeatable | null;
  /** Version that the caller saw (If-Match); null: any will do. */
  ifMatch: number | null;
  /** Takes over to tell the workflows, where many commands come together: what is told of all of them is then told at one time. */
  later?: (tell: () => Promise<void>) => void;
}

/** What the shell has to know of one kind of record; `D`: what is decided on it. */
export interface Subject<Read, D extends { facts: readonly Fact[] }> {
  /** Thrown where others were quicker again and again. */
  lost: () => Error;
  /** Reads the record, and gives what tells whom it must not reach: asked only where the command did not come before. */
  read: () => Promise<() => Promise<Read>>;
  /** What has a version: @throws Refusal `version-mismatch`. */
  requireVersion?: (read: Read, command: Pick<Command, 'actor' | 'ifMatch'>) => void;
  /** Writes of the record and its events, and of the transfers that were made, on the clue that they are of. */
  writes: (read: Read, decided: D, now: Date, recused: KeptRecusal) => Promise<Write[]>;
  /** What the log of audit says of it; null where nothing was done. */
  logged: (decided: D) => Act | null;
  /** Those who must not hear of what is made. */
  recused: (read: Read, decided: D) => Promise<KeptRecusal>;
  /** Lets the workflow look again, and names those that start beside the ones of what was made. */
  wakes?: (read: Read, decided: D) => Promise<void>;
  starts?: (decided: D) => { transferId: string; attempt: number }[];
  /** Nobody else can change what it is decided on: decided and sealed once, however often it is tried. */
  fixed?: true;
}

const writesOf = async (fact: Fact, recused: KeptRecusal, now: Date): Promise<Write[]> => {
  switch (fact.fact) {
    case 'made':
      return newTransfer(fact, recused);
    case 'supplement-ended': {
      const supplement = await getTransfer(fact.supplementId);
      const c = { now, calendar: await readCalendar(), settings: settings() };
      return changedTransfer(supplement, endSupplement(supplement.transfer, fact.event, c), now);
    }
    case 'application':
      return [newApplication(fact.id, fact.transferId)];
    case 'ended':
      return [await wakeReply(fact.replyId, now)];
    case 'told':
      return markReplied(fact.transferIds, fact.at);
    case 'content':
      return [contentIs(fact.clueId, fact.version)];
    case 'restarted':
      return [];
  }
};

/** What workflows have to know when all is written: a call that is lost costs time only. */
const tellWorkflows = async <Read, D extends { facts: readonly Fact[] }>(
  subject: Subject<Read, D>,
  read: Read,
  decided: D,
): Promise<void> => {
  const beside = decided.facts.flatMap((one) => {
    if (one.fact === 'ended') return [wakeOther(one.replyId)];
    return one.fact === 'supplement-ended' ? [wakeOther(one.supplementId)] : [];
  });
  await Promise.all([subject.wakes?.(read, decided), ...beside]);
  const made = madeIn(decided.facts).map(({ transfer }) => transfer);
  await Promise.all(
    [...made, ...(subject.starts?.(decided) ?? [])].map(({ transferId, attempt }) =>
      startWorkflow(transferId, attempt),
    ),
  );
};

/** The decision, by the rules as they are now. @throws Refusal of `decide`; `version-mismatch` before one of status. */
const decideOn = <Read, D extends { facts: readonly Fact[] }>(
  command: Command,
  subject: Subject<Read, D>,
  read: Read,
  decide: (read: Read) => D,
): D => {
  try {
    const decided = decide(read);
    subject.requireVersion?.(read, command);
    return decided;
  } catch (error) {
    // Whoever lost a race and said what they had seen hears that it is outdated, not what it became.
    if (error instanceof Refusal && error.refusal === 'wrong-status') subject.requireVersion?.(read, command);
    throw error;
  }
};

/** A decision with all that has to be written for it. */
interface Prepared<Read, D> {
  read: Read;
  decided: D;
  answer: Answer;
  writes: Write[];
}

const prepare = async <Read, D extends { facts: readonly Fact[] }>(
  command: Command,
  subject: Subject<Read, D>,
  read: Read,
  decide: (read: Read) => D,
  answerOf: (decided: D, read: Read) => Answer,
): Promise<Prepared<Read, D>> => {
  const { repeatable, now } = command;
  const decided = decideOn(command, subject, read, decide);
  const answer = answerOf(decided, read);
  const recused = await subject.recused(read, decided);
  const [own, ...others] = await Promise.all([
    subject.writes(read, decided, now, recused),
    ...decided.facts.map((fact) => writesOf(fact, recused, now)),
  ]);
  const done = subject.logged(decided);
  const log = done ? audited(done) : [];
  const writes = [...own, ...others.flat(), ...log, ...(repeatable ? [await keep(repeatable, answer, now)] : [])];
  return { read, decided, answer, writes };
};

const isMissing = (error: unknown): boolean => error instanceof Refusal && error.refusal === 'not-found';

/** Who was named since by a correction of the clue is not told again what was answered before. @throws Refusal `not-found` of `decide` */
const requireHeard = async <Read, D>(open: () => Promise<Read>, decide: (read: Read) => D): Promise<void> => {
  try {
    decide(await open());
  } catch (error) {
    if (isMissing(error)) throw error;
  }
};

/**
 * Carries out one command, and gives its answer: the first one where it came before. Lost against another writer, it decides
 * again on the newer record.
 * @throws Refusal of `decide`; `version-mismatch` (If-Match), `lost-race`, `duplicate`, `not-found`, `key-reused`.
 */
export const carryOut = async <Read, D extends { facts: readonly Fact[] }>(
  command: Command,
  subject: Subject<Read, D>,
  decide: (read: Read) => D,
  answerOf: (decided: D, read: Read) => Answer,
): Promise<Answer> => {
  let prepared: Prepared<Read, D> | undefined;
  const done = await untilWon(async () => {
    const before = subject.fixed ? prepared : undefined;
    const [answered, open] = await Promise.all([recall(command.repeatable), before ? null : subject.read()]);
    if (answered && open && !subject.fixed) await requireHeard(open, decide);
    if (answered) return answered;
    try {
      prepared = before ?? (open ? await prepare(command, subject, await open(), decide, answerOf) : undefined);
    } catch (error) {
      if (isMissing(error)) throw error;
      // The same request may have been carried out between the two reads: then it has its answer.
      const meanwhile = await recall(command.repeatable);
      if (meanwhile) return meanwhile;
      throw error;
    }
    if (!prepared) return undefined;
    const { read, decided, answer, writes } = prepared;
    if (writes.length === 0) return answer;
    const { refused } = await writeAll(writes);
    await requirePlace(writes, refused);
    if (refused.length > 0) return undefined;
    const tell = () => tellWorkflows(subject, read, decided);
    if (command.later) command.later(tell);
    else await tell();
    return answer;
  });
  if (done) return done;
  throw subject.lost();
};
