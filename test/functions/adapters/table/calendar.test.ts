import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { dayOf, yearIn } from '../../../../functions/domain/calendar/calendar.ts';
import { putYear, withdrawNewest } from '../../../../functions/domain/calendar/calendar-changes.ts';
import { calendarYear } from '../../../../functions/domain/calendar/calendar-year.ts';
import { createTable } from '../../../../infra/local/aws/table.ts';
import { year2027 } from '../../../calendar-2027.ts';

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDb'),
    TABLE_NAME: `calendar-${randomUUID()}`,
  });
  await createTable(new DynamoDBClient(), process.env.TABLE_NAME ?? '');
});

const at = '2026-12-30T04:00:00.000Z';
const by = { sub: 'operator@operations', role: 'operator', unitId: null } as const;
const notice = { number: '国办发明电〔2026〕0号', issued: '2026-12-30' };
/** One change a revision, each of one year: as the code stored them before a change could have several. */
const year = (...more: string[]) => ({
  year: 2027,
  holidays: [...year2027.holidays, ...more].sort().map((date) => ({ date, name: '节日' })),
  workdays: year2027.workdays,
});
const stored = [
  { pk: 'CALENDAR', sk: 'RECORD', revision: 2, years: [year('2027-01-04')] },
  { pk: 'CALENDAR', sk: 'REVISION#000001', ...year(), at, by, notice, revision: 1 },
  { pk: 'CALENDAR', sk: 'REVISION#000002', ...year('2027-01-04'), at, by, notice: null, revision: 2 },
];

describe('a calendar that older code stored', () => {
  it('is read with all its versions, changed and withdrawn, and a change of one year is stored as it was', async () => {
    const { changeCalendar, readCalendar, readCalendarAt, readRevisions } = await import(
      '../../../../functions/adapters/table/calendar.ts'
    );
    const { table, tableName } = await import('../../../../functions/adapters/table/table.ts');
    for (const Item of stored) await table.send(new PutCommand({ TableName: tableName(), Item }));
    const asked = { at, by, event: 'calendar-changed', ifMatch: null } as const;
    const works = async (version: string) => dayOf(await readCalendarAt(version), '2027-01-04').works;

    expect(await readRevisions()).toEqual([
      { revision: 1, years: [{ ...year(), notice }], withdraws: null, at, by },
      { revision: 2, years: [{ ...year('2027-01-04'), notice: null }], withdraws: null, at, by },
    ]);
    expect([await works('2026.11.0'), await works('2026.11.1'), await works('2026.11.2')]).toEqual([true, true, false]);

    await changeCalendar((revisions) => withdrawNewest(2027, revisions), { ...asked, event: 'calendar-withdrawn' });
    expect(yearIn(await readCalendar(), 2027)).toEqual(year());
    expect([await works('2026.11.2'), await works('2026.11.3')]).toEqual([false, true]);

    const put = calendarYear.parse({ ...year('2027-01-04', '2027-01-05'), notice });
    await changeCalendar((revisions, before) => putYear(2027, put, revisions, before), asked);
    const Key = { pk: 'CALENDAR', sk: 'REVISION#000004' };
    const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key }));
    const digest = expect.stringMatching(/^sha256-.*\.revision=4$/);
    expect(Item).toEqual({ ...Key, ...year('2027-01-04', '2027-01-05'), at, by, notice, revision: 4, digest });
  });
});
