import { Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadProvince, type Province } from '../../infra/province.ts';
import { provinceStacks } from '../../infra/stack/province-stack.ts';
import { cdkApp } from '../cdk-app.ts';

/** The synthesised stacks, without their bundles: those of one province in each partition. A finding of cdk-nag makes this fail. */

export const templatesOf = (province: Province, context = {}): { records: Template; stack: Template } => {
  const app = cdkApp({ context: { 'aws:cdk:bundling-stacks': [], ...context } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { records, stack } = provinceStacks(app, province);
  return { records: Template.fromStack(records), stack: Template.fromStack(stack) };
};

export const provinces = { China: await loadProvince('shandong'), abroad: await loadProvince('training') };
export const templates = { China: templatesOf(provinces.China), abroad: templatesOf(provinces.abroad) };
