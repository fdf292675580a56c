import { describe, expect, it } from 'vitest';
import { functions, listeners } from '../../infra/functions.ts';
import { statementsByName } from '../../infra/local/roles.ts';
import { mailsBySes, type Statement } from '../../infra/rights.ts';
import { resourceOf, statementsOf } from './statements.ts';
import { provinces, templates } from './templates.ts';

/** That what functions may do on this machine is what their roles allow them: statement by statement, on the template. */

/** Stand for ARNs here, and are what the template's are read as. */
const things = {
  ...{ table: 'table', machine: 'machine', executions: 'executions', key: 'key' },
  ...{ failed: 'dead letters', undelivered: 'undelivered events' },
  ...{ headsBucket: 'bucket of heads', headsFiles: 'files of heads', headsKey: 'key of heads' },
};
const mail = (from: string) => mailsBySes('identity', 'configuration set', from);

/** Of an ARN of the template, or of one that stands here for it. */
const named = (resource: unknown): string => {
  const index = typeof resource === 'string' && /^table\/index\/(\w+)$/.exec(resource)?.[1];
  if (index) return `index ${index}`;
  return typeof resource === 'string' && !/^arn:|\*/.test(resource) ? resource : resourceOf(resource);
};

const list = <T>(one: T | readonly T[]): T[] => (Array.isArray(one) ? [...one] : [one as T]);

/** Every statement as its smallest parts: an action on a resource, under one value of each of its conditions. */
const parts = (statements: readonly { Action: unknown; Resource: unknown; Condition?: unknown }[]): string[] =>
  statements
    .flatMap(({ Action, Resource, Condition = {} }) => {
      const conditions = Object.entries(Condition as NonNullable<Statement['Condition']>).flatMap(([operator, keys]) =>
        Object.entries(keys).flatMap(([key, values]) =>
          list(values).map((value) => `${operator} ${key} ${JSON.stringify(value)}`),
        ),
      );
      return list(Action).flatMap((action) =>
        list(Resource).flatMap((resource) =>
          (conditions.length > 0 ? conditions : ['']).map((condition) =>
            `${action} on ${named(resource)} ${condition}`.trim(),
          ),
        ),
      );
    })
    .filter((one, index, all) => all.indexOf(one) === index)
    .sort();

/** What a role has beside: its log, its traces and dead letters are Lambda's to write, the key is there for services that encrypt with it. */
const ofLambda = /^(logs:|xray:|sqs:SendMessage )|kms:ViaService/;
/** A province without SES keeps the password of its mail server; here mails go by SES. */
const ofSmtp = /^secretsmanager:GetSecretValue /;

describe.each(Object.entries(templates))(
  'the rights of functions on this machine (%s)',
  (where, { stack: template }) => {
    const found = statementsOf(template);
    const bySes = where === 'abroad';
    const present = functions.filter((one) => bySes || !listeners.some(({ name }) => name === one.name));

    it.each(present.map((one) => [one.name, one] as const))('are those of the role of %s', (_name, one) => {
      const form = new RegExp(`${one.constructId.replaceAll('-', '')}Role[0-9A-F]{8}$`);
      const [role = ''] = [...found.keys()].filter((id) => form.test(id));
      const deployed = parts(found.get(role) ?? []).filter((part) => !ofLambda.test(part) && !ofSmtp.test(part));
      const from = provinces[where as keyof typeof provinces].mail.from;
      const here = statementsByName(
        { grants: one.grants, ...(bySes && one.mails ? { mails: true } : {}) },
        things,
        mail(from),
      );
      expect(parts([...here.values()])).toEqual(deployed);
    });
  },
);
