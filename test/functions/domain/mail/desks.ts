import { stateCouncil } from '../../../../functions/domain/calendar/calendar.ts';
import { contactsOf, namesOf } from '../../../../functions/domain/mail/contacts.ts';
import type { LetterFacts, Reader } from '../../../../functions/domain/mail/facts.ts';
import { ownerOf, type Telling } from '../../../../functions/domain/transfer/telling.ts';
import type { Transfer } from '../../../../functions/domain/transfer/transfer.ts';
import type { Unit } from '../../../../functions/domain/units/forms.ts';
import { recusing, registerOf, unitWith } from '../records.ts';
import { settingsWith } from '../settings.ts';
import { discipline, office, officeAbove, receiver, sender } from '../steps.ts';

/** Units as a register has them that mails are written to and sign. */

const unit = (unitId: string, name: string, nameEn: string, phone?: string): Unit =>
  unitWith(unitId, { name, nameEn, ...(phone ? { phone } : {}) });

export const housing = unit(sender, '德城区住建局', 'Decheng District Housing Bureau', '0534-2100108');
export const police = unit(receiver, '德城区公安分局', 'Decheng District Public Security Branch', '0534-2100101');
/** Nobody has told its telephone, nor its English name. */
export const inspectors = unitWith(discipline, { name: '德城区纪委监委' });
export const countyOffice = unit(office, '德城区扫黑办', 'Decheng District Leading Group Office', '0534-2100114');
const cityOffice = unit(officeAbove, '德州市扫黑办', 'Dezhou Leading Group Office', '0534-2100014');
const cityPolice = unit('371400-public-security', '德州市公安局', 'Dezhou Public Security Bureau');

const all = [housing, police, inspectors, countyOffice, cityOffice, cityPolice];

/** What a mail says of a telling; `recused`: units that must not hear of the clue. */
export const factsOf = (
  transfer: Transfer,
  telling: Telling,
  { units = all, recused = [], ...different }: Partial<LetterFacts> & { units?: Unit[]; recused?: string[] } = {},
): LetterFacts => {
  const register = registerOf(...units);
  const said = 'facts' in telling ? telling.facts : {};
  const others = [said?.office, said?.former].filter((id) => typeof id === 'string');
  const concerned = { ...transfer, owedBy: ownerOf(transfer), others };
  return {
    transfer,
    telling,
    names: namesOf(units),
    contacts: contactsOf(concerned, register, recusing(recused, register)),
    settings: settingsWith(),
    now: new Date(telling.at),
    calendar: stateCouncil,
    ...different,
  };
};

/** The receiver's desk, in Chinese, and whatever a test wants different. */
export const readerOf = (different: Partial<Reader> = {}): Reader => ({
  language: 'zh',
  insteadOf: null,
  unitId: receiver,
  as: 'unit',
  ...different,
});
