import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { loadPlan } from './fleet/plan.ts';
import { loadProvince, loadProvinces } from './province.ts';
import { fleetStacks } from './stack/fleet-stack.ts';
import { provinceStacks } from './stack/province-stack.ts';

/**
 * Two stacks per province file; `-c province=shandong` takes that one only, `-c provinces=<folder>` the files of another folder.
 * `-c fleet=<plan>` makes what the account needs that watches them, instead.
 */
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const asked = (name: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? value : undefined;
};
const [only, folder, fleet] = [asked('province'), asked('provinces'), asked('fleet')];
try {
  if (fleet === undefined) {
    // All files are read before the first stack is made: with one wrong file there is none.
    const provinces = only === undefined ? await loadProvinces(folder) : [await loadProvince(only, folder)];
    for (const province of provinces) provinceStacks(app, province);
  } else {
    const { dashboard, waves } = await loadPlan(fleet);
    if (!dashboard) throw new Error(`${fleet}: dashboard: is missing: add {"account": …}, which watches the provinces`);
    fleetStacks(
      app,
      dashboard.account,
      waves.flatMap(({ provinces }) => [...provinces.values()]),
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
app.synth();
