import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Listener } from '../adapters/declarations.ts';
import { loggable, logger } from '../adapters/log.ts';
import { puts } from '../adapters/rights.ts';
import { putSettings } from '../adapters/table/settings.ts';
import { SettingsFault } from '../domain/settings-changes.ts';

/** What CloudFormation asks of a resource that it cannot make itself, and waits for at `ResponseURL`. */
const input = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  /** JSON, compressed, in base64 (infra/stack/settings.ts). */
  ResourceProperties: z.object({ Settings: z.base64() }),
});

type Asked = z.output<typeof input>;

export const listener: Listener = {
  hears: 'deployments',
  rights: [puts],
};

/** Settings outlive the stack, as the table does. CloudFormation asks without saying when: the time is that of the clock. */
const put = async ({ RequestType, ResourceProperties, StackId }: Asked): Promise<void> => {
  if (RequestType === 'Delete') return;
  const settings: unknown = JSON.parse(gunzipSync(Buffer.from(ResourceProperties.Settings, 'base64')).toString());
  const by = { sub: StackId, role: 'operator', unitId: null } as const;
  const { version, changed } = await putSettings({ settings, at: new Date().toISOString(), by });
  logger.info(changed ? 'settings are in force' : 'settings stay as they are', { version });
};

/** Characters of a reason: CloudFormation takes an answer of 4 KB. */
const mostOfReason = 1000;

const outcomeOf = async (asked: Asked) => {
  try {
    await put(asked);
    return { Status: 'SUCCESS' };
  } catch (error) {
    logger.error('settings were not put in force', loggable(error));
    const why = error instanceof SettingsFault ? error.message : 'the log of put-settings says why';
    const Reason = `The settings before these stay in force: ${why}`.slice(0, mostOfReason);
    return { Status: 'FAILED', Reason };
  }
};

/** Puts the settings of the province file in force when the stack is deployed with them, and tells CloudFormation what became of it. */
export const handler = async (event: unknown): Promise<void> => {
  const asked = input.parse(event);
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = asked;
  const body = { ...(await outcomeOf(asked)), PhysicalResourceId: 'settings', StackId, RequestId, LogicalResourceId };
  // The address is signed for a request without a type of content.
  const headers = { 'content-type': '' };
  const answered = await fetch(ResponseURL, { method: 'PUT', headers, body: JSON.stringify(body) });
  if (!answered.ok) throw new Error(`CloudFormation refused the answer: ${answered.status}`);
};
