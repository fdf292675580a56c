import { afterAll, afterEach, expect } from 'vitest';
import type { RoleOptions } from '../infra/local/roles.ts';

/**
 * Functions run with the rights of their roles in every province of a test. A call that is refused fails the test, whether the
 * function gives up or makes do without.
 */
export const useRights = (): RoleOptions => {
  const refused: string[] = [];
  const none = () => expect(refused.splice(0), 'calls that the functions have no right to').toEqual([]);
  afterEach(none);
  // What comes while everything is closed.
  afterAll(none);
  return {
    heard: ({ name, asked: { action, resource, keys }, by }) => {
      if (by.length === 0) refused.push([name, action, resource, ...Object.values(keys)].join(' '));
    },
  };
};
