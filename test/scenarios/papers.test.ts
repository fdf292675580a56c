import { beforeAll, describe, expect, it } from 'vitest';
import { type PaperKind, paperKindNames } from '../../functions/domain/papers/kinds.ts';
import { auditing, city, ofClue, office, officeElsewhere, whole } from '../audit.ts';
import { correcting } from '../contents.ts';
import { codeIn, docxType, secrets, secretsIn, seenInDocx, seenOnPage, takingOut } from '../papers.ts';
import { discipline, housing, police, useProvince } from '../province.ts';

/** Papers as offices take them out of a transfer, and print them. */

const { local, send, submit, command, advanceTo, token } = useProvince('2026-09-24T10:00:00+08:00');
const { takeOut, check, transferOf, fresh } = takingOut(() => local().url, { token, send, submit });
const { auditAs, readings } = auditing({ send, submit });
const { correct } = correcting({ send });

describe('each kind of paper', () => {
  /** Where there is one of each kind; `content`: what stands in it with content. */
  const papers = new Map<PaperKind, { id: string; content?: string[]; parties: string[] }>();

  beforeAll(async () => {
    const both = [housing, police];
    const back = await fresh({ discoveredAt: '2026-09-24T09:00:00+08:00' });
    await command('return', back.id, { reason: 'not-jurisdiction', note: secrets.note });
    papers.set('return-letter', { id: back.id, content: ['note'], parties: both });
    const { id } = await fresh();
    await advanceTo('2026-10-10T10:00:00+08:00');
    await command('supplement', id, { items: [secrets.missing, '证人名单'] });
    await command('acknowledge', id);
    await command('feedback', id, { final: false, outcome: '基本属实', text: secrets.feedback });
    const { body } = await command('case', id, { filedAt: '2026-10-10', caseNumber: '德公刑立字〔2026〕1号' });
    papers.set('transfer-letter', { id, content: ['title', 'text', 'subject', 'annex'], parties: both });
    for (const kind of ['receipt', 'reminder', 'escalation'] as const) papers.set(kind, { id, parties: both });
    papers.set('supplement-request', { id, content: ['missing'], parties: both });
    papers.set('feedback-letter', { id, content: ['feedback'], parties: both });
    const notice = { id: String(body.noticeId), content: ['title', 'text', 'subject', 'annex'] };
    papers.set('case-notice', { ...notice, parties: [police, discipline] });
  });

  it.each([...paperKindNames])(
    'is taken out by parties and offices in both formats, and by nobody else: %s',
    async (kind) => {
      const { id, parties } = papers.get(kind) as { id: string; parties: string[] };
      for (const as of [...parties, office, city]) {
        const page = await takeOut(id, kind, { as, accept: 'text/html' });
        const file = await takeOut(id, kind, { as, accept: docxType });
        expect([as, page.status, file.status]).toEqual([as, 200, 200]);
        expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
        expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
        expect(file.headers.get('content-type')).toBe(docxType);
        expect(file.headers.get('content-disposition')).toMatch(
          /^attachment; filename=[\w-]+\.docx; filename\*=UTF-8''/,
        );
        for (const text of [page.text, seenInDocx(file.bytes)])
          expect([kind, as, secretsIn(text)]).toEqual([kind, as, []]);
        const [onPage, inFile] = [seenOnPage(page.text), seenInDocx(file.bytes)];
        const [number = ''] = /\S+〔2026〕[\w-]+号/.exec(onPage) ?? [];
        expect(inFile).toContain(number);
        expect(codeIn(inFile)).toBe(codeIn(onPage));
        expect((await check(codeIn(onPage), as)).body).toMatchObject({ kind, number, transferId: id, matches: true });
      }
      const others = ['371402-land', officeElsewhere, '371403-public-security'];
      for (const as of others) expect((await takeOut(id, kind, { as })).status).toBe(403);
    },
  );

  it.each([...paperKindNames])('says with content what is secret, or has none: %s', async (kind) => {
    const { id, content, parties } = papers.get(kind) as { id: string; content?: string[]; parties: string[] };
    const as = parties[1] ?? police;
    const without = codeIn((await takeOut(id, kind, { as })).text);
    const page = await takeOut(id, `${kind}?content=true`, { as });
    const file = await takeOut(id, `${kind}?content=true`, { as, accept: docxType });
    if (!content) {
      expect([kind, page.status, file.status]).toEqual([kind, 422, 422]);
      return;
    }
    expect([kind, secretsIn(page.text), secretsIn(seenInDocx(file.bytes))]).toEqual([kind, content, content]);
    expect(codeIn(page.text)).not.toBe(without);
    expect((await check(codeIn(page.text), as)).body).toMatchObject({ kind, withContent: true, matches: true });
  });

  it('stands on the transfer for those who can take it out', async () => {
    const { id = '' } = papers.get('receipt') ?? {};
    const { documents, timeline } = await transferOf(id);
    expect(new Set(documents.map(({ kind }) => kind))).toEqual(
      new Set(['transfer-letter', 'receipt', 'supplement-request', 'feedback-letter', 'reminder', 'escalation']),
    );
    for (const { kind, event, at } of documents) {
      expect(timeline.find(({ seq }) => seq === event)).toMatchObject({ at });
      expect((await takeOut(id, `${kind}?event=${event}`)).status).toBe(200);
    }
  });
});

describe('a paper that is asked for', () => {
  it('comes as a page where nothing else is named, and as nothing that there is not', async () => {
    const { id, reference } = await fresh();
    const page = await takeOut(id, 'transfer-letter');
    expect(page.headers.get('content-disposition')).toBe(
      `inline; filename=transfer-letter-${reference}-2.html; filename*=UTF-8''${encodeURIComponent(`线索移送函（${reference}）.html`)}`,
    );
    expect((await takeOut(id, 'transfer-letter', { accept: 'application/json' })).status).toBe(406);
    expect(
      (await takeOut(id, 'transfer-letter', { accept: `text/plain, ${docxType};q=0.1` })).headers.get('content-type'),
    ).toBe(docxType);
    for (const path of ['receipt', 'transfer-letter?event=1', 'letter', 'transfer-letter%20']) {
      expect([path, (await takeOut(id, path)).status]).toEqual([path, 404]);
    }
    expect((await takeOut(id, 'receipt')).text).toContain('transfer-letter?event=2');
    expect((await takeOut(id, 'letter')).text).toContain('transfer-letter、receipt');
    for (const query of ['event=0', 'event=x', 'content=yes', 'more=1']) {
      expect([query, (await takeOut(id, `transfer-letter?${query}`)).status]).toEqual([query, 422]);
    }
  });

  it('is none to a receiver before dispatch', async () => {
    const { id } = await fresh({ dispatch: false });
    expect((await takeOut(id, 'transfer-letter', { as: police })).status).toBe(403);
    expect((await takeOut(id, 'transfer-letter')).status).toBe(404);
    expect((await transferOf(id)).documents).toEqual([]);
  });

  it('is to whoever the clue names what there is not, and so is its code', async () => {
    const { id } = await fresh({ recuse: ['德城区扫黑办'] });
    const { clueId } = await fresh();
    const code = codeIn((await takeOut(id, 'transfer-letter')).text);
    const asked = await takeOut(id, 'transfer-letter', { as: office });
    const invented = await takeOut(clueId, 'transfer-letter', { as: office });
    expect([asked.status, asked.text]).toEqual([404, invented.text.replace(clueId, id)]);
    const unknown = await check('0000-0000-0000-0000', office);
    expect(await check(code, office)).toMatchObject({ status: 404, body: unknown.body });
    expect((await check(code, city)).status).toBe(200);
  });

  it('puts no reading on the record without content, and one with it', async () => {
    const { id, clueId } = await fresh();
    const acts = async () => ofClue(await auditAs(office, whole), clueId).map(([event]) => event);
    await takeOut(id, 'transfer-letter', { as: police });
    await takeOut(id, 'transfer-letter?content=false', { as: police, accept: docxType });
    const before = await acts();
    expect((await readings(clueId)).body.items).toEqual([]);
    await takeOut(id, 'transfer-letter?content=true', { as: police });
    expect((await readings(clueId)).body.items).toMatchObject([{ by: { unitId: police }, transferId: null }]);
    await command('return', id, { reason: 'incomplete', note: secrets.note });
    await takeOut(id, 'return-letter', { as: housing });
    await takeOut(id, 'return-letter?content=true', { as: housing });
    expect((await readings(clueId)).body.items).toMatchObject([
      { by: { unitId: housing }, transferId: id },
      { by: { unitId: police }, transferId: null },
    ]);
    expect(await acts()).toEqual(['read', 'returned', 'read', ...before]);
  });

  it('has the clue as it was handed over, and a receiver sees none of what came after the clue had left it', async () => {
    const { id, clueId } = await fresh();
    await command('return', id, { reason: 'incomplete', note: secrets.note });
    await correct(clueId, { text: '补正后的内容' });
    const sent = (path: string, as = housing) => takeOut(id, path, { as });
    expect((await sent('transfer-letter?content=true')).text).toContain(secrets.text);
    await command('dispatch', id, { note: '已补正姓名' }, { as: housing });
    const again = (await sent('transfer-letter?content=true', police)).text;
    expect([again.includes(secrets.text), again.includes('补正后的内容'), again.includes('已补正姓名')]).toEqual([
      false,
      true,
      true,
    ]);
    const first = (await transferOf(id)).documents[0]?.event;
    expect((await sent(`transfer-letter?content=true&event=${first}`, police)).text).toContain(secrets.text);
    await command('return', id, { reason: 'incomplete', note: secrets.note });
    await advanceTo('2026-10-16T10:00:00+08:00');
    const mine = (await transferOf(id, police)).documents.map(({ kind }) => kind);
    expect(mine.slice(-2)).toEqual(['transfer-letter', 'return-letter']);
    const { documents } = await transferOf(id);
    const after = documents.at(-1);
    expect(after?.kind).not.toBe('return-letter');
    expect((await sent(`${after?.kind}?event=${after?.event}`)).status).toBe(200);
    expect((await sent(`${after?.kind}?event=${after?.event}`, police)).status).toBe(404);
    const code = codeIn((await sent(`${after?.kind}?event=${after?.event}`)).text);
    expect([(await check(code, housing)).status, (await check(code, police)).status]).toEqual([200, 404]);
  });

  it('says what the register knows of whom to call, and keeps its number and its names when something is renamed', async () => {
    const { id } = await fresh();
    const { body } = await send('GET', `/v1/units/${housing}`, undefined, { as: 'operator', role: 'operator' });
    const numberIn = async () =>
      /\S+〔2026〕[\w-]+号/.exec(seenOnPage((await takeOut(id, 'transfer-letter')).text))?.[0];
    const before = await numberIn();
    expect(before).toMatch(/^德城建线移〔2026〕/);
    const renamed = { ...body, name: '德城区住建局', phone: '0534-2100110' };
    await send('PUT', `/v1/units/${housing}`, renamed, { as: 'operator', role: 'operator' });
    const page = seenOnPage((await takeOut(id, 'transfer-letter')).text);
    expect(page).toContain('（联系电话：0534-2100110）');
    expect(page).not.toContain('德城区住建局');
    expect(await numberIn()).toBe(before);
    const other = await fresh();
    expect(seenOnPage((await takeOut(other.id, 'transfer-letter')).text)).toContain('德城区住建局');
    await send('PUT', `/v1/units/${housing}`, body, { as: 'operator', role: 'operator' });
  });

  it('holds what is as long as may be', async () => {
    const annexes = Array.from({ length: 50 }, (_, n) => ({
      name: `${'某'.repeat(190)}${n}`,
      copies: n + 1,
      digest: 'ab'.repeat(32),
    }));
    const text = `<b>&amp;\u0001]]>\u202e${'文'.repeat(49_900)}\n末行`;
    const { id } = await fresh({ annexes, text });
    const items = Array.from({ length: 50 }, (_, n) => `第${n + 1}项 <i>&\u0007`);
    await command('supplement', id, { items });
    for (const path of ['transfer-letter?content=true', 'supplement-request?content=true']) {
      const page = await takeOut(id, path, { as: police });
      const file = await takeOut(id, path, { as: police, accept: docxType });
      expect([page.status, file.status]).toEqual([200, 200]);
      expect(page.bytes.length + file.bytes.length).toBeLessThan(1_000_000);
      const left = ['<b>', '<i>', '\u0001', '\u0007', '\u202e'].filter((text) => page.text.includes(text));
      expect([path, left]).toEqual([path, []]);
      expect(seenInDocx(file.bytes)).toMatch(/末行|50．第50项 <i>&/);
    }
  });
});
