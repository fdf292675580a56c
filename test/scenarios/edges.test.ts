import { describe, expect, it } from 'vitest';
import { type CommandName, housing, only, police, type TransferBody, useProvince } from '../province.ts';

/** Every edge of the life-cycle: what it leads to, the mails that it causes, who is reminded next, and nobody else. */

const { local, send, submit, command, read, advanceTo, mails } = useProvince('2026-09-17T10:00:00+08:00');

const elsewhere = '371403-public-security';
const officeAbove = '371400-leading-group-office';
const desk = (unit: string) => `${unit.slice(7)}@${unit.slice(0, 6)}.example`;
const sent = (name: CommandName, body: object = {}) => ({ as: housing, name, body });
const taken = (name: CommandName, body: object = {}) => ({ as: police, name, body });

const dispatch = sent('dispatch');
const acknowledge = taken('acknowledge');
const sendBack = taken('return', { reason: 'not-jurisdiction', note: '不属本辖区', suggested: elsewhere });
const reroute = taken('proposals', { kind: 'elsewhere', units: [elsewhere], reason: '需回避' });
const withdraw = sent('withdraw', { reason: '重复' });
const close = taken('feedback', { final: true, outcome: '已办结' });

const returned = `退回 ${desk(housing)}`;
const proposed = [`处理意见 ${desk(officeAbove)}`, `处理意见 ${desk(housing)}`, `处理意见 ${desk(police)}`];

/** Where it begins, the commands, the status that they lead to, the mails that they cause, and whom the next reminder goes to. */
const edges: [
  edge: string,
  begins: { dispatch: boolean },
  commands: ReturnType<typeof sent>[],
  status: string,
  caused: string[],
  next: string | null,
][] = [
  ['(new) → registered', { dispatch: false }, [], 'registered', [], housing],
  ['registered → dispatched', { dispatch: false }, [dispatch], 'dispatched', [], police],
  ['registered → withdrawn', { dispatch: false }, [withdraw], 'withdrawn', [], null],
  ['(new) → dispatched', { dispatch: true }, [], 'dispatched', [], police],
  ['dispatched → acknowledged', { dispatch: true }, [acknowledge], 'acknowledged', [], police],
  ['acknowledged → closed', { dispatch: true }, [acknowledge, close], 'closed', [`反馈 ${desk(housing)}`], null],
  ['dispatched → returned', { dispatch: true }, [sendBack], 'returned', [returned], housing],
  ['returned → dispatched', { dispatch: true }, [sendBack, dispatch], 'dispatched', [returned], police],
  ['returned → withdrawn', { dispatch: true }, [sendBack, withdraw], 'withdrawn', [returned], null],
  [
    'returned → rerouted',
    { dispatch: true },
    [sendBack, sent('dispatch', { to: elsewhere })],
    'rerouted',
    [returned],
    elsewhere,
  ],
  ['dispatched → rerouted', { dispatch: true }, [reroute], 'rerouted', proposed, elsewhere],
  ['acknowledged → rerouted', { dispatch: true }, [acknowledge, reroute], 'rerouted', proposed, elsewhere],
];

const brief = async (reference: string) =>
  (await mails(reference)).map(({ subject, to }) => `${subject.slice(1, subject.indexOf('】'))} ${to}`);

describe('the life of a transfer', () => {
  const references = new Map<string, string>();

  it.each(edges)('%s', async (edge, begins, commands, status, caused) => {
    const { body } = await submit({ ...begins, discoveredAt: '2026-09-17T09:00:00+08:00' });
    const { transferId } = only(body.transfers);
    references.set(edge, body.reference);
    for (const { as, name, body: said } of commands) {
      const answer = await command(name, transferId, said, { as });
      expect([name, answer.status < 300]).toEqual([name, true]);
      if (name !== 'proposals') continue;
      await local().engine.settled();
      const path = `/v1/proposals/${answer.body.proposalId}/decision`;
      expect(
        (await send<TransferBody>('POST', path, { approve: true, note: '' }, { as: officeAbove, role: 'supervisor' }))
          .status,
      ).toBe(200);
    }
    await local().engine.settled();
    expect((await read(transferId)).body.status).toBe(status);
    expect((await brief(body.reference)).sort()).toEqual([...caused].sort());
  });

  it('goes on with a reminder to whoever owes what comes next, and with none where nothing is owed', async () => {
    await advanceTo('2026-10-23T12:00:00+08:00');
    for (const [edge, , , , caused, next] of edges) {
      const later = (await brief(references.get(edge) ?? '')).slice(caused.length);
      expect([edge, later[0]]).toEqual([edge, next === null ? undefined : `催办 ${desk(next)}`]);
    }
  });

  it('has no other edge', async () => {
    const wrong: [
      begins: { dispatch: boolean },
      before: ReturnType<typeof sent>[],
      refused: ReturnType<typeof sent>[],
    ][] = [
      [{ dispatch: false }, [], [acknowledge, sendBack, close, reroute]],
      [{ dispatch: true }, [], [dispatch, withdraw, close]],
      [{ dispatch: true }, [acknowledge], [dispatch, acknowledge, sendBack, withdraw]],
      [{ dispatch: true }, [sendBack], [acknowledge, sendBack, close, reroute]],
      [{ dispatch: true }, [acknowledge, close], [dispatch, acknowledge, sendBack, withdraw, close, reroute]],
      [{ dispatch: false }, [withdraw], [dispatch, withdraw]],
    ];
    for (const [begins, before, refused] of wrong) {
      const { body } = await submit({ ...begins, discoveredAt: local().now().toISOString() });
      const { transferId } = only(body.transfers);
      for (const { as, name, body: said } of before) await command(name, transferId, said, { as });
      const { version } = (await read(transferId)).body;
      for (const { as, name, body: said } of refused) {
        const { status } = await command(name, transferId, said, { as });
        // Before dispatch, the receiver does not even see it.
        expect([name, status]).toEqual([name, begins.dispatch ? 409 : as === police ? 403 : 409]);
      }
      expect((await read(transferId)).body.version).toBe(version);
    }
  });
});
