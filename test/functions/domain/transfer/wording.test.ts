import { expect, it } from 'vitest';
import { Refusal } from '../../../../functions/domain/errors.ts';
import type { Text } from '../../../../functions/domain/languages.ts';
import { acceptanceTold, caseFiled, dispatched, outcomeTold, registered, replyBegun } from '../steps.ts';
import { given, type Step } from '../stories.ts';

/** What refusals of steps say, in words that help. */

const said = (before: readonly Step[], step: Step): Text | undefined => {
  const { record } = given(...before);
  try {
    step(record);
  } catch (error) {
    if (error instanceof Refusal) return error.text;
    throw error;
  }
  return undefined;
};

it('a first dispatch to a unit of one’s own choice is told who chooses, and what to leave out', () => {
  expect(said([registered()], dispatched({ to: '371403-public-security' }))).toEqual({
    zh: '首次移送由系统确定接收单位，请去掉接收单位（to）后再提交。',
    en: 'The system chooses the receiver of a first dispatch: leave to out, and send it again.',
  });
});

it('a case is filed on no other kind of clue', () => {
  expect(said([registered({ rule: 'misconduct' }), dispatched()], caseFiled())?.en).toBe(
    'A case is filed on a clue of organised crime only, and the kind of this transfer is misconduct.',
  );
});

it('a reply is told of in whole words', () => {
  expect(said([replyBegun()], outcomeTold())?.en).toMatch(
    /^A reply that is yet to tell of the acceptance cannot be answered with the outcome: /,
  );
  expect(said([replyBegun(), acceptanceTold()], acceptanceTold())?.en).toMatch(
    /^A reply that is waiting cannot be answered with the acceptance: /,
  );
});
