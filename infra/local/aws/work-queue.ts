/** Asynchronous jobs, so many at once; tells when none is left. */
export interface WorkQueue {
  add: (job: () => Promise<void>) => void;
  /** Jobs that wait for their turn. */
  backlog: () => number;
  /** Resolves when nothing runs and nothing waits. */
  settled: () => Promise<void>;
  /** Takes and starts nothing more; waits for what runs, five seconds at most. */
  close: () => Promise<void>;
  /** For a job to ask on its way: the store may be closed as well. */
  isClosed: () => boolean;
}

/** `onIdle` is told each time the last job has ended. */
export const workQueue = (concurrency: number, onIdle: () => void): WorkQueue => {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  let closed = false;
  let idle: (() => void)[] = [];

  const settled = () =>
    running === 0 && waiting.length === 0 ? Promise.resolve() : new Promise<void>((resolve) => idle.push(resolve));

  const pump = () => {
    while (running < concurrency) {
      const job = waiting.shift();
      if (!job) break;
      running += 1;
      void job().finally(() => {
        running -= 1;
        pump();
        if (running > 0 || waiting.length > 0) return;
        const resolved = idle;
        idle = [];
        for (const resolve of resolved) resolve();
        if (!closed) onIdle();
      });
    }
  };

  return {
    add: (job) => {
      if (closed) return;
      waiting.push(job);
      pump();
    },
    backlog: () => waiting.length,
    settled,
    close: async () => {
      closed = true;
      waiting.length = 0;
      await Promise.race([settled(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    },
    isClosed: () => closed,
  };
};
