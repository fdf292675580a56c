import * as z from 'zod';
import { said } from '../said.ts';

/** Readable number of a clue, made of its region, day and id: `371402-20260917-7K3F9QZ2`. Letters and digits only, fit for a mail header. */

/** Crockford's alphabet: no letter that reads as a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `date`: the day of the province on which it was registered. */
export const referenceOf = (regionCode: string, date: string, clueId: string): string => {
  const bits = BigInt(`0x${clueId.replaceAll('-', '').slice(0, 10)}`);
  const tail = Array.from({ length: 8 }, (_, n) => alphabet[Number((bits >> BigInt(5 * (7 - n))) & 31n)]).join('');
  return `${regionCode}-${date.replaceAll('-', '')}-${tail}`;
};

/** As people type it: small letters and blanks around it do not matter. */
export const referenceForm = z
  .string()
  .trim()
  .toUpperCase()
  .regex(
    new RegExp(`^\\d{6}-(?:20\\d\\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])-[${alphabet}]{8}$`),
    said({
      zh: '请按 371402-20260917-7K3F9QZ2 的格式填写线索编号',
      en: 'write a reference as 371402-20260917-7K3F9QZ2',
    }),
  );

/** What a reference says: the region, the day, and how the clue's id begins. */
export const referenceSays = (reference: string): { regionCode: string; date: string; idBegins: string } => {
  const [regionCode = '', day = '', tail = ''] = reference.split('-');
  const bits = [...tail].reduce((all, letter) => (all << 5n) | BigInt(alphabet.indexOf(letter)), 0n);
  const hex = bits.toString(16).padStart(10, '0');
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  return { regionCode, date, idBegins: `${hex.slice(0, 8)}-${hex.slice(8)}` };
};
