import { describe, expect, it } from 'vitest';
import { provinceStacks } from '../../infra/stack/province-stack.ts';
import { cdkApp } from '../cdk-app.ts';
import { provinces } from './templates.ts';

describe('the stacks of a province', () => {
  it('hand their tags to all that they make: whose it is, who pays, and what the stack says itself', () => {
    const app = cdkApp({ context: { 'aws:cdk:bundling-stacks': [] } });
    const tags = { owner: '省信息中心', 'cost-center': '4711' };
    const { records, stack } = provinceStacks(app, { ...provinces.abroad, tags });
    const assembly = app.synth();
    for (const { stackName } of [records, stack]) {
      const said = assembly.getStackByName(stackName);
      const expected = { ...tags, application: 'clue-transfer', province: provinces.abroad.code };
      expect(said.tags).toEqual(expected);
      // CloudFormation hands them on: in the template they would take 36 kB.
      expect(JSON.stringify(said.template)).not.toContain('省信息中心');
    }
  });
});
