import { defineConfig } from 'vitest/config';

const domain = 'test/{functions/domain/**/*,simulate/*,bench/*}.test.ts';
const inBrowser = 'test/console/**/*.test.ts';
/** What is deployed, and how: no engine makes a difference to it. */
const stack = 'test/infra/{*,!(local)/**/*}.test.ts';
/** What the process of `npm start` bears: its own store is a part of that. */
const machine = 'test/{torture/*,faults/admission,faults/data-dir}.test.ts';
/** Who may see and do what, cell by cell: two that take minutes, and ask no more of a store than others do. */
const matrix = 'test/security/matrix-*.test.ts';
/** What is asked of AWS, by what the embedded engine says that a call takes; DynamoDB Local counts transactions otherwise than AWS does. */
const counts = 'test/counts/*.test.ts';

export default defineConfig({
  test: {
    // The domain's tests need no store: `npx vitest run --project domain`.
    projects: [
      { extends: true, test: { name: 'domain', include: [domain] } },
      { extends: true, test: { name: 'stack', include: [stack], globalSetup: ['test/dynamodb.setup.ts'] } },
      { extends: true, test: { name: 'machine', include: [machine] } },
      { extends: true, test: { name: 'matrix', include: [matrix], globalSetup: ['test/dynamodb.setup.ts'] } },
      {
        extends: true,
        test: {
          name: 'store',
          include: ['test/**/*.test.ts'],
          exclude: [domain, stack, machine, matrix, inBrowser, ...(process.env.STORE === 'aws-local' ? [counts] : [])],
          globalSetup: ['test/dynamodb.setup.ts'],
        },
      },
      {
        extends: true,
        // They need a browser: `npm run test:console`.
        test: {
          name: 'console',
          include: [inBrowser],
          globalSetup: ['test/dynamodb.setup.ts', 'test/console/bundle.setup.ts'],
          testTimeout: 120_000,
          // A browser on a machine that does other things besides takes its time.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    pool: 'forks',
    // The functions' log lines would bury the results; what is logged is looked at where a test asks for it.
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
