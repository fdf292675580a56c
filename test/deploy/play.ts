import assert from 'node:assert/strict';
import type { CommandName, client } from '../client.ts';

/** One life that is played twice: on the deployed stack and on the local engine. Both must tell the same of it. */

export const housing = '371402-housing';
const police = '371402-public-security';

export interface World {
  api: ReturnType<typeof client>;
  mails: () => Promise<{ to: string; subject: string; text: string }[]>;
  /** Returns when the milestones of today are due, and have been handled. */
  morning: (transferIds: string[]) => Promise<void>;
  /** Returns when every workflow has nothing to do for the moment. */
  settled: (look: () => Promise<boolean>) => Promise<void>;
}

export interface Days {
  /** Discovered on this day, a clue is to be dispatched today; on the other, it was to be on the working day before. */
  dueToday: string;
  overdue: string;
  /** Instant (UTC) of a discovery whose window of an hour ends a moment before the mails go out. */
  passing: string;
}

const secrets = ['某工地强揽土方工程', '巡查中发现有人以暴力相威胁', '王五'];

export const play = async ({ api, mails, morning, settled }: World, days: Days) => {
  const submitted = async (discoveredAt: string, kinds = ['organised-crime']) => {
    const { status, body } = await api.submit(
      {
        title: secrets[0],
        text: secrets[1],
        subjects: [{ name: secrets[2], kind: 'person' }],
        ...{ discoveredAt, kinds },
        dispatch: false,
      },
      { as: housing },
    );
    assert.equal(status, 201, JSON.stringify(body));
    const [transfer] = body.transfers;
    assert.ok(transfer);
    return { ...body, transferId: transfer.transferId, transfer };
  };
  const of = async (reference: string) => (await mails()).filter(({ subject }) => subject.includes(reference));
  const owed = await submitted(days.dueToday);
  const late = await submitted(days.overdue);
  const passing = await submitted(days.passing, ['misconduct']);
  assert.equal(owed.transfer.late, false);
  assert.equal(late.transfer.late, true);
  await settled(async () => (await of(late.reference)).length === 1);

  assert.equal(passing.transfer.late, false);

  await morning([owed.transferId, passing.transferId]);
  await settled(async () => (await of(owed.reference)).length === 1 && (await of(passing.reference)).length === 1);

  const act = async (name: CommandName, as: string, body: object = {}) => {
    const answer = await api.command(name, owed.transferId, body, { as });
    assert.equal(answer.status, 200, `${name}: ${JSON.stringify(answer.body)}`);
  };
  await act('dispatch', housing);
  // The receiver is told of it.
  await settled(async () => (await of(owed.reference)).length === 2);
  assert.equal((await api.command('acknowledge', owed.transferId, {}, { as: '371403-public-security' })).status, 403);
  await act('acknowledge', police);
  await act('feedback', police, { final: true, outcome: '已办结', text: '已立案侦查。' });
  await settled(async () => (await of(owed.reference)).length === 3);

  const all = await mails();
  for (const secret of [...secrets, '已立案侦查']) {
    assert.ok(!all.some(({ subject, text }) => `${subject}${text}`.includes(secret)), `a mail says ${secret}`);
  }
  const told = async ({ reference, transferId }: { reference: string; transferId: string }) => ({
    timeline: (await api.read(transferId)).body.timeline.map(({ event }) => event),
    mails: (await of(reference)).map(({ subject, to }) => `${subject.slice(0, subject.indexOf('】') + 1)} ${to}`),
  });
  return {
    owed,
    late,
    story: { owed: await told(owed), late: await told(late), passing: await told(passing) },
  };
};

/** Who has no token, or a damaged one, comes to no function. `denied`: what the authorizer answers to a token that does not hold. */
export const refuseTokens = async (api: World['api'], token: string, denied: number): Promise<void> => {
  const ask = (headers: Record<string, string>) => api.send('GET', '/v1/ledgers/sent', undefined, { headers });
  assert.equal((await ask({})).status, 401);
  assert.equal((await ask({ authorization: `Bearer ${token.slice(0, -9)}` })).status, denied);
};

/** A life that goes on elsewhere: a clue that is registered, and not dispatched yet. */
export interface Life {
  transferId: string;
  /** Who is to dispatch it. */
  from: string;
}

export const beginLife = async (api: World['api']): Promise<Life> => {
  const from = '371402-land';
  const { status, body } = await api.submit(
    { discoveredAt: new Date().toISOString(), kinds: ['organised-crime'], dispatch: false },
    { as: from },
  );
  assert.equal(status, 201, JSON.stringify(body));
  return { transferId: body.transfers[0]?.transferId ?? '', from };
};

/** The rest of it. */
export const endLife = async (api: World['api'], { transferId, from }: Life): Promise<void> => {
  const steps: [CommandName, string, object][] = [
    ['dispatch', from, {}],
    ['acknowledge', police, {}],
    ['feedback', police, { final: true, outcome: '已办结', text: '已立案侦查。' }],
  ];
  for (const [name, as, input] of steps) {
    const { status, body } = await api.command(name, transferId, input, { as });
    assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`);
  }
};
