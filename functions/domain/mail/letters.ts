import type { CountedDay } from '../calendar/calendar.ts';
import { dateIn } from '../calendar/time.ts';
import type { ReturnReason, Settings } from '../settings.ts';
import type { Duty } from '../transfer/duties.ts';
import type { Telling } from '../transfer/telling.ts';
import type { Proposal, Transfer } from '../transfer/transfer.ts';
import type { Language } from '../units/forms.ts';
import type { About, Headline, Words } from './wording.ts';
import { wordsOf } from './words.ts';

/** A mail carries the reference, the duty, the units, the due date and a link; nothing of the clue itself. */

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] ?? c);

interface Page {
  words: Words;
  subject: string;
  line: string;
  /** The first cell of a row is its head; a row of more than two stands as a block of its own, since a phone is narrow. A cell that is an address is a link. */
  rows: readonly (readonly string[])[];
  link: { label: string; url: string };
}

/** A mail of one line, a table and a link, plain and HTML. */
export const page = ({ words, subject, line: said, rows, link }: Page): Letter => {
  const line = said.charAt(0).toUpperCase() + said.slice(1);
  const { colon, comma, stop, foot } = words;
  const written = (text: string) =>
    /^https?:\/\//.test(text) ? `<a href="${escaped(text)}">${escaped(words.labels.act)}</a>` : escaped(text);
  const cell = (text: string, n: number) =>
    n === 0
      ? `<th style="text-align:left;vertical-align:top;padding:.3em 1em .3em 0;white-space:nowrap">${escaped(text)}</th>`
      : `<td style="padding:.3em 1em .3em 0">${written(text)}</td>`;
  const block = ([head = '', ...cells]: readonly string[]) =>
    `<td colspan="2" style="padding:.4em 0"><b>${escaped(head)}</b><br>${cells.map(written).join('<br>')}</td>`;
  const plain = rows.map(([head, ...cells]) => `${head}${colon}${cells.join(comma)}`).join('\n');
  return {
    subject,
    text: `${line}${stop}\n\n${plain}\n\n${link.label}${colon}${link.url}\n\n${foot}\n`,
    html: `<!doctype html><html lang="${words.tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head><body style="font-family:sans-serif;max-width:36em;margin:1em auto;padding:0 1em"><h1 style="font-size:1.1em">${escaped(line)}</h1><table style="border-collapse:collapse">${rows
      .map((cells) => `<tr>${cells.length > 2 ? block(cells) : cells.map(cell).join('')}</tr>`)
      .join(
        '',
      )}</table><p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p><p style="color:#666;font-size:.9em">${foot}</p></body></html>`,
  };
};

interface LetterFacts {
  transfer: Pick<Transfer, 'transferId' | 'reference' | 'rule' | 'from' | 'to' | 'late' | 'extension'>;
  duty: Duty | null;
  telling: Telling;
  /** Names by unit id; a unit without one stands under its id. */
  names: ReadonlyMap<string, string>;
  settings: Pick<Settings, 'timeZone' | 'consoleUrl' | 'closeOfBusiness'>;
  now: Date;
  /** Why the due date is what it is, and by which version of the calendar. */
  count: readonly CountedDay[];
  calendar: string;
}

/** Whom a mail is for. */
export interface Reader {
  language: Language;
  /** Name of the absent supervisor in whose place it goes to somebody else. */
  insteadOf: string | null;
}

const headlineOf = ({ telling, duty, now, settings }: LetterFacts): Headline => {
  if (telling.kind !== 'reminder' && telling.kind !== 'escalation') return telling.kind;
  if (duty && now.getTime() <= Date.parse(duty.dueAt))
    return dateIn(settings.timeZone, now) === duty.dueDate ? 'due-today' : 'due';
  return telling.kind === 'reminder' ? 'was-due' : 'overdue';
};

const aboutOf = ({ transfer, duty, telling, names }: LetterFacts, words: Words): About => {
  const facts = 'facts' in telling ? (telling.facts ?? {}) : {};
  const name = (id: string) => names.get(id) ?? id;
  return {
    duty: duty?.name ?? null,
    owner: duty ? name(duty.owedBy) : '',
    receiver: name(transfer.to),
    dueDate: duty?.dueDate ?? '',
    due: duty ? words.dueDate(duty.dueDate, duty.provisional) : '',
    movedFrom: duty?.moved?.from.dueDate ?? '',
    days: telling.kind === 'extension-asked' ? (transfer.extension?.workingDays ?? 0) : telling.distance,
    late: transfer.late,
    final: facts.final === true,
    reason: facts.reason as ReturnReason,
    suggested: typeof facts.suggested === 'string' ? name(facts.suggested) : null,
    handling: facts.kind as Proposal['kind'],
  };
};

/** Tellings that are about the date itself carry its explanation. */
const explained: ReadonlySet<Telling['kind']> = new Set(['escalation', 'late', 'recounted', 'extension-approved']);

/** The mail of one milestone or notice, plain and HTML. */
export const letter = (facts: LetterFacts, { language, insteadOf }: Reader): Letter => {
  const words = wordsOf(language);
  const { labels } = words;
  const { transfer, duty, names, settings, telling, count, calendar } = facts;
  const name = (id: string) => names.get(id) ?? id;
  const [tag, line] = words.headlines[headlineOf(facts)](aboutOf(facts, words));
  const rows: [string, string][] = [
    [labels.reference, transfer.reference],
    [labels.rule, words.rules[transfer.rule]],
    ...(transfer.rule === 'reply'
      ? [[labels.heldBy, name(transfer.from)] as [string, string]]
      : [[labels.from, name(transfer.from)] as [string, string], [labels.to, name(transfer.to)] as [string, string]]),
  ];
  if (duty) {
    rows.push(
      [labels.duty, words.owed(duty.name, name(duty.owedBy))],
      [labels.due, words.dueAt(duty.dueDate, duty.provisional, settings.closeOfBusiness)],
    );
    if (explained.has(telling.kind)) rows.push([labels.count, words.count(count, calendar)]);
  }
  if (insteadOf) rows.push([labels.instead, words.standsIn(insteadOf)]);
  return page({
    words,
    subject: words.subject(tag, transfer.reference, line),
    line,
    rows,
    link: { label: labels.act, url: `${settings.consoleUrl}${transfer.transferId}` },
  });
};
