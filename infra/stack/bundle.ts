import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunction } from '../function-bundle.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What is loaded on Lambda. An app makes it once, however many provinces take it; CDK's own bundling would make it once for each
 * architecture, though JavaScript has none, and by a process of npm each time.
 * `beside`: writes into the folder what else is deployed with it.
 */
export const bundleOf = (entry: string, beside: (folder: string) => void = () => {}): Code =>
  Code.fromAsset(project, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('none'),
      // Never run: it is what tells one bundle from another, by which CDK knows what it has made.
      command: [relative(project, entry)],
      local: {
        tryBundle: (folder) => {
          bundleFunction(entry, folder);
          beside(folder);
          return true;
        },
      },
    },
  });
