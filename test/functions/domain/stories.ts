import { expect } from 'vitest';
import { Refusal, type RefusalName } from '../../../functions/domain/errors.ts';
import type { Decision, Fact, Made } from '../../../functions/domain/transfer/decision.ts';
import type { Event, EventName } from '../../../functions/domain/transfer/events.ts';
import type { Transfer } from '../../../functions/domain/transfer/transfer.ts';
import { contradictions } from '../../../functions/domain/transfer/verification.ts';

/** Stories of a transfer: given what happened, when something is decided, then these events, or a refusal by its name. */

/** What is decided on a record, or what makes one (null: there is none yet). Undefined: nothing is to be done. Steps stand in steps.ts. */
export type Step = (before: Transfer | null) => Decision | undefined;

/** What a story expects of an event: its kind, and whatever of it the story is about. */
type Expected = EventName | ({ event: EventName } & Readonly<Record<string, unknown>>);

/** What came of a decision. `record` and `facts`, and the last two expectations, fail with the refusal where there was one. */
interface Outcome {
  readonly record: Transfer;
  readonly events: readonly Event[];
  readonly facts: readonly Fact[];
  /** None where nothing was to be done. */
  thenEvents: (...expected: Expected[]) => Outcome;
  thenRecord: (expected: Partial<Record<keyof Transfer, unknown>>) => Outcome;
  thenFacts: (...expected: Readonly<Record<string, unknown>>[]) => Outcome;
  thenRefused: (name: RefusalName, ...paths: string[]) => void;
}

export interface Story {
  readonly record: Transfer;
  readonly events: readonly Event[];
  when: (step: Step) => Outcome;
}

/** The transfers that a decision made. */
export const madeIn = (facts: readonly Fact[]): Made[] => facts.flatMap((one) => (one.fact === 'made' ? [one] : []));

/** In no story does a record say anything else than its timeline; nor does one that it makes. */
const requireTold = ({ record, event, facts }: Decision, earlier: readonly Event[]): void => {
  expect(contradictions(record, [...earlier, event])).toEqual([]);
  for (const { transfer, events } of madeIn(facts)) expect(contradictions(transfer, events)).toEqual([]);
};

const outcomeOf = (before: Transfer | null, earlier: readonly Event[], step: Step): Outcome => {
  let decision: Decision | undefined;
  let refusal: Refusal | undefined;
  try {
    decision = step(before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refusal = error;
  }
  if (decision) requireTold(decision, earlier);
  const done = () => {
    if (refusal) throw refusal;
    return decision;
  };
  const recordOf = (): Transfer => {
    const record = done()?.record ?? before;
    if (!record) throw new Error('nothing was made');
    return record;
  };
  const eventsOf = () => [done()?.event].filter((event) => event !== undefined);
  const outcome: Outcome = {
    get record() {
      return recordOf();
    },
    get events() {
      return eventsOf();
    },
    get facts() {
      return done()?.facts ?? [];
    },
    thenEvents: (...expected) => {
      expect(eventsOf()).toMatchObject(expected.map((one) => (typeof one === 'string' ? { event: one } : one)));
      return outcome;
    },
    thenRecord: (expected) => {
      expect(recordOf()).toMatchObject(expected);
      return outcome;
    },
    thenFacts: (...expected) => {
      expect(done()?.facts ?? []).toMatchObject(expected);
      return outcome;
    },
    thenRefused: (name, ...paths) => {
      expect(refusal?.refusal ?? decision?.event.event ?? 'nothing').toBe(name);
      expect(refusal?.issues.map(({ path }) => path)).toEqual(paths);
    },
  };
  return outcome;
};

const storyFrom = (record: Transfer | null, events: readonly Event[], steps: readonly Step[]): Story => {
  let story = { record, events };
  for (const step of steps) {
    const { record, events } = outcomeOf(story.record, story.events, step);
    story = { record, events: [...story.events, ...events] };
  }
  return {
    get record() {
      if (!story.record) throw new Error('a story begins with what makes a record');
      return story.record;
    },
    get events() {
      return story.events;
    },
    when: (step) => outcomeOf(story.record, story.events, step),
  };
};

/** What happened, from nothing on. */
export const given = (...steps: Step[]): Story => storyFrom(null, [], steps);

/** What happened from there on to a transfer that another one made. */
export const givenMade = ({ transfer, events }: Made, ...steps: Step[]): Story => storyFrom(transfer, events, steps);
