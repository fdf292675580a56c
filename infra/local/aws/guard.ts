import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Statement } from '../../rights.ts';
import { region, sessionArn } from './account.ts';
import { askedBy, type Sent } from './asked.ts';
import { type Asked, allows } from './iam.ts';

/**
 * The rights of roles on this machine: while a function runs, each call that it makes by the SDK is let through or refused by its
 * statements, before it is sent, as the service would by IAM. All else, the runtime itself and tests, is the account's administrator.
 *
 * It stands where the SDK's clients hand a finished request to HTTP, so that the functions know nothing of it.
 */

/** What was decided on a call; `by` names the statements that allow it, and is empty where it is refused. */
export interface Decision {
  name: string;
  asked: Asked;
  by: readonly string[];
}

/** A function that runs, with its statements by what they are called. */
interface Caller {
  name: string;
  statements: ReadonlyMap<string, Statement>;
  heard: (decision: Decision) => void;
}

const callers = new AsyncLocalStorage<Caller>();

/** Does the work with the rights of this function, and no others. */
export const actingAs = <T>(caller: Caller, work: () => T): T => callers.run(caller, work);

const message = (name: string, { action, resource }: Asked) =>
  `User: ${sessionArn(name)} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;

const inXml = (status: number, requestId: string, body: string) => ({
  statusCode: status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: Readable.from([Buffer.from(body)]),
});

/** The function whose call is under way, an object of its own for each invocation; undefined outside of functions. */
export const callerNow = (): Pick<Caller, 'name'> | undefined => callers.getStore();

/** As the service that was asked would say it, in its protocol. */
const refusal = (name: string, asked: Asked) => {
  const requestId = randomUUID();
  const said = message(name, asked);
  const service = asked.action.slice(0, asked.action.indexOf(':'));
  if (service === 's3')
    return inXml(403, requestId, `<Error><Code>AccessDenied</Code><Message>${said}</Message></Error>`);
  if (service === 'ses') {
    const error = `<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${said}</Message></Error>`;
    return inXml(403, requestId, `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`);
  }
  const content = { __type: 'com.amazon.coral.service#AccessDeniedException', message: said };
  return {
    statusCode: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId },
    body: Readable.from([Buffer.from(JSON.stringify(content))]),
  };
};

/** The first thing that a caller may not do; undefined where it may do all. */
const refusedOf = ({ name, statements, heard }: Caller, sent: Sent): Asked | undefined => {
  for (const asked of askedBy(sent)) {
    const by = [...statements].filter(([, statement]) => allows(statement, asked)).map(([called]) => called);
    heard({ name, asked, by });
    if (by.length === 0) return asked;
  }
  return undefined;
};

/** What all clients of the SDK send by, each through an object of its own of this one class. */
export interface Door {
  handle: (request: Sent, options?: object) => Promise<{ response: object }>;
}

/** That of every client in this process, those that are made later too. */
export const theDoor = (): Door => {
  const client = new SFNClient({ region });
  const door = Object.getPrototypeOf(client.config.requestHandler) as Door;
  client.destroy();
  return door;
};

let stands = false;

/** Guards every client of the SDK in this process. */
export const standGuard = (): void => {
  if (stands) return;
  stands = true;
  const door = theDoor();
  const { handle } = door;
  door.handle = async function (this: Door, request, options) {
    const caller = callers.getStore();
    const refused = caller && refusedOf(caller, request);
    return caller && refused ? { response: refusal(caller.name, refused) } : handle.call(this, request, options);
  };
};
