import { DatabaseSync } from 'node:sqlite';

/** The local runtime's own state (clock, executions, mailbox) in one SQLite file: what was committed survives a kill. */
export const openStore = (file: string): DatabaseSync => {
  const store = new DatabaseSync(file);
  store.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  return store;
};

/** Runs the writes in one transaction: all of them stand, or none. */
export const atomically = <T>(store: DatabaseSync, writes: () => T): T => {
  if (store.isTransaction) return writes();
  store.exec('BEGIN IMMEDIATE');
  try {
    const result = writes();
    store.exec('COMMIT');
    return result;
  } catch (error) {
    store.exec('ROLLBACK');
    throw error;
  }
};
