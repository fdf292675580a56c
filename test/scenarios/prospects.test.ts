import { describe, expect, it } from 'vitest';
import { only, police, type TransferBody, useProvince } from '../province.ts';

/** What is said before something is done is what comes of it: the date, the unit, the version. */

const office = '371402-leading-group-office';
const above = '371400-leading-group-office';
const lingcheng = '371403-public-security';

const { api, answered, send, submit, command, advanceTo } = useProvince('2026-09-17T10:00:00+08:00');

const begun = async (different = {}) =>
  only((await submit({ discoveredAt: '2026-09-17', ...different })).body.transfers);

const read = async (id: string, as: string, role = 'clerk') =>
  (await answered(api(as, role).GET('/v1/transfers/{id}', { params: { path: { id } } }))).body;

const dueOf = ({ duty }: Pick<TransferBody, 'duty'>) =>
  duty && [duty.name, duty.owedBy, duty.dueDate, duty.dueAt, duty.provisional, duty.window];

describe('what an action would begin', () => {
  const foretold = async (id: string, as: string, action: string) => {
    const { prospects } = await read(id, as);
    return prospects
      .filter((one) => one.action === action)
      .map(({ duty, owedBy, dueDate, dueAt, provisional, window }) => [
        ...[duty, owedBy, dueDate, dueAt],
        ...[provisional, window],
      ]);
  };

  it.each([
    ['acknowledge', {}],
    ['return', { reason: 'incomplete', note: '缺少地点' }],
  ] as const)('is what %s begins', async (action, body) => {
    const { transferId } = await begun();
    const said = only(await foretold(transferId, police, action));
    expect(said).toEqual(dueOf((await command(action, transferId, body)).body));
  });

  it('is what a dispatch begins, to the receiver of before or to the unit that the return named', async () => {
    const { transferId, from } = await begun();
    await command('return', transferId, { reason: 'not-jurisdiction', note: '在陵城区', suggested: lingcheng });
    const [back, elsewhere] = await foretold(transferId, from, 'dispatch');
    expect(back?.[1]).toBe(police);
    const { body } = await command('dispatch', transferId, { to: lingcheng }, { as: from });
    expect(elsewhere).toEqual(dueOf(await read(only(body.successors), lingcheng)));
  });

  it('is what a supplement begins, on its own record', async () => {
    const { transferId, from } = await begun();
    const said = only(await foretold(transferId, police, 'supplement'));
    const { supplementId } = (await command('supplement', transferId, { items: ['照片'] })).body;
    expect(said).toEqual(dueOf(await read(String(supplementId), from)));
  });

  it('names the version that would be acknowledged, to who can acknowledge it alone', async () => {
    const { transferId, clueId, from } = await begun();
    await command('supplement', transferId, { items: ['照片'] });
    await send('PATCH', `/v1/clues/${clueId}`, { title: '某工地强揽工程' }, { as: from });
    const { prospects } = await read(transferId, police);
    expect(prospects.find(({ action }) => action === 'acknowledge')?.contentVersion).toBe(2);
    expect((await command('acknowledge', transferId)).body.contentVersion).toBe(2);
    expect((await read(transferId, from)).prospects).toEqual([]);
  });
});

describe('what an approval would come to', () => {
  it('is the date of the extension that it grants, for whoever may decide', async () => {
    const { transferId } = await begun();
    const { extensionId } = (await command('extension', transferId, { workingDays: 3, reason: '需跨县核查' })).body;
    await advanceTo('2026-09-19T10:00:00+08:00');
    expect((await read(transferId, police)).extension).not.toHaveProperty('ifApproved');
    expect((await read(transferId, office)).extension).not.toHaveProperty('undecidedFor');
    const { extension, duty } = await read(transferId, office, 'supervisor');
    expect(extension?.undecidedFor).toBe(1);
    const { body } = await send<TransferBody>(
      ...(['POST', `/v1/extensions/${extensionId}/decision`, { approve: true }] as const),
      { as: office, role: 'supervisor' },
    );
    expect(extension?.ifApproved).toMatchObject({ dueDate: body.duty?.dueDate, dueAt: body.duty?.dueAt });
    expect(body.duty?.dueDate).not.toBe(duty?.dueDate);
  });

  it('is whom the clue goes to, and until when that unit has to acknowledge it', async () => {
    const { transferId } = await begun();
    const { proposalId } = (
      await command('proposals', transferId, { kind: 'elsewhere', units: [lingcheng], reason: '回避' })
    ).body;
    expect((await read(transferId, police)).proposal).not.toHaveProperty('ifApproved');
    const { proposal } = await read(transferId, above, 'supervisor');
    const would = only(proposal?.ifApproved ?? []);
    expect(would).toMatchObject({ to: lingcheng, toName: 'Lingcheng District Public Security Branch' });
    const { body } = await send<TransferBody>(
      ...(['POST', `/v1/proposals/${proposalId}/decision`, { approve: true }] as const),
      { as: above, role: 'supervisor' },
    );
    const { duty } = await read(only(body.successors), lingcheng);
    expect(duty).toMatchObject({ name: 'acknowledge', dueDate: would.dueDate, dueAt: would.dueAt });
    expect(duty?.window).toBe(would.window);
  });
});
