import { channelName } from '../channels.ts';
import type { Block, CluePaper, PaperFacts } from './forms.ts';
import { linesOf } from './phrases.ts';

/** Paragraphs and headings of papers, and those of the clue itself. */

export const say = (...texts: readonly string[]): Block[] =>
  texts.filter((text) => text !== '').map((text) => ({ text }));

export const quoted = (head: string, text: string | undefined): Block[] => {
  const lines = linesOf(text ?? '');
  return lines.length > 0 ? [{ text: head, head: true }, ...say(...lines)] : [];
};

export const listed = (head: string, text: string | undefined): Block[] => {
  const lines = linesOf(text ?? '');
  return lines.length > 0 ? [{ text: head, head: true }, ...say(...lines.map((line, n) => `${n + 1}．${line}`))] : [];
};

/** Where what is not said here is to be read. */
export const elsewhere = (what: string): string => `${what}请登录线索移送系统查阅。`;

/** `孙某某（人员，证件号码：…）：…` */
const subjectText = ({ name, kind, idNumber, note }: CluePaper['subjects'][number]): string =>
  `${name}（${kind}${idNumber ? `，证件号码：${idNumber}` : ''}）${note ? `：${note}` : ''}`;

const ordinals = ['一', '二', '三', '四', '五', '六'];

/** Headings numbered as offices number them. */
const numbered = (parts: readonly (readonly Block[])[]): Block[] =>
  parts
    .filter((part) => part.length > 0)
    .flatMap((part, n) =>
      part.map((block) => (block.head ? { ...block, text: `${ordinals[n] ?? n + 1}、${block.text}` } : block)),
    );

export const clueBlocks = ({ content, settings }: PaperFacts): Block[] => {
  const clue = content?.clue;
  if (!clue) return say(elsewhere('线索内容及附件清单'));
  return numbered([
    quoted('线索标题', clue.title),
    quoted('线索来源', channelName(clue.channel, settings.channels).zh),
    quoted('重点对象类别', clue.categories.join('、')),
    listed('涉及对象', clue.subjects.map(subjectText).join('\n')),
    quoted('线索内容', clue.text),
    quoted('补正说明', content.texts.note),
  ]);
};
