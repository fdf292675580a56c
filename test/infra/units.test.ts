import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { keys } from '../../functions/adapters/table/schema.ts';
import { createTable } from '../../infra/local/aws/table.ts';
import { plant } from '../../infra/local/plant.ts';
import { units as seeded } from '../../infra/local/seed.ts';
import { runCommand } from './command.ts';

const environment = {
  TABLE_NAME: `units-${randomUUID()}`,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: inject('dynamoDb'),
};
const client = new DynamoDBClient({
  endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB,
  region: environment.AWS_REGION,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const table = DynamoDBDocumentClient.from(client);
const TableName = environment.TABLE_NAME;
let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clue-transfer-units-'));
  await createTable(client, TableName);
  await plant(client, TableName, new Date('2026-09-24T02:00:00Z'));
});
afterAll(async () => {
  client.destroy();
  await rm(dir, { recursive: true, force: true });
});

/** Runs the command as an operator does who stands beside the files. */
const units = (args: string[], different: Record<string, string | undefined> = {}, byNpm = false) =>
  runCommand('units', args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment, ...different },
    cwd: dir,
    byNpm,
  });

const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(join(dir, name), content);
  return name;
};

/** All that the table holds, to see that nothing of it changed. */
const everything = async () => {
  const { Items = [] } = await table.send(new ScanCommand({ TableName }));
  return new Map(Items.map((item) => [`${item.pk} ${item.sk}`, item]));
};
const recordOf = async (id: string) => (await table.send(new GetCommand({ TableName, Key: keys.unit(id) }))).Item;

const header = 'unitId,name,organ,regionCode,emails,supervisors';
const regionsCsv = 'code,name,level,parent\n371500,聊城市,prefecture,370000\n371502,东昌府区,county,371500\n';
/** Two new ones, one changed, one as it is; as Excel saves it: BOM, CRLF, quotes, an empty line. */
const unitsCsv = `\ufeff${[
  header,
  '371502-public-security,东昌府公安分局,public-security,371502,duty@371502.example;second@371502.example,局长 <head@371502.example>',
  '371502-housing,"东昌府区住建局, 城建科",housing,371502,housing@371502.example,',
  '',
  '371402-housing,德城区住房和城乡建设局,housing,371402,new@371402.example,德城区住房和城乡建设局分管负责人 <supervisor.housing@371402.example>',
  '371402-land,德城区自然资源局,land,371402,land@371402.example,德城区自然资源局分管负责人 <supervisor.land@371402.example>',
  ',,,,,',
].join('\r\n')}`;

describe('npm run units', () => {
  it('shows what it would do, and writes nothing', async () => {
    const before = await everything();
    const { code, out, err } = await units(
      [await file('regions.csv', regionsCsv), await file('units.csv', unitsCsv)],
      {},
      true,
    );
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'create  371500  聊城市',
      'create  371502  东昌府区',
      'regions: 2 to create, 0 to change, 0 left as they are',
      'create  371502-public-security  东昌府公安分局',
      'create  371502-housing  东昌府区住建局, 城建科',
      'change  371402-housing  emails',
      'units: 2 to create, 1 to change, 1 left as they are',
      'Nothing was written. Run it again with --apply to write this.',
      '',
    ]);
    expect(await everything()).toEqual(before);
  });

  it('names every bad line with column and mend, and writes nothing of a file with one', async () => {
    const before = await everything();
    const path = await file(
      'bad.csv',
      [
        header,
        '371402-court-2,第二法庭,court,371402,court@371402.example,',
        '371402-court-3,第三法庭,court,371402,court,庭长',
        '371402-courts,"第四\n法庭",court,371402,court@371402.example,',
        '371599-court,某法院,court,371599,court@371599.example,',
        '371402-court-5,第五法庭',
      ].join('\n'),
    );
    const { code, out, err } = await units([path, '--apply']);
    expect([code, out]).toEqual([1, '']);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^bad\.csv, line 3, supervisors: "庭长": write each as name <email>/),
      expect.stringMatching(/^bad\.csv, line 3, emails: "court": write a mail address, as /),
      expect.stringMatching(/^bad\.csv, line 4, unitId: "371402-courts": a unit id is <regionCode>-<organ>/),
      expect.stringMatching(/^bad\.csv, line 4, name: "第四$/),
      expect.stringMatching(/^法庭": write it without line breaks/),
      expect.stringMatching(/^bad\.csv, line 6, regionCode: "371599": region 371599 is not registered: import it/),
      expect.stringMatching(/^bad\.csv, line 7: has 2 fields where the header has 6/),
      'Nothing was written: mend the 6 faults above.',
      '',
    ]);
    expect(await everything()).toEqual(before);
  });

  it('names every fault of every kind in one run, by file and line, and writes nothing', async () => {
    const before = await everything();
    const bad = await file(
      'many.csv',
      [
        header,
        '371402-court-2,第二法庭,court,371402,court,',
        '371402-court-2,第二法庭,court,371402,court@371402.example,',
        '371599-court,,court,371599,court@371599.example,',
        '371402-court-3,"第"三,court,371402,court@371402.example,',
        '371402-court-4,第四法庭,法院,371402,court@371402.example,',
      ].join('\n'),
    );
    const above = await file(
      'around.csv',
      'code,name,level,parent,seat\n371500,聊城市,prefecture,371502,x\n371502,东昌府区,county,371500,x\n371501,某区,county,380000,x\n',
    );
    const { code, out, err } = await units([bad, above, await file('gbk.csv', Buffer.from([0xb5, 0xc2])), '--apply']);
    expect([code, out]).toEqual([1, '']);
    // Of no region is it said that it is nowhere: it could stand in what cannot be read.
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^many\.csv, line 2, emails: "court": write a mail address/),
      expect.stringMatching(/^many\.csv, line 3, unitId: "371402-court-2": stands in many\.csv, line 2, already/),
      expect.stringMatching(/^many\.csv, line 4, name: is empty: write a name/),
      expect.stringMatching(/^many\.csv, line 5: text follows the "/),
      expect.stringMatching(/^many\.csv, line 6, organ: "法院": write one of /),
      expect.stringMatching(/^around\.csv, line 1, seat: is no column of regions/),
      expect.stringMatching(/^around\.csv, line 2, parent: "371502": leads back to itself/),
      expect.stringMatching(/^around\.csv, line 3, parent: "371500": leads back to itself/),
      expect.stringMatching(/^gbk\.csv is not UTF-8/),
      'Nothing was written: mend the 9 faults above.',
      '',
    ]);
    const readable = await units([bad, above, '--apply'].slice(1));
    expect(readable.err).toContain('around.csv, line 4, parent: "380000": region 380000 is not registered');
    expect(await everything()).toEqual(before);
  });

  it('shows the first 200 faults, and how many more there are', async () => {
    const rows = Array.from({ length: 237 }, (_, n) => `371402-court-${n},法庭,court,371402,court,`);
    const { code, err } = await units([await file('long.csv', [header, ...rows].join('\n'))]);
    const lines = err.trimEnd().split('\n');
    expect([code, lines.length]).toEqual([1, 202]);
    expect(lines.slice(200)).toEqual([
      expect.stringMatching(/^and \d+ more$/),
      expect.stringMatching(/^Nothing was written: mend the \d+ faults\.$/),
    ]);
  });

  it.each([
    ['GBK', 'gbk.csv', Buffer.from([0xb5, 0xc2, 0xd6, 0xdd]), /gbk\.csv is not UTF-8/],
    ['a quote that stays open', 'open.csv', `${header}\n"371402-court,x\n`, /open\.csv, line \d: .*close it/],
    ['a quote within a field', 'within.csv', `${header}\n371402-court,a"b,,,,\n`, /within\.csv, line 2: .*""/],
    ['nothing', 'empty.csv', '', /empty\.csv, line 1: is no header: write unitId,name/],
    ['no list', 'regions.json', '{}', /regions\.json is no list of regions/],
    ['no JSON', 'broken.json', '[', /broken\.json is not JSON/],
    [
      'a level of its own',
      'level.json',
      '[{"code":371500,"name":"聊城市","level":2,"parent":"370000"}]',
      /level\.json, entry 1, level: "2": write one of/,
    ],
  ])('says so when a file holds %s', async (_, name, content, expected) => {
    const { code, err } = await units([await file(name, content), '--apply']);
    expect(code).toBe(1);
    expect(err).toMatch(expected);
  });

  it('writes with --apply, keeps who and when, and the second time finds nothing to do', async () => {
    const files = [
      await file(
        'regions.json',
        JSON.stringify([
          { code: '371502', name: '东昌府区', level: 'county', parent: '371500' },
          { code: '371500', name: '聊城市', level: 'prefecture', parent: '370000' },
        ]),
      ),
      await file('units.csv', unitsCsv),
    ];
    const first = await units([...files, '--apply']);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toContain('Written: 5.');

    expect(await recordOf('371502-public-security')).toEqual({
      ...keys.unit('371502-public-security'),
      unitId: '371502-public-security',
      name: '东昌府公安分局',
      organ: 'public-security',
      regionCode: '371502',
      emails: ['duty@371502.example', 'second@371502.example'],
      supervisors: [{ name: '局长', email: 'head@371502.example' }],
      desks: [],
      language: 'zh',
      delegations: [],
      version: 1,
    });
    const revisions = { ':pk': keys.unit('371402-housing').pk, ':sk': 'REVISION#' };
    const KeyConditionExpression = 'pk = :pk AND begins_with(sk, :sk)';
    const { Items: history = [] } = await table.send(
      new QueryCommand({ TableName, KeyConditionExpression, ExpressionAttributeValues: revisions }),
    );
    expect(history.map(({ version, by, emails }) => [version, by.role, emails])).toEqual([
      [1, 'operator', ['housing@371402.example']],
      [2, 'operator', ['new@371402.example']],
    ]);
    expect(history[1]?.by.sub).toContain('@');
    const after = await everything();
    expect([...after.keys()].filter((key) => key.startsWith('UNITS '))).toHaveLength(seeded.length + 2);

    const second = await units([...files, '--apply']);
    expect([second.code, second.err]).toEqual([0, '']);
    expect(second.out.split('\n')).toEqual([
      'regions: 0 to create, 0 to change, 2 left as they are',
      'units: 0 to create, 0 to change, 4 left as they are',
      'There is nothing to write.',
      '',
    ]);
    expect(await everything()).toEqual(after);
  });

  it('takes who works at the desk, and subjects, and leaves them where a file says nothing of them', async () => {
    const row =
      '371402-water,德城区水利局,water,371402,water@371402.example,德城区水利局分管负责人 <supervisor.water@371402.example>';
    const people = await file('people.csv', `${header},desks\n${row} u-1,吴某 <wu@371402.example> u-2\n`);
    expect((await units([people, '--apply'])).out).toContain('change  371402-water  supervisors, desks');
    const desks = [{ name: '吴某', email: 'wu@371402.example', subject: 'u-2' }];
    expect(await recordOf('371402-water')).toMatchObject({ supervisors: [{ subject: 'u-1' }], desks });
    const again = await units([await file('old.csv', `${header}\n${row}\n`), '--apply']);
    expect([again.code, again.err, again.out.split('\n').at(-2)]).toEqual([0, '', 'There is nothing to write.']);
    const { Item } = await table.send(new GetCommand({ TableName, Key: keys.unitEntry('371402-water') }));
    expect(Item).toMatchObject({ name: '德城区水利局', desks });
  });

  it('takes a telephone and an English name, and leaves them where a file says nothing of them', async () => {
    const row = '371402-petitions,德城区信访局,petitions,371402,p@371402.example,';
    const said = await file('phones.csv', `${header},phone,nameEn\n${row},0534-2109999转8,Decheng Petitions\n`);
    expect((await units([said, '--apply'])).out).toContain(
      'change  371402-petitions  emails, supervisors, phone, nameEn',
    );
    const kept = { phone: '0534-2109999转8', nameEn: 'Decheng Petitions' };
    expect(await recordOf('371402-petitions')).toMatchObject(kept);
    const bare = await file('bare.csv', `${header}\n${row.replace('p@', 'q@')}\n`);
    expect((await units([bare, '--apply'])).out).toContain('change  371402-petitions  emails\n');
    expect(await recordOf('371402-petitions')).toMatchObject({ emails: ['q@371402.example'], ...kept });
    const empty = await units([
      await file('empty-cells.csv', `${header},phone,nameEn\n${row.replace('p@', 'q@')},,\n`),
    ]);
    expect(empty.out).toContain('There is nothing to write.');
  });

  it.each([
    ['without a file', [], {}, /^npm run units -- <file>/],
    ['without a table', ['x.csv'], { TABLE_NAME: undefined }, /^Set TABLE_NAME\.\n[\s\S]*AWS_ENDPOINT_URL_DYNAMODB/],
    ['with an option that it lacks', ['--aply'], {}, /--aply/],
    ['with a file that is not there', ['nowhere.csv'], {}, /^nowhere\.csv cannot be read/],
  ])('%s says what it needs', async (_, args, different, expected) => {
    const { code, out, err } = await units(args, different);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(expected);
  });

  it('says which table it did not find', async () => {
    const path = await file('units.csv', unitsCsv);
    const { code, err } = await units([path], { TABLE_NAME: 'nowhere' });
    expect(code).toBe(1);
    expect(err).toMatch(/^The table nowhere in us-east-1 cannot be read: /);
  });
});
