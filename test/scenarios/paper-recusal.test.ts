import { describe, expect, it } from 'vitest';
import { kindSays } from '../../functions/domain/papers/kinds.ts';
import { city, office } from '../audit.ts';
import { docxType, secrets, seenInDocx, seenOnPage, takingOut } from '../papers.ts';
import { housing, police, useProvince } from '../province.ts';

/** Papers of a clue that a unit keeps from itself: no paper leads back to it. */

const { local, send, submit, command, token } = useProvince('2026-09-24T10:00:00+08:00');
const { takeOut, transferOf, fresh } = takingOut(() => local().url, { token, send, submit });

const phoneOf = async (unitId: string) => {
  const { body } = await send('GET', `/v1/units/${unitId}`, undefined, { as: 'operator', role: 'operator' });
  return String(body.phone);
};

describe('papers of a clue whose sender must not hear of it', () => {
  it('are the sender’s own letter alone, which gives no telephone', async () => {
    const { id } = await fresh({ recuse: [housing], reporter: undefined });
    await command('acknowledge', id);
    await command('feedback', id, { final: false, outcome: '基本属实', text: secrets.feedback });
    const phone = await phoneOf(housing);
    expect(phone).toMatch(/^0534/);
    for (const as of [police, office, city]) {
      const { documents } = await transferOf(id, as);
      expect([as, documents.map(({ kind }) => kind)]).toEqual([as, ['transfer-letter']]);
      for (const kind of [
        'receipt',
        'supplement-request',
        'feedback-letter',
        'feedback-letter?content=true',
      ] as const) {
        const refused = await takeOut(id, kind, { as });
        const { title } = kindSays(kind.split('?')[0] as 'receipt');
        expect([as, refused.status]).toEqual([as, 404]);
        expect(refused.text).toContain(`该移送没有所要的${title.zh}，可出具的有 transfer-letter?event=2。`);
        expect(refused.text).not.toContain('回避');
      }
      const page = seenOnPage((await takeOut(id, 'transfer-letter', { as })).text);
      const file = seenInDocx((await takeOut(id, 'transfer-letter', { as, accept: docxType })).bytes);
      for (const seen of [page, file]) {
        expect([seen.includes(phone), seen.includes('联系电话'), seen.includes('德城区')]).toEqual([
          false,
          false,
          true,
        ]);
      }
    }
    expect((await takeOut(id, 'transfer-letter', { as: housing })).status).toBe(404);
  });
});

describe('how a successor came about', () => {
  it('is said in its letter: by a suggestion of who returned it, or by an approved proposal', async () => {
    const other = '371403-public-security';
    const { id } = await fresh();
    await command('return', id, { reason: 'not-jurisdiction', suggested: other, note: secrets.note });
    const { body } = await command('dispatch', id, { to: other }, { as: housing });
    const [successor = ''] = (body.successors ?? []) as string[];
    const page = seenOnPage((await takeOut(successor, 'transfer-letter', { as: other })).text);
    expect(page).toContain('因退回单位建议改送，根据');
    expect(page).not.toContain('处理意见');
    const joined = await fresh();
    await command('acknowledge', joined.id);
    const proposed = await command('proposals', joined.id, { kind: 'joint', units: [other], reason: secrets.note });
    const decided = await send(
      'POST',
      `/v1/proposals/${proposed.body.proposalId}/decision`,
      { approve: true, note: '同意' },
      { as: office, role: 'supervisor' },
    );
    expect(decided.status).toBe(200);
    const [joins = ''] = (decided.body.successors ?? []) as string[];
    const letter = seenOnPage((await takeOut(joins, 'transfer-letter', { as: other })).text);
    const { body: lead } = await send('GET', `/v1/units/${police}`, undefined, { as: 'operator', role: 'operator' });
    expect(letter).toContain(`经德城区扫黑办批准，现将涉黑涉恶线索`);
    expect(letter).toContain(`由${lead.name}牵头、你单位联合办理。`);
  });
});
