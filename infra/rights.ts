import type { DeclaredFunction } from './functions.ts';

/**
 * What a function's rights come to in IAM: the stack makes its role from these statements, and the local runtime lets it do what they
 * allow and nothing else. Plain data, of the form that a policy document has.
 */

type Grant = DeclaredFunction['grants'][number];

export interface Statement {
  Effect: 'Allow';
  Action: string[];
  Resource: string[];
  /** Values of condition keys, by operator. */
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** ARNs of what grants are on. */
export interface Resources {
  table: string;
  machine: string;
  /** Of all of the machine's. */
  executions: string;
  key: string;
  /** The queues of failures. */
  failed: string;
  undelivered: string;
  headsBucket: string;
  headsFiles: string;
  headsKey: string;
}

/** How the keys of the files of signed heads begin, as functions/adapters/heads.ts puts them. */
const headsFolder = 'heads/';

/** What the files of signed heads come to in a bucket of that ARN. */
export const headsFilesIn = (bucketArn: string): string => `${bucketArn}/${headsFolder}*`;

/** Condition key of KMS: the name of a sealed field, as functions/adapters/envelopes.ts puts it into the encryption context. */
export const sealedField = 'kms:EncryptionContext:field';

const statementOf = (grant: Grant, resources: Resources): Statement => ({
  Effect: 'Allow',
  Action: [...grant.actions],
  Resource: [grant.on === 'index' ? `${resources.table}/index/${grant.index}` : resources[grant.on]],
  // One operator for names and patterns alike: two would have to hold both. A request that names no field has no right.
  ...(grant.on === 'key' ? { Condition: { StringLike: { [sealedField]: [...grant.fields] } } } : {}),
});

export const statementsOf = (grants: readonly Grant[], resources: Resources): Statement[] =>
  grants.map((grant) => statementOf(grant, resources));

/** What lets a function mail by SES, under the province's own address. */
export const mailsBySes = (identity: string, configurationSet: string, from: string): Statement => ({
  Effect: 'Allow',
  Action: ['ses:SendEmail'],
  Resource: [identity, configurationSet],
  Condition: { StringEquals: { 'ses:FromAddress': from } },
});

/** The grants in their smallest parts, by a name that says the part: one action on one thing, of the key one field. */
export const partsOf = (grants: readonly Grant[]): Map<string, Grant> =>
  new Map(
    grants.flatMap((grant) =>
      grant.actions.flatMap((action): [string, Grant][] => {
        const actions = [action];
        if (grant.on === 'key')
          return grant.fields.map((field) => [`${action} of ${field}`, { ...grant, fields: [field], actions }]);
        return [[`${action} on ${grant.on === 'index' ? grant.index : grant.on}`, { ...grant, actions }]];
      }),
    ),
  );
