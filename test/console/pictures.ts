import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { client, only } from '../client.ts';
import { launched, pick } from './chromium.ts';

/** `npm run pictures`: takes the README's pictures of the console, on a province in the middle of its work. */

process.env.POWERTOOLS_LOG_LEVEL ??= 'ERROR';
const { startLocal } = await import('../../infra/local/runtime.ts');
const folder = fileURLToPath(new URL('../../functions/console/pictures/', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'clue-transfer-pictures-'));
const local = await startLocal({
  port: 0,
  mailPort: 0,
  dynamoDbPort: 0,
  stepFunctionsPort: 0,
  dataDir,
  clockStart: new Date('2026-09-24T10:00:00+08:00'),
});
const browser = await launched();
const { submit, command, advanceTo } = client(() => local.url);

/** Takes one, as this person sees it. */
const take = async (name: string, as: string, path: string, width = 1280): Promise<void> => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width, height: 860 } });
  const page = await context.newPage();
  await page.goto(`${local.url}/console${path}`);
  await pick(page, as);
  await page.locator('#content h1').waitFor();
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
};

try {
  await mkdir(folder, { recursive: true });
  const first = only((await submit()).body.transfers);
  await submit({ kinds: ['misconduct'] });
  await submit({ discoveredAt: '2026-09-22T09:00:00+08:00' });
  await advanceTo('2026-09-29T10:00:00+08:00');
  await command('acknowledge', first.transferId);
  await advanceTo('2026-10-12T10:00:00+08:00');
  await submit({ discoveredAt: '2026-10-12T09:00:00+08:00' });
  await take('tasks', 'clerk@371402-public-security', '/tasks');
  await take('transfer', 'clerk@371402-public-security', `/transfers/${first.transferId}`);
  await take('supervision', 'supervisor@371400-leading-group-office', '/supervision');
  await take('calendar', 'operator', '/calendar');
} finally {
  await browser.close();
  await local.close();
  await rm(dataDir, { recursive: true, force: true });
}
