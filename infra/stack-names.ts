import type { DeclaredFunction } from './functions.ts';
import type { Province } from './province.ts';

/** The names of a province's own that are fixed in an account: they follow from the province file alone. */

type Coded = Pick<Province, 'code'>;

/** The stateless stack: everything that can be made again at any hour. */
export const stackNameOf = ({ code }: Coded): string => `ClueTransfer-${code}`;

/** The stateful stack: what must survive the other. */
export const recordsStackNameOf = (province: Coded): string => `${stackNameOf(province)}-records`;

/** What the stateful stack hands to the other, each as an export of its own name. */
export const handedNames = ['TableName', 'KeyArn', 'AlarmTopicArn', 'HeadsBucketName', 'HeadsKeyArn'] as const;
export type Handed = (typeof handedNames)[number];
export const exportNameOf = (province: Coded, what: Handed): string => `${recordsStackNameOf(province)}-${what}`;

/**
 * The name of a function's role. The key names these roles, and they use the key: were the names CloudFormation's own, each stack
 * would wait for the other. The region is in it since roles are of the account.
 */
export const roleNameOf = (
  province: Pick<Province, 'code' | 'region'>,
  { constructId }: Pick<DeclaredFunction, 'constructId'>,
): string => `${stackNameOf(province)}-${province.region}-${constructId}`;
