/** What runs by itself, by its schedule: minutes from one round to the next. A test holds it to what the schedules say. */
export const rounds = {
  'ask-for-calendar': 15,
  'carry-over-recusals': 60,
  'recount-deadlines': 5,
  'tell-absent': 15,
  'verify-records': 1440,
  watchdog: 15,
} as const;
export type RoundName = keyof typeof rounds;

/** A round may come late, and once not at all: periods, of an hour at the most, that are waited beyond the one in which it must come. */
const patience = 2;

/** Minutes after a round from which its schedule is silent: as long as the alarm of it waits (infra/stack/monitoring.ts). */
export const patienceOf = (name: RoundName): number => rounds[name] + patience * Math.min(rounds[name], 60);

/** `since`: instant (UTC) of its last round or, before any, from which on one was to come. */
export const isSilent = (name: RoundName, since: string, now: Date): boolean =>
  now.getTime() - Date.parse(since) > patienceOf(name) * 60_000;
