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

/** @param send Sends it; gets the headers that go with it. */
export const useCommand = <T>(send: (headers: { 'Idempotency-Key': string }) => Promise<Answer<T>>): Command<T> => {
  const key = useRef(crypto.randomUUID());
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (): Promise<T | undefined> => {
    if (running) return undefined;
    setRunning(true);
    const answer = await send({ 'Idempotency-Key': key.current });
    setRunning(false);
    setProblem(answer.problem);
    if (answer.problem) return undefined;
    key.current = crypto.randomUUID();
    return answer.data;
  };
  const fault = (path: string) => problem?.errors.find((one) => one.path === path)?.message;
  return { running, problem, run, fault, clear: () => setProblem(undefined) };
};
