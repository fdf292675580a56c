import * as z from 'zod';
import { looksUp, queries } from '../../adapters/rights.ts';
import { namesOfRegions, readDirectory } from '../../adapters/table/units.ts';
import { organs } from '../../domain/organs.ts';
import { found } from '../../domain/units/directory.ts';
import { regionCode, unitId, unitIdSays } from '../../domain/units/forms.ts';
import { cursorParameter, cursorsOf } from '../../http/cursors.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Route } from '../../http/route.ts';
import { directoryPage } from './shapes.ts';

const query = z.strictObject({
  region: regionCode.optional(),
  organ: z.enum(organs).optional(),
  q: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Stands in the name or in the id, in whatever width and case' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursorParameter.optional(),
});

const request = { query };

export const route: Route = {
  method: 'GET',
  path: '/v1/directory',
  summary: 'Every unit by id, name, region and organ, for every caller; nothing else of a unit',
  request,
  answers: { 200: directoryPage },
  rights: [queries, looksUp],
};

const position = z.strictObject({ unitId });

/** Shows every caller which units there are, so that nobody guesses an id. */
export const handler = endpoint('read-directory', request, async ({ query: asked, language }) => {
  const { region, organ, q, limit } = asked;
  const cursors = cursorsOf('directory', { region, organ, q }, position);
  const after = cursors.read(asked.cursor)?.unitId ?? '';
  const left = found(await readDirectory(), asked).filter((one) => one.unitId > after);
  const page = left.slice(0, limit).map((one) => ({ ...one, regionCode: unitIdSays(one.unitId).regionCode }));
  const names = await namesOfRegions([...new Set(page.map((one) => one.regionCode))]);
  const items = page.map((one) => ({
    unitId: one.unitId,
    name: language === 'en' ? (one.nameEn ?? one.name) : one.name,
    organ: one.organ,
    regionCode: one.regionCode,
    regionName: names.get(one.regionCode) ?? one.regionCode,
  }));
  const last = left.length > limit ? page.at(-1) : undefined;
  return { status: 200, body: { items, ...cursors.write(last && { unitId: last.unitId }) }, asKept: true };
});
