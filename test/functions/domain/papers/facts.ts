import type { IssuedPaper } from '../../../../functions/domain/papers/checking.ts';
import type { Origin, Paper, PaperContent, PaperFacts } from '../../../../functions/domain/papers/forms.ts';
import { eventOfPaper, type Hears, hearing, type PaperKind } from '../../../../functions/domain/papers/kinds.ts';
import { issuerOf, paperOf, wordingOf } from '../../../../functions/domain/papers/paper.ts';
import type { Settings } from '../../../../functions/domain/settings.ts';
import type { Unit } from '../../../../functions/domain/units/forms.ts';
import { type Recused, recusedAs } from '../../../../functions/domain/units/recusal.ts';
import { settingsWith } from '../settings.ts';
import {
  discipline,
  dispatched,
  nextTold,
  office,
  officeAbove,
  receiver,
  register,
  registered,
  sender,
} from '../steps.ts';
import { given, type Story } from '../stories.ts';

/** Papers of stories. */

export const names: Readonly<Record<string, string>> = {
  [sender]: '德城区住房和城乡建设局',
  [receiver]: '德城区公安分局',
  [discipline]: '德城区纪委监委',
  [office]: '德城区扫黑办',
  [officeAbove]: '德州市扫黑办',
};

const named = ([id, unit]: [string, Unit]): [string, Unit] => [id, { ...unit, name: names[id] ?? unit.name }];

export interface Different {
  event?: number;
  content?: PaperContent;
  settings?: Partial<Settings>;
  units?: Readonly<Record<string, Partial<Unit>>>;
  recused?: Recused;
  origin?: Origin;
  /** What is kept of the paper since it was made first. */
  issued?: Partial<Pick<IssuedPaper, 'heading' | 'names' | 'issuedBy'>>;
}

/** Events as they stand on a timeline, from 1. */
export const timelineOf = ({ events }: Pick<Story, 'events'>) => events.map((event, n) => ({ ...event, seq: n + 1 }));

const factsOf = (
  story: Story,
  kind: PaperKind,
  { event, content, settings = {}, units = {}, origin, recused = recusedAs([]) }: Different = {},
): { facts: PaperFacts; hears: Hears } => {
  const timeline = timelineOf(story);
  const all = [...register.units].map(named).map(([id, unit]): [string, Unit] => [id, { ...unit, ...units[id] }]);
  const hears = hearing(new Map(all), recused);
  return {
    hears,
    facts: {
      kind,
      transfer: story.record,
      timeline,
      event: eventOfPaper(kind, event, story.record, timeline, hears),
      origin: origin ?? null,
      units: new Map(all),
      settings: settingsWith(settings),
      content: content ?? null,
    },
  };
};

export const paper = (story: Story, kind: PaperKind, different: Different = {}): Paper => {
  const { facts, hears } = factsOf(story, kind, different);
  const issuedBy = issuerOf(facts, hears);
  const issued = {
    number: '德城建线移〔2026〕1号',
    code: '0000-0000-0000-0000',
    issuedBy,
    ...wordingOf(facts, issuedBy),
  };
  return paperOf(facts, { ...issued, ...different.issued }, hears);
};

/** All that stands in a paper, part by part. */
export const textOf = ({ blocks, closing, contact, ...rest }: Paper): string =>
  [rest.heading, rest.title, rest.addressee, ...blocks.map(({ text }) => text), closing, contact ?? ''].join('\n');

/** An escalation that told these units. */
export const escalatedTo = (...told: string[]) => {
  const people = {
    recipients: told.map((unitId) => ({ unitId, as: 'unit' as const })),
    passed: [],
    ended: false,
  };
  const reminded = [nextTold(), nextTold(), nextTold(), nextTold()];
  return given(registered(), dispatched(), ...reminded, nextTold({ people }));
};
