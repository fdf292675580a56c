import { writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What is loaded on Lambda: everything that the file needs, in one. An app makes it once, however many provinces take it; CDK's own
 * bundling would make it once for each architecture, though JavaScript has none, and by a process of npm each time.
 * `beside`: writes into the folder what else is deployed with it.
 */
export const bundleOf = (entry: string, beside: (folder: string) => void = () => {}): Code => {
  const file = relative(project, entry);
  return Code.fromAsset(project, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('none'),
      // Never run: it is what tells one bundle from another, by which CDK knows what it has made.
      command: [file],
      local: {
        tryBundle: (folder) => {
          const { outputFiles } = buildSync({
            absWorkingDir: project,
            entryPoints: [file],
            // Source maps name files as seen from here: they, and the hash of the bundle, are the same wherever the output goes.
            outfile: 'cdk.out/bundle/index.mjs',
            write: false,
            bundle: true,
            platform: 'node',
            format: 'esm',
            logLevel: 'warning',
            target: 'node24',
            minify: true,
            sourcemap: true,
            sourcesContent: false,
            // The SDK goes in: pinned with everything else, and quicker to start than the runtime's own.
            mainFields: ['module', 'main'],
            // CommonJS packages inside an ESM bundle ask for require.
            banner: {
              js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
            },
          });
          for (const { path, contents } of outputFiles) writeFileSync(join(folder, basename(path)), contents);
          beside(folder);
          return true;
        },
      },
    },
  });
};
