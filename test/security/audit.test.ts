import { describe, expect, it } from 'vitest';
import { routes } from '../../infra/functions.ts';
import { auditing, city, ofClue, office, whole } from '../audit.ts';
import { codeIn } from '../papers.ts';
import { housing, police, useProvince } from '../province.ts';

/** Who may see who read and changed what, and what auditors may not. */

const { send, submit, command } = useProvince('2026-09-24T10:00:00+08:00');
const { audit, auditAs, auditor, bearer, readings, readClue, fresh } = auditing({ send, submit });

describe('who read and changed what', () => {
  it('is for auditors and offices only, and says so', async () => {
    const { clueId } = await fresh();
    for (const path of ['/v1/audit', `/v1/readings?clue=${clueId}`]) {
      for (const options of [
        { as: housing },
        { as: police, role: 'supervisor' },
        { as: 'operator', role: 'operator' },
      ]) {
        const { status, body } = await send('GET', path, undefined, options);
        expect([path, options, status]).toEqual([path, options, 403]);
        expect(body.detail).toMatch(/Only auditors .* leading group offices/);
      }
    }
  });
});

describe('whoever a clue must not reach', () => {
  it('finds nothing of what was done with it, whether an office or an auditor', async () => {
    const before = { office: await auditAs(office, whole), city: (await auditAs(city, whole)).body.items.length };
    const person = { sub: 'u-77', name: '孙某', email: 'sun@audit.example' };
    const { clueId, transferId } = await fresh({ recuse: [office, 'sun@audit.example'] });
    await command('acknowledge', transferId);
    await readClue(clueId, police);
    expect(await auditAs(office, whole)).toMatchObject({ status: 200, body: before.office.body });
    expect((await auditAs(city, whole)).body.items).toHaveLength(before.city + 3);
    const named = await auditor(person);
    expect(ofClue(await audit(whole, named), clueId)).toEqual([]);
    expect(ofClue(await audit(whole), clueId)).toHaveLength(3);

    const missing = '00000000-0000-4000-8000-000000000000';
    const noClue = async (headers: Record<string, string>, id: string) => {
      const { status, body } = await readings(id, '', headers);
      return { status, text: JSON.stringify(body).replaceAll(id, 'ID') };
    };
    for (const headers of [named, await bearer({ unitId: office, role: 'supervisor' })]) {
      expect((await noClue(headers, clueId)).status).toBe(404);
      expect(await noClue(headers, clueId)).toEqual(await noClue(headers, missing));
    }
    expect((await readings(clueId)).body.items).toMatchObject([{ clueId, by: { unitId: police } }]);
  });

  it('gets full pages, with cursors that tell of nothing hidden', async () => {
    const as = '371425-leading-group-office';
    const sender = { as: '371425-land' };
    const shown: string[] = [];
    for (const hidden of [false, true, true, false, true, false]) {
      const { clueId } = await fresh(hidden ? { recuse: [as] } : {}, sender);
      if (!hidden) shown.unshift(clueId);
    }
    const first = await auditAs(as, '?limit=2');
    expect(first.body.items.map(({ about }) => about.clueId)).toEqual(shown.slice(0, 2));
    const second = await auditAs(as, `?limit=2&cursor=${first.body.cursor}`);
    expect(second.body.items.map(({ about }) => about.clueId)).toEqual(shown.slice(2));
    expect(second.body.cursor).toBeUndefined();
    expect((await auditAs(as, '?limit=3')).body.cursor).toBeUndefined();
  });
});

describe('an auditor', () => {
  /** What auditors may read: the directory is everybody's. */
  const theirs = ['/v1/readings', '/v1/audit', '/v1/directory'].map((path) => `GET ${path}`);
  /** What everybody may read. */
  const ofAll = ['/v1/calendar/{year}', '/v1/calendar/{year}/versions/{id}'].map((path) => `GET ${path}`);
  const found = '?reference=371402-20260924-00000000';

  it('reads no clue and writes nothing', async () => {
    const { clueId, transferId } = await fresh();
    const { extensionId } = (await command('extension', transferId, { workingDays: 1, reason: '需核查' })).body;
    const other = await fresh();
    const { proposalId } = (await command('proposals', other.transferId, { kind: 'elevate', reason: '需核查' })).body;
    const { body: paper } = await send('GET', `/v1/transfers/${transferId}/documents/transfer-letter`, undefined, {
      as: housing,
    });
    const code = codeIn(String(paper.file));
    const ids: [string, unknown][] = [
      ['/v1/units', housing],
      ['/v1/clues', clueId],
      ['/v1/transfers', transferId],
      ['/v1/extensions', extensionId],
      ['/v1/proposals', proposalId],
      ['/v1/calendar', 0],
    ];
    const bodies: Record<string, unknown> = {
      '/v1/clues/batch': { clues: [{}] },
      '/v1/workflows/restart': { transferId },
    };
    const bodyOf = (route: (typeof routes)[number]) =>
      bodies[route.path] ?? ('example' in route ? route.example : {}) ?? {};
    for (const headers of [await auditor(), await auditor({ unitId: office }), await auditor({ unitId: housing })]) {
      for (const route of routes.filter(
        (one) => !one.open && ![...theirs, ...ofAll].includes(`${one.method} ${one.path}`),
      )) {
        const id = ids.find(([begin]) => route.path.startsWith(begin))?.[1];
        const path = route.path
          .replace('{id}', String(id))
          .replace('{year}', '2027')
          .replace('{kind}', 'transfer-letter')
          .replace('{code}', code)
          .replace(/^\/v1\/(clues|transfers)$/, route.method === 'GET' ? `$&${found}` : '$&');
        const { status } = await send(route.method, path, route.method === 'GET' ? undefined : bodyOf(route), {
          headers,
        });
        // To all but those who see its transfer there is no paper, whatever their code.
        const refused = route.path.endsWith('{code}') ? 404 : 403;
        expect([route.method, path, status]).toEqual([route.method, path, refused]);
      }
    }
  });
});
