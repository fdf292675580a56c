import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Province } from '../province.ts';
import { recordsStackNameOf, stackNameOf } from '../stack-names.ts';

/** `cdk` as an operator runs it: the one that npm puts first on the PATH. */

type Say = (line: string) => void;

/** @throws Error with its last lines where it fails. */
const cdk = (args: readonly string[], say: Say): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('cdk', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const last: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        last.push(line);
        last.splice(0, last.length - 5);
        say(line);
      });
    }
    child.once('error', (error) => reject(new Error(`cdk does not start: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`cdk ${args[0]} ended with ${code}: ${last.join(' ').trim()}`));
    });
  });

const stacksOf = (province: Province): string[] => [recordsStackNameOf(province), stackNameOf(province)];

/** All provinces of the folder, once: what each gets is what was synthesised here. */
export const synthesise = (assembly: string, folder: string | undefined, say: Say): Promise<void> =>
  cdk(['synth', '--quiet', '--output', assembly, ...(folder ? ['-c', `provinces=${folder}`] : [])], say);

/** What a deployment would change. */
export const showDiff = (assembly: string, province: Province, say: Say): Promise<void> =>
  cdk(['diff', '--app', assembly, ...stacksOf(province)], say);

/** Nobody is asked: what it changes was looked at in a dry run. */
export const deploy = (assembly: string, province: Province, say: Say): Promise<void> =>
  cdk(['deploy', '--app', assembly, '--require-approval', 'never', '--progress', 'events', ...stacksOf(province)], say);
