import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadProvince, type Province } from '../../infra/province.ts';
import { ProvinceStack } from '../../infra/stack/province-stack.ts';

/** The synthesised stacks, without their bundles: one of each partition. A finding of cdk-nag makes this fail. */

export const templateOf = (province: Province): Template => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return Template.fromStack(new ProvinceStack(app, province));
};

export const provinces = { China: await loadProvince('shandong'), abroad: await loadProvince('training') };
export const templates = { China: templateOf(provinces.China), abroad: templateOf(provinces.abroad) };
