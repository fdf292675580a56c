import { useEffect, useState } from 'preact/hooks';
import { answerOf, api, type Problem, type Schemas } from '../api.ts';
import { useLanguage } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { changedDays, daysOf } from './days.ts';
import { type Draft, draftOf, readDrafts, yearsOf } from './drafts.ts';

type Year = Schemas['CalendarYear'];

/** The version that a calendar is changed on condition of. */
export const ifMatchOf = (version: string): string => `"${version.split('.').at(-1)}"`;

const yearNow = (year: number) => answerOf(api.GET('/v1/calendar/{year}', { params: { path: { year } } }));

const isLostRace = (problem: Problem | undefined): boolean => problem?.status === 412 || problem?.status === 409;

/** A change of the calendar that is being written, from the year in force on: what it would do, and how it is put in. `done`: it is in. */
export const useChange = (inForce: Year, done: () => void) => {
  const language = useLanguage();
  const [drafts, setDrafts] = useState<Draft[]>([draftOf(inForce, language)]);
  const [version, setVersion] = useState(inForce.version);
  const [newest, setNewest] = useState<Year>();
  const [unread, setUnread] = useState<Problem>();
  const [effects, setEffects] = useState<Schemas['CalendarPreview']>();
  const read = readDrafts(drafts);
  const body = { years: yearsOf(read) };
  const preview = useCommand((headers) =>
    answerOf(api.POST('/v1/calendar/preview', { params: { header: headers }, body })),
  );
  const publish = useCommand((headers) =>
    answerOf(api.PUT('/v1/calendar', { params: { header: { ...headers, 'If-Match': ifMatchOf(version) } }, body })),
  );
  // What was shown is of what was written then.
  const forget = () => {
    setEffects(undefined);
    preview.clear();
    publish.clear();
  };
  const change = (year: number) => (different: Partial<Draft>) => {
    setDrafts((all) => all.map((one) => (one.year === year ? { ...one, ...different } : one)));
    forget();
  };
  const addYear = async (year: number) => {
    const { data, problem } = await yearNow(year);
    setUnread(problem);
    if (!data) return;
    const others = drafts.filter((one) => one.year !== year);
    setDrafts([...others, draftOf(data, language)].sort((a, b) => a.year - b.year));
    forget();
  };
  const overtaken = isLostRace(publish.problem);
  const compare = async () => {
    const all = await Promise.all(
      read.map(async (draft) => {
        const { data: now, problem } = await yearNow(draft.year);
        return { draft, now, problem };
      }),
    );
    setUnread(all.find(({ problem }) => problem)?.problem);
    // It was published, and the connection broke before the answer came.
    if (all.every(({ draft, now }) => now?.published && changedDays(daysOf(now), draft.days).length === 0)) done();
    else setNewest(all.find(({ draft }) => draft.year === inForce.year)?.now);
  };
  useEffect(() => {
    if (overtaken) void compare();
  }, [overtaken]);
  /** Keeps what was written, over the calendar as it is by now. */
  const goOn = async () => {
    const all = await Promise.all(drafts.map(({ year }) => yearNow(year)));
    const failed = all.find(({ problem }) => problem)?.problem;
    setUnread(failed);
    if (failed) return;
    const bases = new Map(all.flatMap(({ data }) => (data ? [[data.year, data] as const] : [])));
    setDrafts(drafts.map((one) => ({ ...one, base: bases.get(one.year) ?? one.base })));
    setVersion(all[0]?.data?.version ?? version);
    setNewest(undefined);
    forget();
  };
  return {
    years: read,
    // Whoever was slower hears by whom, once that is known.
    problem: overtaken ? undefined : (publish.problem ?? preview.problem),
    unread,
    effects,
    /** The calendar as somebody else left it meanwhile. */
    newest: overtaken ? newest : undefined,
    incomplete: read.some(({ faults, missing }) => faults.length > 0 || missing.length > 0),
    running: preview.running || publish.running,
    overtaken,
    change,
    addYear,
    goOn,
    look: async () => setEffects(await preview.run()),
    put: async () => {
      if (await publish.run()) done();
    },
  };
};
