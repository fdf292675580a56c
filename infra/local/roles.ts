import { authorizers, type DeclaredFunction, functions, sites } from '../functions.ts';
import { headsFilesIn, mailsBySes, partsOf, type Resources, type Statement, statementsOf } from '../rights.ts';
import {
  bucketArn,
  configurationSetArn,
  executionsArn,
  headsBucket,
  headsKeyArn,
  identityArn,
  keyArn,
  machineArn,
  queueArn,
  tableArn,
} from './aws/account.ts';
import { actingAs, type Decision, standGuard } from './aws/guard.ts';

/** The functions, each with the rights that its role has where it is deployed. */

/** What lets a function mail, by name. */
export const mailing = 'ses:SendEmail';

/** The statements of a function's role for what it calls itself, one for each smallest part of its rights, by the name of the part. */
export const statementsByName = (
  { grants, mails }: Pick<DeclaredFunction, 'grants' | 'mails'>,
  resources: Resources,
  mail: Statement,
): Map<string, Statement> => {
  const parts = [...partsOf(grants)].flatMap(([name, part]): [string, Statement][] =>
    statementsOf([part], resources).map((statement) => [name, statement]),
  );
  return new Map([...parts, ...(mails ? [[mailing, mail] as const] : [])]);
};

export interface RoleOptions {
  /** A part of a function's rights that it is to lack. */
  without?: { name: string; right: string } | undefined;
  /** Gives the handler of a function, where it is not the one that all share this process's memory by. */
  load?: ((one: DeclaredFunction) => Promise<DeclaredFunction['handler']>) | undefined;
  /** Hears what is decided on every call of a function. */
  heard?: (decision: Decision) => void;
}

/** Handlers swallow some refusals, since a lost signal costs time only: here nobody should have to look for one. */
const tellRefusal = ({ name, asked, by }: Decision): void => {
  if (by.length === 0) console.error(`${name} was refused ${asked.action} on ${asked.resource}`, asked.keys);
};

const declared = (name: string): DeclaredFunction => {
  const found = [...functions, ...authorizers, ...sites].find((one) => one.name === name);
  if (found) return found;
  throw new Error(`there is no function ${name}`);
};

export interface Roles {
  /** Does the work with the rights of the function of this name. */
  as: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** The function of this name, as it is called where it is deployed. */
  handlerOf: (name: string) => DeclaredFunction['handler'];
}

/** @param from Address of the province's mails. */
export const openRoles = (
  { tableName, from }: { tableName: string; from: string },
  { without, load = async ({ handler }) => handler, heard = tellRefusal }: RoleOptions,
): Roles => {
  standGuard();
  const resources = {
    table: tableArn(tableName),
    machine: machineArn,
    executions: executionsArn,
    key: keyArn,
    failed: queueArn('failed'),
    undelivered: queueArn('undelivered'),
    headsBucket: bucketArn(headsBucket),
    headsFiles: headsFilesIn(bucketArn(headsBucket)),
    headsKey: headsKeyArn,
  };
  const domain = from.slice(from.indexOf('@') + 1);
  const mail = mailsBySes(identityArn(domain), configurationSetArn('clue-transfer'), from);
  const made = new Map<string, ReadonlyMap<string, Statement>>();
  const statementsOfRole = (name: string): ReadonlyMap<string, Statement> => {
    const known = made.get(name);
    if (known) return known;
    const statements = statementsByName(declared(name), resources, mail);
    if (name === without?.name) statements.delete(without.right);
    made.set(name, statements);
    return statements;
  };
  const as: Roles['as'] = (name, work) => actingAs({ name, statements: statementsOfRole(name), heard }, work);
  return {
    as,
    handlerOf: (name) => {
      const one = declared(name);
      return async (event, context) => {
        const handler = await load(one);
        return as(name, () => handler(event, context));
      };
    },
  };
};
