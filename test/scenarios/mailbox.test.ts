import { expect, it } from 'vitest';
import { auditing } from '../audit.ts';
import { only, police, useProvince } from '../province.ts';

const { local, send, submit, command, read, advanceTo } = useProvince('2026-09-24T10:00:00+08:00');
const { readings } = auditing({ send, submit });

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

it('a mail of an earlier reminder leads to that reminder, and reading it is on no record', async () => {
  const { transferId, clueId } = only((await submit()).body.transfers);
  await local().engine.settled();
  await advanceTo('2026-10-09T12:00:00+08:00');
  const { body } = await read(transferId, police);
  const seqs = body.documents.filter(({ kind }) => kind === 'reminder').map(({ event }) => event);
  expect(seqs.length).toBeGreaterThan(1);
  const before = (await readings(clueId)).body.items.length;
  const list = await page(
    `/?${new URLSearchParams({ to: 'public-security@371402.example', q: `催办 ${body.reference}` })}`,
  );
  const mails = links(list.text, '/mails/').reverse();
  const numbers: string[] = [];
  for (const mail of mails) {
    const paper = await page(only(links((await page(mail)).text, '/papers/')));
    expect(paper.text).toContain('催办单');
    numbers.push(/-(\d+)号/.exec(paper.text)?.[1] ?? '');
  }
  expect(numbers).toEqual(seqs.map(String));
  expect((await readings(clueId)).body.items).toHaveLength(before);
});

it('a paper is not there for an address of nobody, nor where there is none of its kind', async () => {
  const { transferId } = only((await submit()).body.transfers);
  expect((await page(`/papers/${transferId}/transfer-letter?to=nobody@x.example`)).status).toBe(404);
  const missing = await page(`/papers/${transferId}/receipt?to=clerk.public-security@371402.example`);
  expect(missing.status).toBe(404);
});
