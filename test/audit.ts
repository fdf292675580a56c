import { expect } from 'vitest';
import { type Answer, type client, only } from './province.ts';

/** The log of audit and the readings of a clue, as a test's auditors and leading group offices ask for them. */

export const [office, city, province] = ['371402', '371400', '370000'].map(
  (code) => `${code}-leading-group-office`,
) as [string, string, string];
export const officeElsewhere = '371403-leading-group-office';

export interface Act {
  at: string;
  by: { sub: string; role: string; unitId: string | null; onBehalfOf?: string };
  event: string;
  about: { clueId?: string; transferId?: string; unitId?: string; regionCode?: string; year?: number };
}
export interface AuditPage extends Record<string, unknown> {
  from: string;
  to: string;
  items: Act[];
  cursor?: string;
}
interface ReadingsPage extends Record<string, unknown> {
  items: { at: string; by: Act['by']; clueId: string; reference: string; transferId: string | null }[];
  cursor?: string;
}

/** All days that a test plays on. */
export const whole = '?from=2026-09-01&limit=200';

/** What was done with a clue, the newest first. */
export const ofClue = ({ body }: Answer<AuditPage>, clueId: string) =>
  body.items.filter(({ about }) => about.clueId === clueId).map(({ event, by }) => [event, by.unitId ?? by.role]);

export const auditing = ({ send, submit }: Pick<ReturnType<typeof client>, 'send' | 'submit'>) => {
  const bearer = async (who: object) => {
    const { body } = await send<{ token: string }>('POST', '/_local/token', who);
    return { authorization: `Bearer ${body.token}` };
  };
  const auditor = (who: object = {}) => bearer({ role: 'auditor', ...who });
  const get = <T>(path: string, headers: Record<string, string>): Promise<Answer<T>> =>
    send<T>('GET', path, undefined, { headers });
  return {
    bearer,
    auditor,
    /** By an auditor who belongs to no unit, where nobody else is said. */
    audit: async (query = '', headers?: Record<string, string>) =>
      get<AuditPage>(`/v1/audit${query}`, headers ?? (await auditor())),
    auditAs: async (unitId: string, query = '') =>
      get<AuditPage>(`/v1/audit${query}`, await bearer({ unitId, role: 'clerk' })),
    readings: async (clueId: string, query = '', headers?: Record<string, string>) =>
      get<ReadingsPage>(`/v1/readings?clue=${clueId}${query}`, headers ?? (await auditor())),
    readingsAs: async (unitId: string, clueId: string) =>
      get<ReadingsPage>(`/v1/readings?clue=${clueId}`, await bearer({ unitId, role: 'clerk' })),
    readClue: async (clueId: string, as: string) => {
      const { status } = await send('GET', `/v1/clues/${clueId}`, undefined, { as });
      expect(status).toBe(200);
    },
    /** A clue with its one transfer. */
    fresh: async (...clue: Parameters<typeof submit>) => {
      const { status, body } = await submit(...clue);
      expect(status).toBe(201);
      return { clueId: body.clueId, transferId: only(body.transfers).transferId, reference: body.reference };
    },
  };
};
