import type { roles } from '../../functions/domain/visibility/actor.ts';
import type { Bearer } from '../../infra/local/claims.ts';
import { type Answer, useProvince } from '../province.ts';

/** Every kind of caller, by where they stand to a clue that housing of the county hands to public security and discipline inspection there. */

interface Asks extends Bearer {
  /** None: an operator or an auditor who belongs to no unit. */
  unitId?: string;
  role: (typeof roles)[number];
}

/** Whom every clue of the matrix names: an office, by its name, and a person with the receiver, one with the sender. */
export const named = { office: '德州市扫黑办二室', ofReceiver: '王某', ofSender: '李某' };

const secondOffice = '371400-leading-group-office-2';

/** By the name alone that the token says: nothing else of it leads to the person. */
const wang: Bearer = { sub: 'opaque', name: named.ofReceiver, email: null };

export const callers = {
  'sender’s clerk': { unitId: '371402-housing', role: 'clerk' },
  'sender’s supervisor': { unitId: '371402-housing', role: 'supervisor' },
  'receiver’s clerk': { unitId: '371402-public-security', role: 'clerk' },
  'receiver’s supervisor': { unitId: '371402-public-security', role: 'supervisor' },
  'other organ': { unitId: '371402-discipline-inspection', role: 'clerk' },
  'organ above': { unitId: '371400-public-security', role: 'clerk' },
  'organ elsewhere': { unitId: '371403-public-security', role: 'supervisor' },
  'unit that joins': { unitId: '371402-court', role: 'clerk' },
  'county office’s clerk': { unitId: '371402-leading-group-office', role: 'clerk' },
  'county office’s supervisor': { unitId: '371402-leading-group-office', role: 'supervisor' },
  'prefecture office’s clerk': { unitId: '371400-leading-group-office', role: 'clerk' },
  'prefecture office’s supervisor': { unitId: '371400-leading-group-office', role: 'supervisor' },
  'province office’s supervisor': { unitId: '370000-leading-group-office', role: 'supervisor' },
  'office elsewhere': { unitId: '371403-leading-group-office', role: 'supervisor' },
  neighbour: { unitId: '371402-land', role: 'clerk' },
  'unit that nobody registered': { unitId: '110000-leading-group-office', role: 'supervisor' },
  operator: { role: 'operator' },
  'receiver’s operator': { unitId: '371402-public-security', role: 'operator' },
  auditor: { role: 'auditor' },
  'county office’s auditor': { unitId: '371402-leading-group-office', role: 'auditor' },
  'named office': { unitId: secondOffice, role: 'supervisor' },
  'named person of the receiver': { unitId: '371402-public-security', role: 'supervisor', ...wang },
  'named person as operator': { role: 'operator', ...wang },
  'named person as auditor': { role: 'auditor', ...wang },
} as const satisfies Record<string, Asks>;
export type CallerName = keyof typeof callers;
export const everyone = Object.keys(callers) as CallerName[];

/** Callers who stand together wherever they see the same. */
export const sets = {
  'the sender': ['sender’s clerk', 'sender’s supervisor'],
  'the receiver': ['receiver’s clerk', 'receiver’s supervisor'],
  'the county office': ['county office’s clerk', 'county office’s supervisor'],
  'the prefecture office': ['prefecture office’s clerk', 'prefecture office’s supervisor'],
  strangers: ['office elsewhere', 'neighbour'],
  operators: ['operator', 'receiver’s operator'],
  auditors: ['auditor', 'county office’s auditor'],
  'the named': ['named office', 'named person of the receiver', 'named person as operator', 'named person as auditor'],
} as const satisfies Record<string, readonly CallerName[]>;

export type Ask = (caller: CallerName, method: string, path: string, body?: unknown) => Promise<Answer>;

/** A province in which the named are registered, and how each caller asks it. */
export const useCallers = (clockStart: string) => {
  const { local, send, advanceTo } = useProvince(clockStart);
  const tokens = new Map<CallerName, Promise<string>>();
  const token = (caller: CallerName): Promise<string> => {
    const { unitId, role, ...who }: Asks = callers[caller];
    const known = tokens.get(caller) ?? local().token(unitId, role, who);
    tokens.set(caller, known);
    return known;
  };
  const ask: Ask = async (caller, method, path, body) =>
    send(method, path, body, { headers: { authorization: `Bearer ${await token(caller)}` } });
  const done = async (answer: Promise<Answer>): Promise<Answer> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`the register was not changed: ${status} ${JSON.stringify(body)}`);
    return answer;
  };
  /** The second office of the prefecture, and a second supervisor with receiver and sender: those whom clues name. */
  const registerNamed = async (): Promise<void> => {
    const fields = { organ: 'leading-group-office', regionCode: '371400', emails: ['second@371400.example'] };
    const office = { ...fields, name: named.office, supervisors: [] };
    await done(ask('operator', 'PUT', `/v1/units/${secondOffice}`, office));
    for (const [unitId, name] of [
      ['371402-public-security', named.ofReceiver],
      ['371402-housing', named.ofSender],
    ]) {
      const { body } = await done(ask('operator', 'GET', `/v1/units/${unitId}`));
      const supervisors = [...(body.supervisors as object[]), { name, email: `named@${unitId}.example` }];
      await done(ask('operator', 'PUT', `/v1/units/${unitId}`, { ...body, supervisors }));
    }
  };
  /** A file as it comes. */
  const file = async (caller: CallerName, path: string, accept: string): Promise<{ status: number; text: string }> => {
    const headers = { authorization: `Bearer ${await token(caller)}`, accept };
    const response = await fetch(`${local().url}${path}`, { headers });
    return { status: response.status, text: await response.text() };
  };
  return { local, ask, file, advanceTo, registerNamed };
};
