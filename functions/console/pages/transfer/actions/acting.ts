import { useState } from 'preact/hooks';
import type { Language } from '../../../../domain/languages.ts';
import { dutyNames, unitNames } from '../../../../domain/names.ts';
import type { Schemas } from '../../api.ts';
import { untilIn } from '../../times.ts';

/** What every dialog of an action goes by. */

export type Shown = Schemas['TransferWithTimeline'];
export type Action = Shown['allowedActions'][number];

/** What a dialog gets from the page on which it was opened. */
export interface Acting {
  /** As the page showed it. */
  transfer: Shown;
  /** `stale`: others have changed it since. */
  close: (stale?: boolean) => void;
  done: (message: string) => Promise<void>;
  /** What was typed in dialogs that were closed, by action: in memory, and no longer than the page is open. */
  drafts: Map<string, unknown>;
}

/** What is typed in a dialog: it is there again when the dialog is opened again. */
export const useDraft = <T extends object>(
  { drafts }: Pick<Acting, 'drafts'>,
  name: string,
  fresh: T,
): [T, (change: Partial<T>) => void] => {
  const [draft, setDraft] = useState(() => (drafts.get(name) as T | undefined) ?? fresh);
  const change = (some: Partial<T>): void =>
    setDraft((before) => {
      const after = { ...before, ...some };
      drafts.set(name, after);
      return after;
    });
  return [draft, change];
};

/** What is owed, as an English sentence calls it. */
export const dutiesInEnglish = {
  dispatch: 'dispatch',
  acknowledge: 'acknowledgement',
  correct: 'correction',
  supplement: 'supplement',
  feedback: 'feedback',
  acceptance: 'notice of the acceptance to the reporter',
  outcome: 'notice of the outcome to the reporter',
} as const satisfies Readonly<Record<keyof typeof dutyNames, string>>;

/** `20个工作日` */
export const windowIn = (language: Language, { window, unit }: Pick<Schemas['Prospect'], 'window' | 'unit'>): string =>
  language === 'zh'
    ? `${window}${unit === 'hours' ? '' : '个'}${unitNames[unit].zh}`
    : `${window} ${unitNames[unit].en}`;

/** Until when, and whether that is sure. */
export const byWhen = (language: Language, due: { dueDate: string; dueAt: string; provisional: boolean }): string => {
  const provisional = language === 'zh' ? '（暂定）' : ' (provisional)';
  return `${untilIn(language, due)}${due.provisional ? provisional : ''}`;
};

/** What is owed next, and until when. */
export const nextIn = (language: Language, { duty }: Pick<Shown, 'duty'>): string => {
  if (!duty) return language === 'zh' ? '目前没有应办事项。' : 'Nothing is owed now.';
  const due = byWhen(language, duty);
  return language === 'zh'
    ? `下一步：${duty.owedByName}${due}办理“${dutyNames[duty.name].zh}”。`
    : `Next: ${duty.owedByName} owes the ${dutiesInEnglish[duty.name]} ${due}.`;
};
