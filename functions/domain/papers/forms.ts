import type { Settings } from '../settings.ts';
import type { Event, EventName } from '../transfer/events.ts';
import type { ProposalKind, Transfer } from '../transfer/transfer.ts';
import type { Unit } from '../units/forms.ts';
import type { PaperKind } from './kinds.ts';

/** What a paper is made of, and what it is as it is set (GB/T 9704-2012, letter format), whatever file it becomes. */

export interface Annex {
  name: string;
  copies: number;
  digest?: string | undefined;
}

/** What of a clue is handed over on paper. */
export interface CluePaper {
  title: string;
  text: string;
  subjects: readonly { name: string; kind: string; idNumber?: string | undefined; note?: string | undefined }[];
  categories: readonly string[];
  /** Its code: what it is called, the province may say. */
  channel: string;
  annexes: readonly Annex[];
  isWorkSecret: boolean;
}

/** The secret part of a paper that is made with content. */
export interface PaperContent {
  /** Of the clue, as it was handed over. */
  clue: CluePaper | null;
  /** Of the event, by field. */
  texts: Readonly<Partial<Record<'note' | 'items' | 'text', string>>>;
}

/** A paragraph, or a heading above some. */
export interface Block {
  text: string;
  head?: true;
}

/** All texts are printable, and nothing in them is markup. */
export interface Paper {
  kind: PaperKind;
  title: string;
  /** 发文机关标志. */
  heading: string;
  number: string;
  /** At the upper left: that its content is a work secret; null where it has none. */
  mark: string | null;
  /** 主送机关. */
  addressee: string;
  blocks: readonly Block[];
  closing: string;
  annexes: readonly Annex[];
  /** 落款. Above it there is room for a seal; none is drawn. */
  signature: { unit: string; date: string };
  /** 附注: whom to call; null where the register has no number of the unit that issues it. */
  contact: string | null;
  code: string;
}

/** Why a transfer goes on from another. */
export interface Origin {
  /** Of the approved proposal; null where its sender followed a return. */
  handling: ProposalKind | null;
  /** Receiver of the transfer that it goes on from. */
  holder: string;
  /** The office that approved; null where none did, or where the record does not say. */
  office: string | null;
}

/** What a paper is made of. */
export interface PaperFacts {
  kind: PaperKind;
  /** As the caller sees it, and as much of its timeline. */
  transfer: Transfer;
  timeline: readonly (Event & { seq: number })[];
  event: Event & { seq: number };
  /** Null for a transfer that goes on from no other. */
  origin: Origin | null;
  /** Those that it names, as far as they are registered. */
  units: ReadonlyMap<string, Unit>;
  settings: Settings;
  content: PaperContent | null;
}

/** The same, of an event of that name. */
export type FactsOf<N extends EventName> = Omit<PaperFacts, 'event'> & {
  event: Extract<Event, { event: N }> & { seq: number };
};
