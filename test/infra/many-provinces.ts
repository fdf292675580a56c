import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of all 31 provinces of the mainland, as unlike each other as province files can be. */

/** GB/T 2260. */
export const provincesOfTheMainland: Readonly<Record<string, string>> = {
  ...{ 110000: '北京市', 120000: '天津市', 130000: '河北省', 140000: '山西省', 150000: '内蒙古自治区' },
  ...{ 210000: '辽宁省', 220000: '吉林省', 230000: '黑龙江省' },
  ...{ 310000: '上海市', 320000: '江苏省', 330000: '浙江省', 340000: '安徽省', 350000: '福建省', 360000: '江西省' },
  ...{ 370000: '山东省', 410000: '河南省', 420000: '湖北省', 430000: '湖南省', 440000: '广东省' },
  ...{ 450000: '广西壮族自治区', 460000: '海南省', 500000: '重庆市', 510000: '四川省', 520000: '贵州省' },
  ...{ 530000: '云南省', 540000: '西藏自治区', 610000: '陕西省', 620000: '甘肃省', 630000: '青海省' },
  ...{ 640000: '宁夏回族自治区', 650000: '新疆维吾尔自治区' },
};

/** All share three accounts, so that what could collide does: one in the China partition, two elsewhere. */
const accounts = { 'cn-north-1': '111111111111', 'cn-northwest-1': '111111111111', 'ap-southeast-1': '222222222222' };
const regions = Object.keys(accounts) as (keyof typeof accounts)[];

const manyOverrides = (code: string) =>
  Array.from({ length: 200 }, (_, n) => ({
    regionCode: `${code.slice(0, 2)}${String(n + 1).padStart(4, '0')}`,
    windows: { acknowledge: { amount: 24 + n, unit: 'hours', basis: `线索移送工作细则（试行）第${n}条` } },
  }));

const ofSmtp = (code: string, region: string, n: number) => ({
  ...{ transport: 'smtp', from: `clues@p${code}.example.cn`, host: `smtp.p${code}.example.cn`, secretName: 'smtp' },
  ...(n % 2 ? { port: 587 } : {}),
  ...(n % 4 === 0
    ? { secretKeyArn: `arn:${region.startsWith('cn-') ? 'aws-cn' : 'aws'}:kms:${region}:111111111111:key/${code}` }
    : {}),
});

/** The n-th province's file: each option of a file is on in some and off in others, in both partitions. */
const fileOf = (code: string, name: string, n: number): object => {
  const region = regions[n % regions.length] as (typeof regions)[number];
  const isAbroad = !region.startsWith('cn-');
  const sendsBySes = isAbroad && n % 2 === 0;
  return {
    ...{ name, code, region, account: accounts[region] },
    ...(isAbroad
      ? { outsideMainland: { reason: 'A file of a test: nothing of it is ever deployed.' } }
      : { icpRecordal: true }),
    ...(isAbroad && n % 4 < 2 ? { architecture: 'arm64' } : {}),
    identity: {
      ...{ issuer: `https://login.p${code}.example.cn`, audience: ['clue-transfer', `p${code}`].slice(0, 1 + (n % 2)) },
      ...(n % 5 === 0 ? { claims: { unitId: 'dept', email: null } } : {}),
    },
    mail: sendsBySes ? { transport: 'ses', from: `clues@p${code}.example.cn` } : ofSmtp(code, region, n),
    settings: {
      ...{ timeZone: 'Asia/Shanghai', consoleUrl: `https://p${code}.example.cn/transfers/` },
      ...(n % 3 === 0 ? { overrides: manyOverrides(code) } : {}),
      ...(n % 4 === 1 ? { officeHours: { from: '08:30', to: '17:30' } } : {}),
    },
    alarmEmails: Array.from({ length: 1 + (n % 3) }, (_, m) => `operator-${m}@p${code}.example.cn`),
    ...(n % 2 ? { logRetentionDays: 180, overdueAlarm: 20 } : {}),
    ...(n % 7 === 0 ? { reserveConcurrency: true } : {}),
    ...(n % 11 === 5 ? { restoredTable: `restored-${code}` } : {}),
  };
};

/** Writes them into a folder that is there or not, named by their codes. */
export const writeManyProvinces = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const files = Object.entries(provincesOfTheMainland).map(([code, name], n) => [code, fileOf(code, name, n)] as const);
  await Promise.all(files.map(([code, file]) => writeFile(join(folder, `${code}.json`), JSON.stringify(file))));
};
