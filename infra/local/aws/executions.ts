import type { DatabaseSync } from 'node:sqlite';
import type { Json } from './asl.ts';

/** Executions and their histories as the store keeps them. */

/** An error of the Step Functions API, by its name there. */
export class StatesError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

export interface Execution {
  arn: string;
  name: string;
  status: Status;
  input: Json;
  started: number;
  stopped: number | null;
  error: string | null;
  cause: string | null;
  state: string;
  /** Input of the present state. */
  data: Json;
  /** Instants are milliseconds of the virtual clock. */
  entered: number;
  /** `run`: its task is to be invoked; `wait`: for a task token; `pause`: before a retry; `over`. */
  phase: 'run' | 'wait' | 'pause' | 'over';
  /** Names the present try of a task; the token, where the task hands one out. */
  attempt: string;
  /** When the present wait, try or pause is over; null: never by itself. */
  due: number | null;
  /** Retries taken in the present state, by the number of the Retry entry. */
  retries: Record<string, number>;
}

export interface HistoryEvent {
  id: number;
  type: string;
  at: number;
  state: string | null;
}

export interface Executions {
  byArn: (arn: string) => Execution | undefined;
  byName: (name: string) => Execution | undefined;
  byAttempt: (attempt: string) => Execution | undefined;
  inPhase: (phase: Execution['phase']) => Execution[];
  list: (status: string | undefined) => Execution[];
  /** Those due by then, the earliest first. */
  dueBy: (instant: number) => Execution[];
  nextDue: () => number | null;
  save: (execution: Execution) => void;
  log: (arn: string, type: string, at: number, state: string | null) => void;
  history: (arn: string) => HistoryEvent[];
}

/** Those of a store, which gets its tables when it has none. Writes that belong together are their caller's transaction. */
export const openExecutions = (store: DatabaseSync): Executions => {
  store.exec(`
    CREATE TABLE IF NOT EXISTS executions (
      arn TEXT PRIMARY KEY, name TEXT UNIQUE NOT NULL, status TEXT NOT NULL, phase TEXT NOT NULL,
      attempt TEXT UNIQUE NOT NULL, due INTEGER, record TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS executions_due ON executions (due) WHERE due IS NOT NULL;
    CREATE TABLE IF NOT EXISTS history (
      arn TEXT NOT NULL, id INTEGER NOT NULL, type TEXT NOT NULL, at INTEGER NOT NULL, state TEXT, PRIMARY KEY (arn, id)
    ) WITHOUT ROWID;
  `);
  const one = (sql: string) => {
    const query = store.prepare(sql);
    return (key: string): Execution | undefined => {
      const row = query.get(key);
      return row && JSON.parse(String(row.record));
    };
  };
  const many = (sql: string) => {
    const query = store.prepare(sql);
    return (...keys: (string | number)[]): Execution[] =>
      query.all(...keys).map((row) => JSON.parse(String(row.record)));
  };
  const all = many('SELECT record FROM executions ORDER BY rowid');
  const byStatus = many('SELECT record FROM executions WHERE status = ? ORDER BY rowid');
  const first = store.prepare('SELECT min(due) AS due FROM executions WHERE due IS NOT NULL');
  const put = store.prepare(
    'INSERT INTO executions VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET status = excluded.status, phase = excluded.phase, attempt = excluded.attempt, due = excluded.due, record = excluded.record',
  );
  const event = store.prepare(
    'INSERT INTO history SELECT ?1, coalesce(max(id), 0) + 1, ?2, ?3, ?4 FROM history WHERE arn = ?1',
  );
  const events = store.prepare('SELECT id, type, at, state FROM history WHERE arn = ? ORDER BY id');
  return {
    byArn: one('SELECT record FROM executions WHERE arn = ?'),
    byName: one('SELECT record FROM executions WHERE name = ?'),
    byAttempt: one('SELECT record FROM executions WHERE attempt = ?'),
    inPhase: many('SELECT record FROM executions WHERE phase = ? ORDER BY rowid'),
    list: (status) => (status === undefined ? all() : byStatus(status)),
    dueBy: many('SELECT record FROM executions WHERE due <= ? ORDER BY due, rowid'),
    nextDue: () => (first.get()?.due as number | null | undefined) ?? null,
    save: (x) => {
      put.run(x.arn, x.name, x.status, x.phase, x.attempt, x.due, JSON.stringify(x));
    },
    log: (arn, type, instant, state) => {
      event.run(arn, type, instant, state);
    },
    history: (arn) => events.all(arn) as unknown as HistoryEvent[],
  };
};
