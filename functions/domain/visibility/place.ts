import { Refusal } from '../errors.ts';
import type { Text } from '../languages.ts';
import type { Overseen, Parties } from '../transfer/transfer.ts';
import { officesOf } from '../units/units.ts';
import type { Actor } from './actor.ts';

/** Where a caller stands to a transfer. */

/** @throws Refusal `forbidden` with the mend. */
export const refuse = (text: Text): never => {
  throw new Refusal('forbidden', text);
};

/** In what capacity a caller sees a transfer. */
export type Place = 'sender' | 'receiver' | 'overseer';

/** True for a unit that is the leading group office of one of the regions: the first there, to whom escalations go. */
export const oversees = (unitId: string, { regionPath }: Overseen): boolean => officesOf(regionPath).includes(unitId);

/** The unit that a caller asks for. @throws Refusal `forbidden` to those who administer, and see no clue. */
export const unitOf = ({ role, unitId }: Actor): string => {
  if (role === 'operator') {
    return refuse({
      zh: '系统管理员负责单位名册和工作日历，不能查看或办理线索，请由经办人或负责人办理。',
      en: 'An operator manages units and calendars and sees no clue. Ask with the token of a clerk or a supervisor.',
    });
  }
  if (role === 'auditor') {
    return refuse({
      zh: '审计管理员只能查看查阅和更改的记录（“审计”），不能查看或办理线索。',
      en: 'An auditor sees who read and changed what, and no clue: look at the audit.',
    });
  }
  return (
    unitId ??
    refuse({
      zh: '登录信息中没有所属单位，请与身份认证系统的管理员联系。',
      en: "The token names no unit. Ask the identity provider's operators to mend it.",
    })
  );
};

/** Before dispatch the receiver has nothing; what it had once stays with it, whatever became of it. */
export const placeOf = (unitId: string, { from, to, dispatchedAt, regionPath }: Parties & Overseen): Place | null => {
  if (unitId === from) return 'sender';
  if (unitId === to && dispatchedAt !== null) return 'receiver';
  return oversees(unitId, { regionPath }) ? 'overseer' : null;
};
