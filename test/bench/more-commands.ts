import { randomUUID } from 'node:crypto';
import { housing, police } from '../client.ts';
import { done, type Piece, type Province, piece, submitted } from '../counts/work.ts';

/** Commands that no life of test/counts/work.ts has. */

const found = ({ local }: Province) => ({ discoveredAt: new Date(local().now().getTime() - 60_000).toISOString() });

export const moreCommands: readonly Piece[] = [
  piece('submit, with an Idempotency-Key', {
    work: (province) => done(province.submit(found(province), { headers: { 'idempotency-key': randomUUID() } })),
  }),
  piece('withdraw', {
    before: (province) => submitted(province, { dispatch: false }),
    work: (province, { transferId }) =>
      done(province.command('withdraw', transferId, { reason: '重复' }, { as: housing })),
  }),
  piece('case on an own clue', {
    before: async (province) => {
      const { body } = await done(province.submit(found(province), { as: police }));
      return body.clueId;
    },
    work: (province, id) => {
      const filing = { filedAt: '2026-04-01', caseNumber: '德公刑立字〔2026〕3号' };
      return done(province.send('POST', `/v1/clues/${id}/case`, filing, { as: police }));
    },
  }),
];
