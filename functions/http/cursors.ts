import * as z from 'zod';
import { badField } from '../domain/errors.ts';

/** The cursors of all lists: where a page ended, closed to the caller, and good for the same list, asked in the same way, only. */

/** Query parameter of a list. Whose list it is, `cursorsOf` looks at. */
export const cursorParameter = z.string().max(1000);

/**
 * Cursors of one list as it was asked for: `query` is all that decides what stands in it, `position` the form of a place in
 * it. `read` gives the position of the page before, undefined where there was none.
 * @throws Refusal `bad-input` (`read`) for whatever was not given out by this list to this query.
 */
export const cursorsOf = <P>(
  list: string,
  query: Readonly<Record<string, string | null | undefined>>,
  position: z.ZodType<P>,
) => {
  const decisive = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (typeof value === 'string') decisive.set(name, value);
  const whose = `${list}?${decisive}`;
  const form = z.strictObject({ list: z.literal(whose), position });
  return {
    read: (cursor: string | undefined): P | undefined => {
      if (cursor === undefined) return undefined;
      const read = form.safeParse(jsonOf(cursor));
      if (read.success) return read.data.position;
      throw badField('cursor', {
        zh: '不是本列表的分页标记，请填写上一页给出的标记，或不填',
        en: 'is not a cursor of this list: take it from the page before, or leave it out',
      });
    },
    /** What an answer says of the page that follows; nothing after the last one. */
    write: (next: P | undefined): { cursor?: string } => {
      if (next === undefined) return {};
      return { cursor: Buffer.from(JSON.stringify({ list: whose, position: next })).toString('base64url') };
    },
  };
};

/** What a cursor says; undefined where it is no JSON. */
const jsonOf = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
};
