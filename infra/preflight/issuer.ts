import * as z from 'zod';
import { type Check, type Finding, good, lacking, unknown } from './finding.ts';
import { unreached } from './reach.ts';

const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https$/ }) });
const keysSchema = z.object({ keys: z.array(z.object({ kty: z.string(), use: z.string().optional() })) });

/** Milliseconds that one request may take. */
const patience = 8_000;

/** What this address answers as JSON, or what is wrong with it. */
const read = async <T>(address: string, schema: z.ZodType<T>): Promise<{ answer: T } | { fault: Finding }> => {
  let response: Response;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(patience) });
  } catch (error) {
    return { fault: unreached(error, address) };
  }
  const { status } = response;
  const text = await response.text().catch(() => '');
  if (status === 429 || status >= 500) {
    return {
      fault: unknown(`${address} answers ${status}`, 'run it again; where it stays so, ask the identity provider'),
    };
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const parsed = schema.safeParse(body);
  if (response.ok && parsed.success) return { answer: parsed.data };
  return {
    fault: lacking(
      `${address} answers ${status}${response.ok ? ', but not what OpenID Connect Discovery says' : ''}`,
      'correct identity.issuer in the province file, or have the provider publish its discovery document and keys there',
    ),
  };
};

export const issuer: Check = {
  name: 'issuer',
  actions: [],
  look: async ({ province }) => {
    const { issuer: name, keys: pinned } = province.identity;
    if (pinned) {
      return good(
        `keys pinned: ${pinned.length}. Nobody asks ${name} for others: pin the next one before it signs by it`,
      );
    }
    const found = await read(`${name.replace(/\/$/, '')}/.well-known/openid-configuration`, metadataSchema);
    if ('fault' in found) return found.fault;
    const { issuer: called, jwks_uri: keysAt } = found.answer;
    if (called !== name) {
      return lacking(
        `the provider calls itself ${called}, the province file ${name}: no token would be taken`,
        `write ${called} as identity.issuer, letter by letter`,
      );
    }
    const published = await read(keysAt, keysSchema);
    if ('fault' in published) return published.fault;
    const keys = published.answer.keys.filter(({ kty, use = 'sig' }) => kty === 'RSA' && use === 'sig');
    if (keys.length === 0) {
      return lacking(
        `${keysAt} publishes no RSA key for signatures, and API Gateway takes no other`,
        'have the provider sign with RS256 and publish that key',
      );
    }
    return good(
      `${name} answers from here, keys: ${keys.length}. API Gateway must reach it too, from the public network: a name that resolves only inside yours fails the deployment`,
    );
  },
};
