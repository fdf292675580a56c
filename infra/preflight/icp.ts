import { type Check, good, lacking } from './finding.ts';

/** Of China regions only: what nothing here can look up, and an API Gateway that answers nobody comes of. */
export const icp: Check = {
  name: 'icp',
  actions: [],
  look: async ({ province: { icpRecordal } }) =>
    icpRecordal === true
      ? good(
          'the province file states an ICP recordal; it cannot be checked from here: see that the account’s owner has it in writing',
        )
      : lacking(
          'the province file states no ICP recordal',
          'have the account recorded for the API’s domain, then state icpRecordal: true; until then API Gateway answers no request',
        ),
};
