import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

/** Where each function's file stands: the rooms of functions/ that something calls. */

const rooms = ['api', 'workflow', 'schedules', 'events'] as const;

/** Functions whose file is called otherwise than their construct, whose id must stay as it was deployed. */
const renamed: Readonly<Record<string, string>> = {
  'revive-workflows': 'watchdog',
  'watch-calendar': 'ask-for-calendar',
  'mark-address': 'mark-bounced-address',
};

const files = new Map(
  rooms.flatMap((room) =>
    readdirSync(new URL(`../functions/${room}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [basename(file, '.ts'), new URL(`../functions/${room}/${file}`, import.meta.url)] as const),
  ),
);

/** @throws Error where there is no file for that function. */
export const fileOf = (name: string): URL => {
  const file = files.get(renamed[name] ?? name);
  if (file) return file;
  throw new Error(`there is no file for the function ${name} under functions/`);
};
