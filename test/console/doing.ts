import type { Page } from 'playwright-core';
import { only } from '../client.ts';
import { useConsole } from './browser.ts';

/** What people do on a transfer, in its dialogs. */

export const housing = '371402-housing';
export const police = '371402-public-security';
export const discipline = '371402-discipline-inspection';
export const office = '371402-leading-group-office';
export const cityOffice = '371400-leading-group-office';
export const lingcheng = '371403-public-security';

/** The dialog that is open. */
export const dialogOf = (page: Page) => page.getByRole('dialog');

/** Opens the dialog of an action by its button. */
export const open = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click();
  await dialogOf(page).waitFor();
};

/** Sends what the open dialog has, by the button of that name. */
export const send = (page: Page, name: string): Promise<void> =>
  dialogOf(page).getByRole('button', { name, exact: true }).click();

/** What is said when something was done. */
export const saidOn = async (page: Page): Promise<string> => {
  await dialogOf(page).waitFor({ state: 'detached' });
  const said = page.locator('p.notice[role="status"][tabindex="-1"]');
  await said.waitFor();
  return (await said.textContent()) ?? '';
};

/** Finds a unit by its name, and takes it. */
export const takeUnit = async (page: Page, label: string, name: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).fill(name);
  await page.getByRole('option', { name }).first().click();
};

/** A province with its console, and clues in it. */
export const useDoing = () => {
  const used = useConsole();
  const { submit, command, visit, answered, api } = used;
  /** A clue that housing found, dispatched to public security. */
  const dispatched = async (different: Record<string, unknown> = {}) => {
    const { body } = await submit(different);
    return { ...only(body.transfers), replyId: body.reply?.replyId };
  };
  const acknowledged = async (different: Record<string, unknown> = {}) => {
    const transfer = await dispatched(different);
    await command('acknowledge', transfer.transferId);
    return transfer;
  };
  const returned = async (different: Record<string, unknown> = {}) => {
    const transfer = await dispatched();
    await command('return', transfer.transferId, { reason: 'incomplete', note: '缺少涉案地点', ...different });
    return transfer;
  };
  /** The page of a transfer, as one of its people sees it. */
  const at = async (transferId: string, as: string, look: { language?: 'zh' | 'en'; width?: number } = {}) => {
    const person = await visit({ as, path: `/transfers/${transferId}`, ...look });
    await person.page.getByRole('region', { name: /可以办理|What you can do/ }).waitFor();
    return person;
  };
  /** A transfer with its timeline, as a unit reads it. */
  const recordOf = async (id: string, as: string, role = 'clerk') =>
    (await answered(api(as, role).GET('/v1/transfers/{id}', { params: { path: { id } } }))).body;
  return { ...used, dispatched, acknowledged, returned, at, recordOf };
};
