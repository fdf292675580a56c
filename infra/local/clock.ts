import type { DatabaseSync } from 'node:sqlite';

/** The virtual clock: runs at real speed, stands still while it is being advanced, and never goes back. */
export interface Clock {
  now: () => Date;
  /** Stands still at that instant. Kept at once: after a kill it goes on from there. */
  freeze: (at: Date) => void;
  /** Goes on at real speed from where it stands. */
  release: () => void;
}

/** The clock of a store; `start` counts only where the store has none yet. */
export const openClock = (store: DatabaseSync, start: Date = new Date()): Clock => {
  store.exec('CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead_ms INTEGER NOT NULL)');
  const read = store.prepare('SELECT ahead_ms FROM clock WHERE id = 1');
  const write = store.prepare(
    'INSERT INTO clock VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET ahead_ms = excluded.ahead_ms',
  );
  const kept = read.get();
  /** Milliseconds that the virtual clock is ahead of the real one. */
  let ahead = kept ? Number(kept.ahead_ms) : start.getTime() - Date.now();
  let frozen: number | undefined;
  const keep = (at: number) => {
    ahead = at - Date.now();
    write.run(ahead);
  };
  if (!kept) write.run(ahead);
  return {
    now: () => new Date(frozen ?? Date.now() + ahead),
    freeze: (at) => {
      frozen = Math.max(at.getTime(), frozen ?? Date.now() + ahead);
      keep(frozen);
    },
    release: () => {
      if (frozen === undefined) return;
      keep(frozen);
      frozen = undefined;
    },
  };
};
