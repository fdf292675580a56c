import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useProvince } from '../province.ts';

const command = fileURLToPath(new URL('../../infra/units.ts', import.meta.url));

describe('npm run units', () => {
  const { send } = useProvince();
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clue-transfer-units-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = async (content: string, ...flags: string[]) => {
    const file = join(folder, 'register.csv');
    await writeFile(file, content);
    return new Promise<{ code: number; out: string }>((resolve) => {
      execFile(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', command, file, ...flags],
        (error, stdout, stderr) =>
          resolve({ code: Number(error?.code ?? 0), out: `${stdout}${stderr}`.replaceAll(`${folder}/`, '') }),
      );
    });
  };
  const unit = async (id: string) =>
    send<Record<string, unknown>>('GET', `/v1/units/${id}`, undefined, { as: 'operator', role: 'operator' });
  const heads = 'unitId,name,organ,regionCode,emails,supervisors';
  const good = `\ufeff${heads}\r\n371426-housing,"平原县住房和城乡建设局",housing,371426,a@u.example; b@u.example,张三 <z@u.example>；李四 <l@u.example>\r\n`;

  it('says what it would do, does it with --apply, and nothing the second time', async () => {
    const regions = 'code,name,level,parent\n371426,平原县,county,371400\n';
    expect((await run(good)).out).toContain('register.csv:2 regionCode: there is no region 371426');
    expect(await run(regions, '--apply')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 created, 0 changed, 0 left'),
    });
    expect(await run(good)).toMatchObject({ code: 0, out: expect.stringContaining('Would be: 1 created') });
    expect((await unit('371426-housing')).status).toBe(404);
    expect((await run(good, '--apply')).out).toContain('1 created');
    expect((await run(good, '--apply')).out).toContain('0 created, 0 changed, 1 left');
    expect((await unit('371426-housing')).body).toMatchObject({
      emails: ['a@u.example', 'b@u.example'],
      supervisors: [
        { name: '张三', email: 'z@u.example' },
        { name: '李四', email: 'l@u.example' },
      ],
    });
  });

  it('names each bad line by number and column, and changes nothing then', async () => {
    const bad = `${heads}\n371402-land,新名,land,371402,a@u.example,\n371402-land,又名,land,371402,nobody,\n371402-water,水利,land,371402,w@u.example,\n`;
    const { code, out } = await run(bad, '--apply');
    expect(code).toBe(1);
    expect(out).toContain('register.csv:3 emails:');
    expect(out).toContain('register.csv:3 unitId: 371402-land stands on line 2 already');
    expect(out).toContain('register.csv:4 organ:');
    expect(out).toContain('Nothing was changed.');
    expect((await unit('371402-land')).body.name).toBe('德城区自然资源局');
    expect((await run('name,organ\nx,y\n')).out).toContain('write unitId,name,organ');
    expect((await run(`${heads}\n"unclosed`)).code).toBe(1);
  });
});
