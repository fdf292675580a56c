import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { auditing, city, office, officeElsewhere } from '../audit.ts';
import { correcting } from '../contents.ts';
import { codeIn, secrets, takingOut } from '../papers.ts';
import { discipline, housing, police, useProvince } from '../province.ts';

/** Whoever holds a paper asks whether it is what the record says, and learns nothing else by its code. */

const { local, send, submit, command, token } = useProvince('2026-09-24T10:00:00+08:00');
const { takeOut, check, transferOf, fresh } = takingOut(() => local().url, { token, send, submit });
const { bearer } = auditing({ send, submit });
const { correct } = correcting({ send });

describe('a check code', () => {
  const parts = async () => {
    const { keys } = await import('../../functions/adapters/table/schema.ts');
    const { table, tableName } = await import('../../functions/adapters/table/table.ts');
    const set = (Key: Record<string, string>, name: string, value: unknown) =>
      table.send(
        new UpdateCommand({
          TableName: tableName(),
          Key,
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    return { keys, set };
  };
  const issued = async () => {
    const { id, clueId, reference } = await fresh();
    await command('acknowledge', id);
    return { id, clueId, reference, code: codeIn((await takeOut(id, 'receipt')).text) };
  };

  it('tells those who see the transfer what the record says', async () => {
    const { id, clueId, reference, code } = await issued();
    const { status, body } = await check(code, housing);
    const { timeline } = await transferOf(id);
    const event = timeline.find((one) => one.event === 'acknowledged') as { seq: number; at: string } | undefined;
    expect([status, body]).toEqual([
      200,
      {
        ...{
          code,
          kind: 'receipt',
          number: expect.stringMatching(/^德城公线移〔2026〕/),
          transferId: id,
          clueId,
          reference,
        },
        ...{ from: housing, to: police, event: event?.seq, issuedAt: event?.at, issuedBy: police },
        ...{ fromName: expect.any(String), toName: expect.any(String), issuedByName: expect.any(String) },
        ...{ withContent: false, matches: true, differs: [] },
      },
    ]);
    const typed = code.toLowerCase().replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await check(typed, police)).body).toEqual(body);
  });

  it('is to all others as though there were none, and an invented one is to everybody', async () => {
    const { code } = await issued();
    const invented = await check('0123-4567-89AB-CDEF', housing);
    expect(invented.status).toBe(404);
    for (const as of ['371402-land', discipline, officeElsewhere, '371403-public-security']) {
      expect([as, await check(code, as)]).toMatchObject([as, { status: 404, body: invented.body }]);
    }
    for (const role of ['operator', 'auditor']) {
      const answer = await send('GET', `/v1/documents/${code}`, undefined, { headers: await bearer({ role }) });
      expect([role, answer]).toMatchObject([role, { status: 404, body: invented.body }]);
    }
    for (const none of ['x', '%20', '0000-0000-0000-000U', 'ß'.repeat(16), 'a'.repeat(2000)]) {
      expect([none, (await check(encodeURIComponent(none), housing)).body]).toEqual([none, invented.body]);
    }
  });

  it('is withheld from whoever the clue names later', async () => {
    const { id, clueId } = await fresh();
    const code = codeIn((await takeOut(id, 'transfer-letter')).text);
    expect((await check(code, office)).status).toBe(200);
    await command('return', id, { reason: 'incomplete', note: secrets.note });
    await correct(clueId, { subjects: [{ name: '德城区扫黑办', kind: '单位' }] });
    expect((await check(code, office)).status).toBe(404);
    expect((await check(code, city)).status).toBe(200);
  });

  it('does not match a record that was changed by another way', async () => {
    const { keys, set } = await parts();
    const differs = async (code: string) => {
      const { status, body } = await check(code, housing);
      return [status, body.matches, body.differs];
    };
    const [event, before, party, gone, later] = await Promise.all(Array.from({ length: 5 }, issued));
    const of = ({ id = '' }: { id?: string } = {}) => keys.transfer(id).pk;
    await set(keys.event(of(event), 3), 'detail', { duty: 'feedback', overdue: false });
    expect(await differs(event?.code ?? '')).toEqual([200, false, ['timeline-changed']]);
    await set(keys.event(of(before), 1), 'at', '2026-09-01T00:00:00.000Z');
    expect(await differs(before?.code ?? '')).toEqual([200, false, ['timeline-changed']]);
    await set(keys.transfer(party?.id ?? ''), 'reference', '371402-20260924-11111111');
    expect(await differs(party?.code ?? '')).toEqual([200, false, ['record-changed']]);
    const { table, tableName } = await import('../../functions/adapters/table/table.ts');
    const { seq } = (await transferOf(gone?.id ?? '')).timeline.find((one) => one.event === 'acknowledged') ?? {
      seq: 0,
    };
    await table.send(new DeleteCommand({ TableName: tableName(), Key: keys.event(of(gone), seq) }));
    expect(await differs(gone?.code ?? '')).toEqual([200, false, ['event-missing']]);
    await command('feedback', later?.id ?? '', { final: true, outcome: '属实' });
    expect(await differs(later?.code ?? '')).toEqual([200, true, []]);
  });
});
