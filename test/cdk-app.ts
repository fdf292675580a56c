import { readFile } from 'node:fs/promises';
import { App, type AppProps } from 'aws-cdk-lib';

const { context: flags } = JSON.parse(await readFile(new URL('../cdk.json', import.meta.url), 'utf8')) as {
  context: Record<string, unknown>;
};

/** An app under the feature flags of cdk.json, as the command line makes it. */
export const cdkApp = ({ context = {}, ...props }: AppProps = {}): App =>
  new App({ ...props, context: { ...flags, ...context } });
