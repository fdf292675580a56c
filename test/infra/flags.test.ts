import { readFile } from 'node:fs/promises';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { expect, it } from 'vitest';

it('has each feature flag of CDK set as its release recommends', async () => {
  const file = new URL('../../cdk.json', import.meta.url);
  const { context } = JSON.parse(await readFile(file, 'utf8'));
  // The partitions are ours to name: those that a province may stand in.
  expect(context).toEqual({ ...recommended, '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'] });
});
