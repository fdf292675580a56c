import { relative } from 'node:path';
import { afterAll, afterEach, expect, vi } from 'vitest';
import type { DeclaredFunction } from '../../infra/functions.ts';
import type { RoleOptions } from '../../infra/local/roles.ts';
import { keepWitnesses, type Witness } from './witnesses.ts';

/** Folder for the witnesses, and what `npm run test:rights` takes away: a function and a right, with a blank between. */
const { RIGHTS_USED: folder, RIGHT_TAKEN: taken = '' } = process.env;

const takenFrom = (): RoleOptions['without'] => {
  const [name = '', ...right] = taken.split(' ');
  return taken === '' ? undefined : { name, right: right.join(' ') };
};

/**
 * Whose memory a function finds: that of all; one of its own, as on Lambda; or none, as the first call of a container does, and then one
 * call runs after the other, so that nothing of what each finds is left to chance.
 */
export type Memory = 'shared' | 'own' | 'none';

type Handler = DeclaredFunction['handler'];

/** Lets one call end before the next begins, in the order in which they come. */
const inTurn = (): ((handler: Handler) => Handler) => {
  let last: Promise<unknown> = Promise.resolve();
  return (handler) => (event, context) => {
    const mine = last.then(() => handler(event, context));
    last = mine.catch(() => {});
    return mine;
  };
};

/** Gives each function modules of its own: as on Lambda, none remembers what another has read. */
const loadAlone = (memory: Memory): RoleOptions['load'] => {
  const loaded = new Map<string, Promise<Handler>>();
  const turned = inTurn();
  let last: Promise<unknown> = Promise.resolve();
  return ({ name, file, mails }) => {
    const known = memory === 'own' ? loaded.get(name) : undefined;
    if (known) return known;
    // One after the other: modules are forgotten for all that load just then.
    const handler = last.then(async () => {
      vi.resetModules();
      const { handler } = await import(file.href);
      // As its bundle does: what sends is loaded with it, and not with whatever is loaded by then.
      if (mails) await (await import('../../functions/adapters/mail/mail.ts')).readyToMail();
      return memory === 'none' ? turned(handler) : handler;
    });
    last = handler;
    loaded.set(name, handler);
    return handler;
  };
};

/**
 * Functions run with the rights of their roles in every province of a test. A call that is refused fails the test, whether the
 * function gives up or makes do without.
 */
export const useRights = (memory: Memory = 'shared'): RoleOptions => {
  const began = performance.now();
  const refused: string[] = [];
  const used = new Map<string, Witness>();
  const none = () => expect(refused.splice(0), 'calls that the functions have no right to').toEqual([]);
  // What a file of tests that fail uses is no witness.
  let failed = false;
  afterEach(({ task }) => {
    failed ||= task.result?.state === 'fail';
    none();
  });
  // What comes while everything is closed.
  afterAll(async () => {
    none();
    if (folder !== undefined && !failed) await keepWitnesses(folder, [...used.values()]);
  });
  return {
    without: takenFrom(),
    load: memory === 'shared' ? undefined : loadAlone(memory),
    heard: ({ name, asked: { action, resource, keys }, by }) => {
      if (by.length === 0) refused.push([name, action, resource, ...Object.values(keys)].join(' '));
      // Where two rights allow the same, neither is needed.
      const [right, second] = by;
      if (right === undefined || second !== undefined || used.has(`${name} ${right}`)) return;
      const { testPath = '', currentTestName: test = '' } = expect.getState();
      // What is made ready for tests fails none of them by name.
      if (test === '') return;
      const file = relative(process.cwd(), testPath);
      const after = Math.round(performance.now() - began);
      used.set(`${name} ${right}`, { name, right, file, test, after });
    },
  };
};
