/** What an attack on the running province is, and what it found, as figures for test/README.md. */

/** Each list says what went wrong, one line a case: a run without a line in any of them has passed. */
export interface Findings {
  /** Kill rounds, faults that were met, requests or connections, as the attack counts them. */
  rounds: number;
  /** Answered, and not there afterwards; due, and not told. */
  lost: string[];
  /** There twice; mailed twice without saying so. */
  doubled: string[];
  /** Answered by a 5xx other than a 503 that says when to ask again, not answered at all, or logged as a crash. */
  unhandled: string[];
  /** Whatever else is not as it has to be. */
  wrong: string[];
  /** Mails that were sent once more because nobody could know of the first, and say so. */
  allowed: number;
  /** What else was measured, in words. */
  said: string[];
}

export const findings = (): Findings => ({
  rounds: 0,
  lost: [],
  doubled: [],
  unhandled: [],
  wrong: [],
  allowed: 0,
  said: [],
});

type Progress = (line: string) => void;

export interface Attack {
  /** What it does, in a few words. */
  title: string;
  /** @throws Error when the attack itself could not be made. */
  run: (progress: Progress) => Promise<Findings>;
}

export const faultsOf = ({ lost, doubled, unhandled, wrong }: Findings): string[] => [
  ...lost.map((line) => `lost: ${line}`),
  ...doubled.map((line) => `doubled: ${line}`),
  ...unhandled.map((line) => `unhandled: ${line}`),
  ...wrong.map((line) => `wrong: ${line}`),
];

/** The size of an attack, from the environment. @throws Error for what is no number. */
export const sizeOf = (variable: string, usual: number): number => {
  const size = Number(process.env[variable] ?? usual);
  if (!(size > 0)) throw new Error(`${variable}: write a number above 0`);
  return size;
};

/** A progress line at the tenths of a whole. */
export const tenths = (whole: number, progress: Progress) => {
  let told = 0;
  return (done: number, more = '') => {
    const tenth = Math.floor((done * 10) / whole);
    if (tenth === told) return;
    told = tenth;
    progress(`${done} of ${whole}${more}`);
  };
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
