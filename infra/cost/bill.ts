import type { Amounts } from './load.ts';

/** A month's bill: what is asked of AWS, by the prices of one region. */

interface Price {
  price: number;
  /** So many of the unit cost the price. */
  per: number;
  unit: string;
  source: string;
  /** It was seen at its source. */
  verified: boolean;
  remark?: string;
}

export interface Region {
  currency: string;
  prices: Readonly<Record<string, Price>>;
}

export interface Prices {
  /** When they were looked up. */
  date: string;
  regions: Readonly<Record<string, Region>>;
}

/** What is billed, in the order of the bill, by the service. */
const lines: readonly (readonly [name: string, service: string, what: string])[] = [
  ['dynamoDbWrites', 'DynamoDB', 'writes'],
  ['dynamoDbReads', 'DynamoDB', 'reads'],
  ['dynamoDbStorage', 'DynamoDB', 'storage'],
  ['pointInTimeRecovery', 'DynamoDB', 'point-in-time recovery'],
  ['backups', 'Backup', 'copies of the table'],
  ['stateTransitions', 'Step Functions', 'state entries'],
  ['lambdaRequests', 'Lambda', 'invocations'],
  ['lambdaDuration', 'Lambda', 'duration'],
  ['apiRequests', 'API Gateway', 'requests'],
  ['kmsRequests', 'KMS', 'requests'],
  ['kmsKeys', 'KMS', 'keys'],
  ['mails', 'SES', 'mails'],
  ['logsTakenIn', 'CloudWatch', 'logs, taken in'],
  ['logsKept', 'CloudWatch', 'logs, kept'],
  ['alarms', 'CloudWatch', 'alarms'],
  ['metrics', 'CloudWatch', 'metrics'],
  ['trailEvents', 'CloudTrail', 'data events'],
  ['s3Storage', 'S3', 'files of the trail'],
  ['s3Requests', 'S3', 'requests'],
];

export interface BillLine extends Price {
  service: string;
  what: string;
  amount: number;
  cost: number;
}

export interface Bill {
  currency: string;
  lines: readonly BillLine[];
  total: number;
  /** What the region has no price of: it is not there, and something else is used. */
  without: readonly string[];
}

/** @throws Error where an amount is billed under no name that is known. */
export const billOf = (amounts: Amounts, { currency, prices }: Region): Bill => {
  const unknown = Object.keys(amounts).filter((name) => !lines.some(([known]) => known === name));
  if (unknown.length > 0) throw new Error(`nobody bills ${unknown.join(', ')}: infra/cost/bill.ts`);
  const billed = lines.flatMap(([name, service, what]): BillLine[] => {
    const [price, amount = 0] = [prices[name], amounts[name]];
    return price ? [{ ...price, service, what, amount, cost: (amount / price.per) * price.price }] : [];
  });
  const without = lines.filter(([name]) => !prices[name]).map(([, service, what]) => `${service}: ${what}`);
  return { currency, lines: billed, total: billed.reduce((all, { cost }) => all + cost, 0), without };
};
