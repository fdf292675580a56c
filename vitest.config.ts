import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/dynamodb.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    pool: 'forks',
    // The functions' log lines would bury the results; what is logged is looked at where a test asks for it.
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
