import { describe, expect, it, vi } from 'vitest';
import { schedules } from '../../../infra/functions.ts';
import { useProvince } from '../../province.ts';

const { local } = useProvince();

const beating = schedules.filter(({ beats }) => beats);

describe('a schedule that must be heard of', () => {
  it('is the watchdog, the recount, and the proof of records', () => {
    expect(beating.map(({ name }) => name).sort()).toEqual(['recount-deadlines', 'verify-records', 'watchdog']);
  });

  it.each(beating)('says so at the end of a run, by its own name: $name', async ({ name, handler }) => {
    const { logger } = await import('../../../functions/adapters/log.ts');
    const said = vi.spyOn(logger, 'info').mockReturnValue();
    await handler({ time: local().now().toISOString() }, {});
    expect(said.mock.calls.map(([, line]) => line).filter((line) => Object.hasOwn(Object(line), 'heartbeat'))).toEqual([
      expect.objectContaining({ heartbeat: name }),
    ]);
    said.mockRestore();
  });
});
