import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  loadProvince,
  loadProvinces,
  parseProvince,
  partitionOf,
  provinceJsonSchema,
  provinceNames,
  schemaFile,
  settingsOf,
} from '../../infra/province.ts';

const text = readFileSync(new URL('../../infra/provinces/shandong.json', import.meta.url), 'utf8');
const shandong = JSON.parse(text);
const refusal = (different: Record<string, unknown>): string => {
  try {
    parseProvince('x.json', JSON.stringify({ ...shandong, ...different }));
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

const sink = (sinkArn: string) => ({ observability: { sinkArn } });
const sinkField = 'observability.sinkArn';

describe('a province file', () => {
  it('of each province loads', async () => {
    for (const name of await provinceNames()) expect((await loadProvince(name)).code).toMatch(/0000$/);
  });

  it('outside the mainland takes another region without a word', () => {
    const { icpRecordal: _, ...file } = shandong;
    const macao = { ...file, code: '820000', region: 'ap-east-1' };
    expect(parseProvince('macao.json', JSON.stringify(macao)).region).toBe('ap-east-1');
  });

  it('names the key of the SMTP secret, if any, by its ARN', () => {
    const mail = (secretKeyArn: string) => ({ mail: { ...shandong.mail, secretKeyArn } });
    expect(refusal(mail('arn:aws-cn:kms:cn-north-1:123456789012:key/1b2c3d4e-0000-4000-8000-000000000001'))).toBe(
      'accepted',
    );
    expect(refusal(mail('alias/smtp'))).toBe(
      'x.json: mail.secretKeyArn: the ARN of a KMS key: arn:aws:kms:<region>:<account>:key/<id>',
    );
  });

  it('is checked by editors against the schema beside it, which is the current one', async () => {
    const folder = new URL('../../infra/provinces/', import.meta.url);
    // Where this fails: npm run province-schema.
    expect(JSON.parse(readFileSync(new URL(schemaFile, folder), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(provinceJsonSchema())),
    );
    for (const name of await provinceNames()) {
      expect(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')).$schema).toBe(`./${schemaFile}`);
    }
    expect(await provinceNames()).toEqual(['shandong', 'training']);
  });

  it('gives every number of domain.md by default', async () => {
    const province = await loadProvince('shandong');
    expect(partitionOf(province)).toBe('aws-cn');
    expect(settingsOf(province)).toMatchObject({
      windows: { dispatch: 5, acknowledge: 5, correct: 3, feedback: 20 },
      reminders: [2, 1, 0],
      mailAt: '09:00',
      escalation: [
        { after: 1, to: ['supervisors'] },
        { after: 3, to: ['office'] },
        { after: 5, every: 5, to: ['office', 'office-above'] },
      ],
      mailFrom: 'clue-transfer@clues.example.cn',
    });
  });

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['a region that is none', { region: 'mars-1' }, 'region', /not an AWS region/],
    ['an account too short', { account: '123' }, 'account', /twelve digits/],
    ['a code of a county', { code: '371402' }, 'code', /ends in 0000/],
    ['SES in China', { mail: { transport: 'ses', from: 'a@b.cn' } }, 'mail.transport', /use smtp/],
    ['arm64 in China', { architecture: 'arm64' }, 'architecture', /x86_64/],
    ['a region outside the mainland', { region: 'ap-southeast-1' }, 'outsideMainland', /PIPL, article 36/],
    [
      'such a region without a reason',
      { region: 'ap-southeast-1', outsideMainland: { reason: 'x' } },
      'outsideMainland.reason',
      /whole sentence/,
    ],
    ['no word of the ICP recordal', { icpRecordal: undefined }, 'icpRecordal', /ICP/],
    ['logs kept too short', { logRetentionDays: 90 }, 'logRetentionDays', /six months/],
    ['a retention that CloudWatch lacks', { logRetentionDays: 200 }, 'logRetentionDays', /one of/],
    ['an issuer without TLS', { identity: { issuer: 'http://x.cn', audience: ['a'] } }, 'identity.issuer', /https/],
    ['nobody to alarm', { alarmEmails: [] }, 'alarmEmails', /list at least 1/],
    ['a region of another partition', { region: 'us-gov-west-1' }, 'region', /partition aws or aws-cn/],
    ['no name', { name: undefined }, 'name', /add it/],
    ['an address that is none', { alarmEmails: ['nobody'] }, 'alarmEmails.0', /write a mail address/],
    ['a host that is none', { mail: { ...shandong.mail, host: 'a b' } }, 'mail.host', /write a host name/],
    ['a transport that is none', { mail: { transport: 'pigeon' } }, 'mail.transport', /'ses' \| 'smtp'/],
    [
      'a window of 0',
      { settings: { ...shandong.settings, windows: { dispatch: 0, acknowledge: 5, correct: 3, feedback: 20 } } },
      'settings.windows.dispatch',
      /./,
    ],
    [
      'a zone that is none',
      { settings: { ...shandong.settings, timeZone: 'Asia/Dezhou' } },
      'settings.timeZone',
      /IANA/,
    ],
    ['an hour that is none', { settings: { ...shandong.settings, mailAt: '9am' } }, 'settings.mailAt', /HH:MM/],
    ['a sink that is none', sink('x'), 'observability.sinkArn', /the fleet’s stack puts out/],
    [
      'a sink of another region',
      sink('arn:aws-cn:oam:cn-northwest-1:333333333333:sink/0a'),
      sinkField,
      /of cn-north-1/,
    ],
    [
      'a sink of another partition',
      sink('arn:aws:oam:ap-southeast-1:333333333333:sink/0a'),
      sinkField,
      /one region only/,
    ],
    ['a sink of its own account', sink('arn:aws-cn:oam:cn-north-1:123456789012:sink/0a'), sinkField, /own account/],
    ['a misspelt field', { alarmEmail: 'a@b.cn' }, 'alarmEmail', /check its spelling/],
  ])('with %s is refused by file, field and mend', (_, different, field, mend) => {
    const message = refusal(different);
    expect(message.startsWith(`x.json: ${field}: `), message).toBe(true);
    expect(message).toMatch(mend);
  });

  it('names a network of those who mail by SMTP by the ids of its parts', () => {
    const network = { subnetIds: ['subnet-0a1b2c3d'], securityGroupIds: ['sg-0a1b2c3d'] };
    const mail = (different: object) => ({ mail: { ...shandong.mail, network: { ...network, ...different } } });
    expect(refusal(mail({}))).toBe('accepted');
    expect(refusal(mail({ subnetIds: [] }))).toMatch(/^x\.json: mail\.network\.subnetIds: list at least 1/);
    expect(refusal(mail({ securityGroupIds: ['default'] }))).toMatch(
      /^x\.json: mail\.network\.securityGroupIds\.0: the id of a security group/,
    );
    const training = JSON.parse(readFileSync(new URL('../../infra/provinces/training.json', import.meta.url), 'utf8'));
    const bySes = { ...training, mail: { ...training.mail, network } };
    expect(() => parseProvince('x.json', JSON.stringify(bySes))).toThrow(/^x\.json: mail\.network: no such field/);
  });

  const certificateArn = `arn:aws-cn:acm:${shandong.region}:${shandong.account}:certificate/a1`;
  const own = { name: 'clues.example.cn', certificateArn, icpRecordal: '鲁ICP备12345678号-1' };
  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['a domain without its recordal in China', { icpRecordal: undefined }, 'icpRecordal', /ICP recordal of its own/],
    ['a recordal that is none', { icpRecordal: 'true' }, 'icpRecordal', /鲁ICP备12345678号-1/],
    ['a domain of many', { name: '*.example.cn' }, 'name', /./],
    ['an address for a domain', { name: 'https://clues.example.cn' }, 'name', /./],
    ['a certificate that is none', { certificateArn: 'a1' }, 'certificateArn', /ARN of a certificate/],
    [
      'a certificate of another region',
      { certificateArn: certificateArn.replace(shandong.region, 'cn-northwest-9') },
      'certificateArn',
      /another region or account/,
    ],
    ['a truststore that is none', { truststore: 'clients.pem' }, 'truststore', /s3:\/\/<bucket>\/<key>/],
    ['the version of no truststore', { truststoreVersion: 'v1' }, 'truststore', /is missing/],
    ['proof of a domain that nobody asks for', { ownershipCertificateArn: certificateArn }, 'truststore', /mutual TLS/],
  ])('with %s is refused', (_, different, field, mend) => {
    const message = refusal({ domain: { ...own, ...different } });
    expect(message.startsWith(`x.json: domain.${field}: `), message).toBe(true);
    expect(message).toMatch(mend);
  });

  it('with a domain of its own is taken; elsewhere without a recordal', () => {
    expect(refusal({ domain: own })).toBe('accepted');
    const training = JSON.parse(readFileSync(new URL('../../infra/provinces/training.json', import.meta.url), 'utf8'));
    const there = `arn:aws:acm:${training.region}:${training.account}:certificate/a1`;
    const file = { ...training, domain: { name: 'clues.example', certificateArn: there } };
    expect(parseProvince('x.json', JSON.stringify(file)).domain).toEqual(file.domain);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['a tag of AWS', { 'aws:owner': 'x' }, 'aws:owner', /take another/],
    ['a tag that the stack sets', { province: '370000' }, 'province', /leave it out/],
    ['a tag that nobody can write', { owner: 'a;b' }, 'owner', /takes letters/],
    ['a tag that is too long', { owner: 'x'.repeat(257) }, 'owner', /./],
  ])('with %s is refused', (_, tags, name, mend) => {
    const message = refusal({ tags });
    expect(message.startsWith(`x.json: tags.${name}: `), message).toBe(true);
    expect(message).toMatch(mend);
  });

  it('takes tags in any script', () => {
    expect(refusal({ tags: { owner: '省信息中心', 'cost-center': '4711' } })).toBe('accepted');
  });

  const identity = (claims: object) => ({ identity: { ...shandong.identity, claims } });
  it('says what its identity provider calls the claims; the usual names where it says nothing', async () => {
    const usual = { unitId: 'unit_id', role: 'role', name: 'name', email: 'email' };
    expect(settingsOf(await loadProvince('shandong')).claims).toEqual(usual);
    const own = {
      unitId: 'https://clues.example/dept',
      role: 'post',
      name: null,
      email: null,
      person: 'employee_number',
    };
    const file = JSON.stringify({ ...shandong, ...identity(own) });
    expect(settingsOf(parseProvince('x.json', file)).claims).toEqual(own);
    expect(refusal(identity({ email: null }))).toBe('accepted');
  });

  it.each<[string, object, string, RegExp]>([
    [
      'no claim that says who a caller is',
      { name: null, email: null },
      'identity.claims.person',
      /^is missing: .*nobody could tell.*Name the claim that leads to a registered person/,
    ],
    ['a claim without a name', { unitId: '' }, 'identity.claims.unitId', /./],
    ['no claim for the role', { role: null }, 'identity.claims.role', /./],
    ['another claim for sub', { sub: 'id' }, 'identity.claims.sub', /check its spelling/],
  ])('with %s is refused, and says why', (_, claims, field, mend) => {
    const message = refusal(identity(claims));
    expect(message.startsWith(`x.json: ${field}: `), message).toBe(true);
    expect(message.slice(`x.json: ${field}: `.length)).toMatch(mend);
  });

  it('has no claims among its settings', () => {
    const settings = { ...shandong.settings, claims: {} };
    expect(refusal({ settings })).toMatch(/^x\.json: settings\.claims: no such field/);
  });

  it('with several faults names them all', () => {
    expect(refusal({ account: 'x', code: 'y' }).split('\n')).toHaveLength(2);
  });

  it('with a field missing still names what a China region refuses', () => {
    const mail = { transport: 'ses', from: 'a@b.cn' };
    const message = refusal({ name: undefined, mail, architecture: 'arm64', icpRecordal: undefined });
    expect(message.split('\n').map((line) => line.split(': ')[1])).toEqual([
      'name',
      'mail.transport',
      'architecture',
      'icpRecordal',
    ]);
  });

  it('that does not exist is answered with those that do', async () => {
    await expect(loadProvince('nowhere')).rejects.toThrow(/infra\/provinces\/nowhere\.json: .*shandong/);
  });

  it('is read with others from any folder; all faults of all are named, and a code that two have', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'provinces-'));
    const put = (name: string, different: object) =>
      writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...shandong, ...different }));
    put('shandong', {});
    put('hebei', { name: '河北省', code: '130000' });
    expect((await loadProvinces(folder)).map(({ code }) => code).sort()).toEqual(['130000', '370000']);
    const observability = { sinkArn: 'arn:aws-cn:oam:cn-north-1:333333333333:sink/0a1b-2c' };
    put('hebei', { name: '河北省', code: '130000', observability });
    put('shandong', { observability });
    await expect(loadProvinces(folder)).rejects.toThrow(/河北省, 山东省: observability: .*once a region/);
    put('hebei', { name: '河北省' });
    put('henan', { account: 'x' });
    await expect(loadProvinces(folder)).rejects.toThrow(
      /henan\.json: account: .*twelve digits\n.*河北省.*: code: all have 370000/,
    );
    rmSync(folder, { recursive: true });
  });

  it('that is no JSON says so', () => {
    expect(() => parseProvince('x.json', '{')).toThrow(/^x\.json: not JSON/);
  });
});
