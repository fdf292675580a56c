import { dateIn } from '../calendar/time.ts';
import { ruleNames, statusIn, statusNames } from '../names.ts';
import { type Around, type Cell, type Column, column, type Readable } from './columns.ts';
import { latenessOf } from './lateness.ts';
import { acknowledger, dueBy, fieldsOfAcknowledger, fieldsOfRemarks, type LedgerSide, remarks } from './ledger.ts';

/**
 * The ledger on paper: what fits across a sheet of A4, to be signed. Of the two parties the other one alone has a column, since the
 * ledger's own unit stands above the table; days stand without their times. All there is stands in the table of all columns.
 */

/** `width`: in digits. */
export interface PrintedColumn extends Column {
  width: number;
  align: 'left' | 'center';
}

const centred = (width: number, one: Column): PrintedColumn => ({ ...one, width, align: 'center' });
const wrapped = (width: number, one: Column): PrintedColumn => ({ ...one, width, align: 'left' });

const day = (instant: string | null, { wall }: Around): Cell =>
  instant === null ? null : { wall: wall(instant), day: true };

/** Each on a line of its own. */
const lines = (...said: (string | null)[]): string => said.filter((one) => one !== null && one !== '').join('\n');

/** Of what the ledger's own unit owed: the other party's delay stands in the remarks. */
const overdueMark = (side: LedgerSide, shown: Pick<Readable, 'late' | 'done' | 'duty'>, now: string): string => {
  const own = latenessOf(shown, now).filter((one) => one.side === side);
  if (own.some((one) => one.now)) return '（逾期）';
  return own.length > 0 ? '（曾逾期）' : '';
};

const otherParty = { sent: { head: '接收单位', field: 'to' }, received: { head: '移送单位', field: 'from' } } as const;

/** At most a dozen; `titles`: with what each clue is called. */
export const printedColumns = (side: LedgerSide, titles: boolean): readonly PrintedColumn[] => {
  const { head, field } = otherParty[side];
  const title = wrapped(
    22,
    column('线索标题', [], (_, around) => around.title),
  );
  // Where the titles stand too, the others have less room.
  const [party, handling, remark] = titles ? [14, 14, 13] : [18, 18, 20];
  return [
    centred(
      5,
      column('序号', [], (_, { n }) => n),
    ),
    centred(
      18,
      column('线索编号', ['reference'], ({ reference }) => reference),
    ),
    ...(titles ? [title] : []),
    wrapped(
      titles ? 12 : 15,
      column('线索类别及来源', ['rule', 'channel'], ({ rule, channel: code }, { channel }) =>
        lines(ruleNames[rule].zh, channel(code)),
      ),
    ),
    centred(
      11,
      column('发现时间', ['discoveredAt'], ({ discoveredAt }, around) => day(discoveredAt, around)),
    ),
    wrapped(
      party,
      column(head, [field], (shown, { name }) => name(shown[field])),
    ),
    centred(
      11,
      column('移送时间', ['dispatchedAt'], ({ dispatchedAt }, around) => day(dispatchedAt, around)),
    ),
    centred(
      11,
      column('签收时间', ['acknowledgedAt'], ({ acknowledgedAt }, around) => day(acknowledgedAt, around)),
    ),
    centred(10, column('签收人', fieldsOfAcknowledger, acknowledger)),
    centred(16, column('应办时限', ['status', 'duty'], dueBy)),
    wrapped(
      handling,
      column(
        '办理情况',
        ['status', 'dispatchedAt', 'returned', 'late', 'done', 'duty', 'supplement', 'outcome'],
        (shown, { now }) =>
          lines(
            statusIn(shown).zh + overdueMark(side, shown, now),
            shown.supplement ? statusNames['owed-supplement'].zh : null,
            shown.outcome,
          ),
      ),
    ),
    wrapped(remark, column('备注', fieldsOfRemarks, remarks)),
  ];
};

/** What stands around the table. */
export interface Frame {
  title: string;
  /** Whose ledger it is, and the day of the province on which it was made. */
  filledBy: string;
  filledOn: string;
  /** For signing, on each page. */
  signatures: readonly string[];
}

export const frameOf = (title: string, unitName: string, timeZone: string, now: Date): Frame => {
  const [year, month, date] = dateIn(timeZone, now).split('-').map(Number);
  return {
    title,
    filledBy: `填报单位：${unitName}`,
    filledOn: `填报时间：${year}年${month}月${date}日`,
    signatures: ['填表人：', '审核人：'],
  };
};
