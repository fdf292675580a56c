import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { functions } from '../functions.ts';
import { type Check, good, lacking } from './finding.ts';
import { isLive } from './stacks.ts';

/** Lambda refuses a reservation that leaves fewer than these. */
const unreserved = 100;

/** What the functions reserve in all. */
export const reserved = functions.reduce((sum, { capacity }) => sum + (capacity?.atOnce ?? 0), 0);

export const concurrency: Check = {
  name: 'lambda',
  actions: ['lambda:GetAccountSettings'],
  look: async ({ province: { region, reserveConcurrency }, aws: { config }, stacks }) => {
    const [{ AccountLimit }, { stateless }] = await Promise.all([
      new LambdaClient(config).send(new GetAccountSettingsCommand({})),
      stacks(),
    ]);
    const total = AccountLimit?.ConcurrentExecutions ?? 0;
    const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0;
    const told = `${total} concurrent executions, ${free} of them unreserved`;
    // What is deployed has reserved its own already.
    if (!reserveConcurrency || isLive(stateless)) {
      const enough = free >= unreserved ? '' : `: enough to try it; ask for more before a province works with it`;
      return good(`${told}; nothing more is reserved${enough}`);
    }
    if (free - reserved >= unreserved) return good(`${told}; ${reserved} are reserved`);
    const more = total + reserved + unreserved - free;
    return lacking(
      `${told}: the functions reserve ${reserved}, and Lambda keeps ${unreserved} unreserved`,
      `ask for more: aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${Math.max(1_000, more)}, or set reserveConcurrency: false`,
    );
  },
};
