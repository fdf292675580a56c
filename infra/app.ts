import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadProvince, loadProvinces } from './province.ts';
import { provinceStacks } from './stack/province-stack.ts';

/**
 * Two stacks per province file; `-c province=shandong` takes that one only, `-c provinces=<folder>` the files of another folder.
 */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const asked = (name: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? value : undefined;
};
const [only, folder] = [asked('province'), asked('provinces')];
try {
  // All files are read before the first stack is made: with one wrong file there is none.
  const provinces = only === undefined ? await loadProvinces(folder) : [await loadProvince(only, folder)];
  for (const province of provinces) provinceStacks(app, province);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
app.synth();
