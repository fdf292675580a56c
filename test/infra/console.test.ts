import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleConsole } from '../../infra/console-bundle.ts';
import { parseProvince } from '../../infra/province.ts';
import { provinces, templates, templatesOf } from './templates.ts';

/** The console as it is deployed: what its function is told, and what it finds beside its code. */

const environmentOf = ({ stack }: typeof templates.China): Record<string, string> => {
  const found = Object.entries(stack.findResources('AWS::Lambda::Function'));
  return found.find(([id]) => id.startsWith('Apiserveconsole'))?.[1].Properties.Environment.Variables;
};

describe('the console of a province', () => {
  it('is told where people sign in, and by which claims it knows who they are', () => {
    const { CONSOLE = '', CONSOLE_FILES } = environmentOf(templates.China);
    expect(JSON.parse(CONSOLE)).toEqual({
      issuer: provinces.China.identity.issuer,
      clientId: 'clue-transfer-console',
      scope: 'openid',
      token: 'access',
      origins: [],
      claims: { unitId: 'unit_id', role: 'role', name: 'name' },
      timeZone: 'Asia/Shanghai',
    });
    expect(CONSOLE_FILES).toBe('console');
  });

  it('is not there where the province has no client for it', () => {
    const { console: _, ...identity } = provinces.abroad.identity;
    const without = templatesOf({ ...provinces.abroad, identity });
    const routes = Object.values(without.stack.findResources('AWS::ApiGatewayV2::Route'));
    expect(routes.filter(({ Properties }) => Properties.RouteKey.includes('console'))).toEqual([]);
    expect(environmentOf(without)).toBeUndefined();
  });
});

/** The folder of a page with a class by which its style sheet begins a selector; the parts that pages share are left out. */
const stylesOfPages = async (): Promise<[page: string, name: string][]> => {
  const pages = new URL('../../functions/console/pages/', import.meta.url);
  const files = (await readdir(pages, { recursive: true })).filter((one) => one.endsWith('.css'));
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(new URL(file, pages), 'utf8');
      const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) => list.split(','));
      return selectors.flatMap((one) => {
        const name = /^[a-z]*(\.[a-z-]+)/.exec(one.trim())?.[1];
        return name === undefined ? [] : [[file.split('/')[0] ?? '', name] as [string, string]];
      });
    }),
  );
  const all = found.flat();
  const shared = new Set(all.filter(([page]) => ['styles', 'parts'].includes(page)).map(([, name]) => name));
  return all.filter(([, name]) => !shared.has(name));
};

describe('the style sheets of the pages', () => {
  it('begin with no class of another page, since all of them are in force on each', async () => {
    const pagesOf = Map.groupBy(await stylesOfPages(), ([, name]) => name);
    expect(pagesOf.size).toBeGreaterThan(20);
    const twice = [...pagesOf].filter(([, styled]) => new Set(styled.map(([page]) => page)).size > 1);
    expect(twice.map(([name]) => name)).toEqual([]);
  });
});

describe('what the console finds beside its code', () => {
  it('is scripts and one style sheet by names that change with them, and the same each time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'console-'));
    try {
      bundleConsole(folder);
      const first = (await readdir(folder)).sort();
      bundleConsole(folder);
      expect((await readdir(folder)).sort()).toEqual(first);
      const { script, style, imported, files } = JSON.parse(await readFile(join(folder, 'bundled.json'), 'utf8'));
      expect(first).toEqual(['bundled.json', ...files].sort());
      expect(files).toEqual(expect.arrayContaining([script, style, ...imported]));
      expect([script, style]).toEqual([
        expect.stringMatching(/^main-[0-9A-Z]{8}\.js$/),
        expect.stringMatching(/^main-[0-9A-Z]{8}\.css$/),
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a province file with the console', () => {
  const taken = async (different: object, more: object = {}): Promise<string> => {
    const text = await readFile(new URL('../../infra/provinces/shandong.json', import.meta.url), 'utf8');
    const { identity, ...file } = JSON.parse(text);
    const client = { ...identity.console, ...different };
    try {
      parseProvince('file', JSON.stringify({ ...file, identity: { ...identity, console: client }, ...more }));
      return 'taken';
    } catch (error) {
      return String(error);
    }
  };
  const settings = { timeZone: 'Asia/Shanghai', consoleUrl: 'https://clues.example.cn/transfers/' };

  it.each<[string, object, object, RegExp]>([
    ['whose mails lead elsewhere', {}, { settings }, /settings\.consoleUrl: .*\/console\/transfers\//],
    ['that sends ID tokens, which the API is not for', { token: 'id' }, {}, /identity\.audience: .*clientId/],
    ['that asks for no identity', { scope: 'profile' }, {}, /identity\.console\.scope: .*openid/],
    ['that speaks without TLS', { origins: ['http://x.cn'] }, {}, /identity\.console\.origins\.0: .*https/],
  ])('one %s is refused', async (_what, different, more, fault) => {
    expect(await taken(different, more)).toMatch(fault);
  });

  it('is taken as it is meant', async () => {
    expect(await taken({ scope: 'openid profile', discovery: 'https://login.clues.example.cn/oidc' })).toBe('taken');
  });
});
