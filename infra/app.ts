import { App } from 'aws-cdk-lib';
import { loadProvince, provinceNames } from './province.ts';
import { ProvinceStack } from './stack/province-stack.ts';

/** One stack per province file; `-c province=shandong` takes that one only. */
const app = new App();
const only: unknown = app.node.tryGetContext('province');
const names = typeof only === 'string' ? [only] : await provinceNames();
try {
  for (const name of names) new ProvinceStack(app, await loadProvince(name));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
app.synth();
