import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Tells of an error before it is thrown on to whoever called. */
type OnError = (error: unknown) => void;

const telling =
  <A extends unknown[], R>(call: (...args: A) => R, onError: OnError) =>
  (...args: A): R => {
    try {
      return call(...args);
    } catch (error) {
      onError(error);
      throw error;
    }
  };

/** Whatever asks the store, and whoever hears of what fails there, its errors are told once more in one place. */
const tellErrors = (store: DatabaseSync, onError: OnError): void => {
  const prepare = store.prepare.bind(store);
  store.exec = telling(store.exec.bind(store), onError);
  store.prepare = (sql): StatementSync => {
    const statement = prepare(sql);
    statement.run = telling(statement.run.bind(statement) as StatementSync['run'], onError) as StatementSync['run'];
    statement.get = telling(statement.get.bind(statement) as StatementSync['get'], onError) as StatementSync['get'];
    statement.all = telling(statement.all.bind(statement) as StatementSync['all'], onError) as StatementSync['all'];
    return statement;
  };
};

/** The local runtime's own state (clock, executions, mailbox) in one SQLite file: what was committed survives a kill. */
export const openStore = (file: string, onError: OnError = () => {}): DatabaseSync => {
  const store = new DatabaseSync(file);
  tellErrors(store, onError);
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
    // A full disk rolls back by itself.
    if (store.isTransaction) store.exec('ROLLBACK');
    throw error;
  }
};
