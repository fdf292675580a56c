import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveKeys } from '../../infra/local/aws/key-service.ts';
import { statementsOf } from './statements.ts';
import { provinces, templates, templatesOf } from './templates.ts';

/**
 * Who may open and seal which field: the policies of the template, decided as IAM decides them, on requests as the encryption
 * SDK sends them.
 */

interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: unknown;
  Action: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/** What IAM knows of a request: the action, and the condition keys with their values. */
interface Asked {
  action: string;
  keys: Readonly<Record<string, string>>;
}

const list = <T>(one: T | readonly T[]): T[] => (Array.isArray(one) ? [...one] : [one as T]);

const like = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[\\s\\S]*')}$`).test(text);

/** Both templates of a province. */
type Templates = ReturnType<typeof templatesOf>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Whether a value that may be missing meets the operator: only a negated one is met by a missing value. */
const operators: Readonly<Record<string, (asked: string | undefined, wanted: readonly string[]) => boolean>> = {
  StringEquals: (asked, wanted) => asked !== undefined && wanted.includes(asked),
  StringLike: (asked, wanted) => asked !== undefined && wanted.some((one) => like(one, asked)),
  ArnLike: (asked, wanted) => asked !== undefined && wanted.some((one) => like(one, asked)),
  ArnNotEquals: (asked, wanted) => asked === undefined || !wanted.includes(asked),
  Null: (asked, wanted) => wanted.includes(String(asked === undefined)),
};

const applies = ({ Action, Condition = {} }: Statement, { action, keys }: Asked): boolean =>
  list(Action).some((pattern) => like(pattern, action)) &&
  Object.entries(Condition).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, values]) => {
      const decide = operators[operator];
      if (!decide) throw new Error(`this test knows no ${operator}`);
      return decide(keys[key], list(values).map(textOf));
    }),
  );

const keyPolicy = ({ records }: Templates): Statement[] => {
  const [key] = Object.values(records.findResources('AWS::KMS::Key'));
  return key?.Properties.KeyPolicy.Statement;
};

const roleOf = ({ stack }: Templates, name: string): string => {
  const form = new RegExp(`${name.replaceAll('-', '')}Role[0-9A-F]{8}$`);
  const [role] = Object.keys(stack.findResources('AWS::IAM::Role')).filter((id) => form.test(id));
  if (!role) throw new Error(`no role of ${name}`);
  return role;
};

/** The ARN of a role, by its logical id: what a deployment makes of its name. */
const roleArn = (both: Templates, role: string): string => {
  const name = both.stack.findResources('AWS::IAM::Role')[role]?.Properties.RoleName ?? role;
  const [, partition] = /arn:([\w-]+):iam:/.exec(JSON.stringify(keyPolicy(both))) ?? [];
  return `arn:${partition}:iam::${accountOf(both)}:role/${name}`;
};

/** The statements on the key in the policy of a function's role. */
const onKey = ({ stack }: Templates, role: string): Statement[] =>
  ((statementsOf(stack).get(role) ?? []) as (Statement & { Resource: unknown })[]).filter(({ Resource }) =>
    JSON.stringify(Resource).includes('-records-KeyArn'),
  );

type Context = Readonly<Record<string, string>>;

const asked = (action: string, principal: string, context: Context, others: Context = {}): Asked => ({
  action: `kms:${action}`,
  keys: {
    'aws:PrincipalArn': principal,
    ...Object.fromEntries(Object.entries(context).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
    ...others,
  },
});

/** The account of a stack, from the principal to which the key leaves its administration. */
const accountOf = (template: Templates): string =>
  /:iam::(\d+):root/.exec(JSON.stringify(keyPolicy(template)))?.[1] ?? 'none';

/** A request by somebody of the account, unless it says otherwise. */
const denies = (template: Templates, { action, keys }: Asked): boolean => {
  const request = { action, keys: { 'aws:PrincipalAccount': accountOf(template), ...keys } };
  return keyPolicy(template).some((one) => one.Effect === 'Deny' && applies(one, request));
};

/** Whether a function may: its role's policy allows it, and the key's does not forbid it. */
const may = (template: Templates, name: string, action: string, context: Context): boolean => {
  const role = roleOf(template, name);
  const request = asked(action, roleArn(template, role), context);
  return onKey(template, role).some((one) => applies(one, request)) && !denies(template, request);
};

/** What KMS is asked for a value that is sealed and opened again. */
const contextsOf = async (clueId: string, field: string) => {
  const { seal, unseal } = await import('../../functions/adapters/seal.ts');
  seen.length = 0;
  expect(await unseal(clueId, field, await seal(clueId, field, '密'))).toBe('密');
  return [...seen];
};

const seen: { action: string; context: Context }[] = [];
let folder = '';
let keys: Awaited<ReturnType<typeof serveKeys>>;
let listening: Server;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

/** Stands before the local KMS, and keeps what it was asked. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  keys = await serveKeys({ port: 0, keyFile: join(folder, 'key') });
  listening = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const target = String(request.headers['x-amz-target']);
    seen.push({ action: target.replace(/^.*\./, ''), context: JSON.parse(body).EncryptionContext ?? {} });
    const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' };
    const answer = await fetch(keys.endpoint, { method: 'POST', headers, body });
    response.writeHead(answer.status, headers).end(await answer.text());
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL_KMS', `http://127.0.0.1:${(listening.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('SEAL_KEY_ARN', keys.keyArn);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  listening.close();
  await keys.close();
  await rm(folder, { recursive: true });
});

describe('what KMS is asked', () => {
  it('names clue and field and nothing else, for sealing and for opening', async () => {
    const context = { clueId: 'clue-1', field: 'title' };
    expect(await contextsOf('clue-1', 'title')).toEqual([
      { action: 'GenerateDataKey', context },
      { action: 'Decrypt', context },
    ]);
  });

  it('is allowed to those whose fields they are, as the SDK asks it', async () => {
    const { abroad } = templates;
    const { eventField } = await import('../../functions/adapters/table/transfers.ts');
    const note = eventField('0c6b0d5e-6a52-4f5c-9c0c-1f2f4c1f5b11', 12, 'note');
    for (const [field, sealer, opener] of [
      ['subjects', 'submit-clue', 'read-clue'],
      ['annexes', 'correct-clue', 'read-clue'],
      [note, 'return-transfer', 'read-transfer'],
      ['recusal-key', 'submit-clues', 'read-sent-ledger'],
      ['answer', 'submit-clue', 'submit-clues'],
    ] as const) {
      const [sealing, opening] = await contextsOf('clue-1', field);
      expect([field, may(abroad, sealer, 'GenerateDataKey', sealing?.context ?? {})]).toEqual([field, true]);
      expect([field, may(abroad, opener, 'Decrypt', opening?.context ?? {})]).toEqual([field, true]);
    }
  });
});

describe.each(Object.entries(templates))('the rights on sealed fields of a stack (%s)', (_, template) => {
  const opens = (name: string, field: string) => may(template, name, 'Decrypt', { clueId: 'clue-1', field });
  const seals = (name: string, field: string) => may(template, name, 'GenerateDataKey', { clueId: 'clue-1', field });

  it('open the secret part of a clue to what reads clues, its title to the ledgers, and the texts of events to what reads transfers', () => {
    for (const field of ['title', 'text', 'subjects', 'reporter', 'recuse', 'annexes']) {
      for (const name of ['read-transfer', 'notify-milestone', 'submit-clue', 'return-transfer']) {
        expect([name, field, opens(name, field)]).toEqual([name, field, false]);
      }
      expect([field, opens('read-sent-ledger', field)]).toEqual([field, field === 'title']);
      expect([opens('read-clue', field), opens('read-clue', `transfer-1/3/${field}`)]).toEqual([true, false]);
    }
    for (const field of ['text', 'note', 'reason', 'items', 'passedOver']) {
      expect(opens('read-transfer', `transfer-1/3/${field}`)).toBe(true);
      expect(opens('give-feedback', `transfer-1/3/${field}`)).toBe(false);
    }
  });

  it('let a command seal the text of its event, and no other', () => {
    expect(seals('give-feedback', 'transfer-1/3/text')).toBe(true);
    expect(seals('give-feedback', 'transfer-1/3/note')).toBe(false);
    expect(seals('ask-supplement', 'transfer-1/3/items')).toBe(true);
    expect(seals('ask-supplement', 'transfer-1/3/note')).toBe(false);
    expect(seals('give-supplement', 'transfer-1/3/items')).toBe(false);
    expect(seals('give-feedback', 'text')).toBe(false);
    expect(seals('acknowledge-transfer', 'transfer-1/3/text')).toBe(false);
  });

  it('are none for a request that names no field', () => {
    for (const name of ['read-clue', 'read-transfer', 'submit-clue', 'read-statistics']) {
      expect(may(template, name, 'Decrypt', {})).toBe(false);
      expect(may(template, name, 'Decrypt', { clueId: 'clue-1' })).toBe(false);
      expect(may(template, name, 'GenerateDataKey', {})).toBe(false);
    }
  });
});

describe.each([
  ...Object.entries(templates),
  ['on a restored table', templatesOf({ ...provinces.abroad, restoredTable: 'clues-restored' })],
] as const)('the policy of the key (%s)', (_, template) => {
  const strangers = [
    ['an administrator', 'arn:aws:iam::210987654321:role/Administrator'],
    ['the root user', 'arn:aws:iam::210987654321:root'],
    ['a role with a name alike', `${roleArn(template, roleOf(template, 'read-clue'))}2`],
    ['the workflow', roleArn(template, roleOf(template, 'Workflow'))],
    ['a function without sealed fields', roleArn(template, roleOf(template, 'plan-milestone'))],
  ] as const;
  const sealed = { clueId: 'clue-1', field: 'title' };

  it.each(strangers)('keeps %s from the sealed fields, whatever IAM allows', (_who, principal) => {
    for (const action of [
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'ReEncryptFrom',
    ]) {
      expect([action, denies(template, asked(action, principal, sealed))]).toEqual([action, true]);
    }
    // Whichever of its two contexts counts.
    expect(denies(template, asked('ReEncryptFrom', principal, {}))).toBe(true);
  });

  it('forbids them to every grantee and to other accounts', () => {
    const elsewhere = { 'aws:PrincipalAccount': '999999999999' };
    expect(denies(template, asked('Decrypt', 'arn:aws:iam::999999999999:role/Grantee', sealed, elsewhere))).toBe(true);
  });

  it('forbids nothing to those who administer the key: one that nobody can administer is lost', () => {
    const [root] = keyPolicy(template).filter(({ Action }) => Action === 'kms:*');
    expect(JSON.stringify(root?.Principal)).toContain(':root');
    const [, administrator] = strangers[0];
    for (const action of ['PutKeyPolicy', 'GetKeyPolicy', 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'DescribeKey']) {
      expect(denies(template, asked(action, administrator, {}))).toBe(false);
    }
  });

  it('forbids nothing to the services that encrypt with it, nor to who calls them', () => {
    const [, administrator] = strangers[0];
    for (const [service, context] of [
      ['dynamodb', { 'aws:dynamodb:tableName': 'clues', 'aws:dynamodb:subscriberId': '210987654321' }],
      ['states', { 'aws:states:stateMachineArn': 'arn:aws:states:ap-southeast-1:210987654321:stateMachine:clues' }],
      ['backup', {}],
    ] as const) {
      const by = { 'kms:ViaService': `${service}.ap-southeast-1.amazonaws.com` };
      for (const action of ['Decrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo']) {
        expect([service, action, denies(template, asked(action, administrator, context, by))]).toEqual([
          service,
          action,
          false,
        ]);
      }
    }
    // A service in its own name is of no account of ours, and has no ARN of a principal.
    const logs = {
      'aws:PrincipalAccount': 'none of ours',
      'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:ap-southeast-1:210987654321:log-group:a',
    };
    for (const action of ['Decrypt', 'GenerateDataKey', 'ReEncryptFrom']) {
      expect(denies(template, { action: `kms:${action}`, keys: logs })).toBe(false);
    }
  });

  it('names the roles of just those functions that open or seal something, each in full', () => {
    const [kept] = keyPolicy(template).filter(({ Sid }) => Sid === 'SealedFieldsAreForTheirFunctions');
    const named = list(kept?.Condition?.ArnNotEquals?.['aws:PrincipalArn']).map(textOf);
    const withFields = Object.keys(template.stack.findResources('AWS::IAM::Role')).filter((role) =>
      onKey(template, role).some(({ Condition }) => Condition?.StringLike?.['kms:EncryptionContext:field']),
    );
    expect(named.sort()).toEqual(withFields.map((role) => roleArn(template, role)).sort());
    // A key policy holds 32 KB; an ARN may take 150 bytes.
    expect(named.length * 150).toBeLessThan(16_000);
  });
});
