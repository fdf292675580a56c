import { execFile } from 'node:child_process';
import { deployedPackages } from './deployed-packages.ts';
import { finished, mostMonths } from './supply-chain.ts';

/**
 * `npm run audit`: known weaknesses of whatever is installed, by npm; and when each package that is deployed was released last, by the
 * registry. `npm run audit -- <package>…` asks after the age of these only. Where the registry does not answer, it says so.
 */

const npm = (...args: string[]): Promise<{ failed: boolean; stdout: string }> =>
  new Promise((resolve) =>
    execFile('npm', args, { maxBuffer: 2 ** 26, timeout: 60_000 }, (error, stdout) =>
      resolve({ failed: error !== null, stdout }),
    ),
  );

const parsed = (text: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

interface Weakness {
  name: string;
  severity: string;
  range: string;
}

/** Undefined where the registry does not tell. */
const weaknesses = async (): Promise<Weakness[] | undefined> => {
  const { vulnerabilities } = parsed((await npm('audit', '--json')).stdout) ?? {};
  return vulnerabilities === undefined ? undefined : Object.values(vulnerabilities as Record<string, Weakness>);
};

/** RFC 3339; undefined where the registry does not tell. */
const lastRelease = async (name: string): Promise<string | undefined> => {
  const { failed, stdout } = await npm('view', name, 'time', '--json');
  const { created: _, modified: __, ...versions } = failed ? {} : ((parsed(stdout) ?? {}) as Record<string, string>);
  return Object.values(versions).sort().at(-1);
};

const monthsSince = (time: string): number => Math.floor((Date.now() - Date.parse(time)) / (30.4 * 86_400_000));

let faults = 0;
const known = await weaknesses();
if (known === undefined) console.log('npm audit: this registry does not answer it, so nothing is known of weaknesses.');
else {
  for (const { name, severity, range } of known) console.log(`${name} ${range}: a weakness, ${severity}`);
  console.log(`npm audit: ${known.length} packages with known weaknesses`);
  faults += known.length;
}

const asked = process.argv.slice(2);
const names = [...new Set(deployedPackages().map(({ name }) => name))];
let unanswered = 0;
for (const name of asked.length > 0 ? names.filter((one) => asked.includes(one)) : names) {
  const last = await lastRelease(name);
  if (last === undefined) unanswered += 1;
  else if (monthsSince(last) > mostMonths) {
    const reason = finished[name];
    console.log(
      `${name}: released last ${last.slice(0, 10)}${reason ? `, which may be: ${reason}` : ': unmaintained?'}`,
    );
    if (!reason) faults += 1;
  }
}
if (unanswered > 0) console.log(`last releases: the registry did not answer for ${unanswered} packages.`);
console.log(`${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
