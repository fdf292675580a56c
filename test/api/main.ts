import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { client, discipline, housing, police } from '../client.ts';
import { choosePorts, startProcess } from '../process.ts';
import { pythonProgram } from '../python.ts';

/**
 * `npm run test:api`: schemathesis, a program that knows nothing of us but the description of the API, sends what that allows and what it
 * does not, to every route as every role. No answer may be a 5xx, of a status that is not described, or unlike its schema.
 */

/** Requests a role. */
const cases = Number(process.env.CASES ?? 5_000);

const roles = [
  { as: housing, role: 'clerk' },
  { as: police, role: 'clerk' },
  { as: discipline, role: 'supervisor' },
  { as: '371402-leading-group-office', role: 'supervisor' },
  { as: 'operator', role: 'operator' },
  { as: 'auditor', role: 'auditor' },
];

const checks = [
  ...['not_a_server_error', 'status_code_conformance', 'content_type_conformance'],
  ...['response_headers_conformance', 'response_schema_conformance'],
];

const description = fileURLToPath(new URL('../../functions/http/openapi.json', import.meta.url));

/** `cwd`: where it leaves what it remembers. */
const run = (program: string, args: readonly string[], cwd: string): Promise<{ code: number | null; output: string }> =>
  new Promise((done, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const read = (part: Buffer) => {
      output += part.toString();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => done({ code, output }));
  });

const operations = async (): Promise<number> => {
  const { paths }: { paths: Record<string, object> } = JSON.parse(await readFile(description, 'utf8'));
  return Object.values(paths).flatMap((methods) => Object.keys(methods)).length;
};

const program = resolve(await pythonProgram('schemathesis', ['schemathesis==4.32.5']));
const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-api-'));
const province = await startProcess({
  ...(await choosePorts()),
  DATA_DIR: dataDir,
  CLOCK_START: '2026-09-24T10:00:00+08:00',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
});
let failed = 0;
try {
  const perOperation = Math.ceil(cases / (await operations()));
  const { token } = client(() => province.url);
  for (const { as, role } of roles) {
    const args = [
      ...['run', description, '--url', province.url, '--header', `Authorization: Bearer ${await token(as, role)}`],
      ...['--max-examples', String(perOperation), '--workers', '2', '--request-timeout', '30', '--no-color'],
      ...['--checks', checks.join(','), '--continue-on-failure', '--warnings', 'off', '--generation-database', 'none'],
    ];
    const { code, output } = await run(program, args, dataDir);
    const [, generated = 'none'] = /Test cases:\s+(\d+) generated/.exec(output) ?? [];
    console.log(`${role} of ${as}: ${generated} requests, ${code === 0 ? 'nothing found' : 'FAILED'}`);
    if (code !== 0) {
      failed += 1;
      console.log(output);
    }
  }
} finally {
  await province.kill('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
