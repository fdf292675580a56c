import { expect, it } from 'vitest';
import { only, useProvince } from '../province.ts';

const { local, submit, command } = useProvince('2026-09-24T10:00:00+08:00');

const page = async (path: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${local().mailUrl}${path}`, { headers: { 'accept-language': 'zh' } });
  return { status: response.status, text: await response.text() };
};
const links = (text: string, begin: string) =>
  [...text.matchAll(/href="([^"]+)"/g)].flatMap(([, url = '']) =>
    url.startsWith(begin) ? [url.replaceAll('&amp;', '&')] : [],
  );

it('a mail in the local mailbox leads to the papers that go with it, as its reader takes them out', async () => {
  const { transferId } = only((await submit()).body.transfers);
  await local().engine.settled();
  await command('return', transferId, { reason: 'incomplete', note: '机密理由' });
  await local().engine.settled();
  for (const [to, tag, title] of [
    ['public-security@371402.example', '移送', '线索移送函'],
    ['housing@371402.example', '退回', '退回函'],
  ] as const) {
    const list = await page(`/?${new URLSearchParams({ to, q: tag })}`);
    const mail = await page(only(links(list.text, '/mails/')));
    expect(mail.text).toContain(title);
    const paper = await page(only(links(mail.text, '/papers/')));
    expect([to, paper.status]).toEqual([to, 200]);
    expect(paper.text).toContain(title);
    expect(paper.text).not.toContain('机密理由');
  }
});

it('a paper is not there for an address of nobody, nor where there is none of its kind', async () => {
  const { transferId } = only((await submit()).body.transfers);
  expect((await page(`/papers/${transferId}/transfer-letter?to=nobody@x.example`)).status).toBe(404);
  const missing = await page(`/papers/${transferId}/receipt?to=clerk.public-security@371402.example`);
  expect(missing.status).toBe(404);
});
