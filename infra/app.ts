import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadProvince, provinceNames } from './province.ts';
import { provinceStacks } from './stack/province-stack.ts';

/** Two stacks per province file; `-c province=shandong` takes that one only. */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const only: unknown = app.node.tryGetContext('province');
const names = typeof only === 'string' ? [only] : await provinceNames();
try {
  // All files are read before the first stack is made: with one wrong file there is none.
  for (const province of await Promise.all(names.map(loadProvince))) provinceStacks(app, province);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
app.synth();
