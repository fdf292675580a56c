import { useRef, useState } from 'preact/hooks';
import type { Answer, Problem } from '../api.ts';

/** One thing that is to be done by the API, once. */
export interface Command<T> {
  running: boolean;
  problem: Problem | undefined;
  /**
   * Does it, with a key under which the API does it once however often it is sent: the key stays until it succeeded, so that
   * what was sent before a connection broke is not done twice. @returns what was answered; undefined where it was refused.
   */
  run: () => Promise<T | undefined>;
  /** Message for the field of this path, where the API named one. */
  fault: (path: string) => string | undefined;
  clear: () => void;
}

/**
 * @param send Sends it; gets the headers that go with it.
 * @param what What is sent, as text, where something else is another thing to do, under a key of its own: for whatever is held to a version
 * by If-Match, so that what came through before a connection broke is not done once more.
 */
export const useCommand = <T>(
  send: (headers: { 'Idempotency-Key': string }) => Promise<Answer<T>>,
  what = '',
): Command<T> => {
  const key = useRef(crypto.randomUUID());
  const sent = useRef(what);
  const isRunning = useRef(false);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (): Promise<T | undefined> => {
    // At once, not with the next rendering: a second click may come before that.
    if (isRunning.current) return undefined;
    isRunning.current = true;
    if (sent.current !== what) key.current = crypto.randomUUID();
    sent.current = what;
    setRunning(true);
    const answer = await send({ 'Idempotency-Key': key.current });
    isRunning.current = false;
    setRunning(false);
    setProblem(answer.problem);
    if (answer.problem) return undefined;
    key.current = crypto.randomUUID();
    return answer.data;
  };
  const fault = (path: string) => problem?.errors.find((one) => one.path === path)?.message;
  return { running, problem, run, fault, clear: () => setProblem(undefined) };
};
