import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Stack traces that name files of the project, as Node gives them by `--enable-source-maps`. But then it reads the map of every script that it
 * loads, an eighth of what a function takes to begin; here maps are read when the first trace is asked for.
 */

const maps = new Map<string, SourceMap | null>();

/** The map beside a script; null where there is none: its traces are shown as they are. */
const mapOf = (script: string): SourceMap | null => {
  let map = maps.get(script);
  if (map !== undefined) return map;
  try {
    map = new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${script}.map`), 'utf8')));
  } catch {
    map = null;
  }
  maps.set(script, map);
  return map;
};

const inProject = (place: string, script: string, line: string, column: string): string => {
  const found = mapOf(script)?.findOrigin(Number(line), Number(column));
  if (!found || !('fileName' in found)) return place;
  return `${found.fileName.replace(/^(?:\.\.\/)+/, '')}:${found.lineNumber}:${found.columnNumber}`;
};

/** From now on. */
export const nameSources = (): void => {
  Error.prepareStackTrace = (error, sites) =>
    [
      Error.prototype.toString.call(error),
      ...sites.map((site) => `    at ${String(site).replace(/(file:\/\/\S+\.mjs):(\d+):(\d+)/, inProject)}`),
    ].join('\n');
};
