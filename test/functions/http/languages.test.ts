import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../functions/domain/errors.ts';
import { problemOf as problemFor, Unreadable } from '../../../functions/http/problems.ts';
import { clueWith, housing, only, police, useProvince } from '../../province.ts';
import { languageFaults } from './answers.ts';

/** Each refusal is in the language of its reader, and says what to mend. */

const { local, send, submit, command } = useProvince();

const office = '371402-leading-group-office';
const reading = (language: string) => ({ headers: { 'accept-language': language } });
const told = (body: object) => body as { title: string; detail: string; errors?: { path: string; message: string }[] };

describe('the language of a refusal', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN', '填写有误，不能受理'],
    ['en-GB', 'en', 'Cannot be processed'],
    ['fr', 'zh-CN', '填写有误，不能受理'],
    ['', 'zh-CN', '填写有误，不能受理'],
    ['fr, en;q=0.5, zh;q=0.1', 'en', 'Cannot be processed'],
  ])('by %s is %s', async (asked, language, title) => {
    const { status, headers, body } = await submit({ title: '' }, reading(asked));
    expect([status, headers.get('content-language'), headers.get('vary')]).toEqual([422, language, 'accept-language']);
    expect(told(body).title).toBe(title);
    expect(languageFaults(headers, body)).toEqual([]);
  });

  it('is Chinese where none is named', async () => {
    const response = await fetch(`${local().url}/v1/clues`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await local().token(housing, 'clerk')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(clueWith({ title: '', disptach: true })),
    });
    expect(response.headers.get('content-language')).toBe('zh-CN');
    expect(await response.json()).toEqual({
      type: 'urn:clue-transfer:problem:bad-input',
      title: '填写有误，不能受理',
      status: 422,
      detail: '标题（title）：不能为空，请填写。共 2 处需要更正，逐项见 errors。',
      errors: [
        { path: 'title', message: '不能为空，请填写' },
        { path: 'disptach', message: '没有这一栏目，请核对名称' },
      ],
    });
  });

  it('is that of the reader for each clue of a batch', async () => {
    for (const [language, message] of [
      ['zh', '必填，请填写文字'],
      ['en', 'is missing: write a text'],
    ] as const) {
      const clues = [clueWith({ text: undefined })];
      const { body } = await send<{ results: { body: object }[] }>(
        'POST',
        '/v1/clues/batch',
        { clues },
        { as: housing, ...reading(language) },
      );
      expect(told(only(body.results).body).errors).toEqual([{ path: 'text', message }]);
    }
  });

  it('does not mix under one Idempotency-Key: what is kept is what was done', async () => {
    const once = (language: string, different: object) =>
      submit(different as Record<string, unknown>, {
        headers: { 'idempotency-key': 'languages-1', 'accept-language': language },
      });
    expect((await once('zh', { title: '' })).headers.get('content-language')).toBe('zh-CN');
    expect((await once('en', { title: '' })).headers.get('content-language')).toBe('en');
    expect((await once('en', {})).status).toBe(201);
    const reused = await once('zh', { title: '另一件' });
    expect([reused.status, told(reused.body).detail]).toEqual([422, expect.stringContaining('请更换标识')]);
  });

  it('holds for what fails and for what cannot be read', () => {
    const throttled = Object.assign(new Error('x'), { name: 'ThrottlingException' });
    const unreadable = new Unreadable(400, 'x', { zh: '请重新提交', en: 'send it again' });
    for (const error of [new Error('x'), throttled, unreadable, new Refusal('busy', { zh: '忙', en: 'busy' })]) {
      for (const language of ['zh', 'en'] as const) {
        const { headers, body } = problemFor(error, language);
        expect(languageFaults(new Headers(headers), JSON.parse(body))).toEqual([]);
      }
    }
  });

  it('holds for a token that does not say who asks', async () => {
    const claims = { sub: 'x', role: ['clerk'], unit_id: housing, name: '某人' };
    const authorization = `Bearer ${await local().sign(claims)}`;
    for (const language of ['zh', 'en']) {
      const answer = await send('GET', '/v1/ledgers/sent', undefined, {
        headers: { authorization, 'accept-language': language },
      });
      expect(answer.status).toBe(403);
      expect(languageFaults(answer.headers, answer.body)).toEqual([]);
    }
  });
});

describe('a refusal', () => {
  it('says in its sentence what to mend first, and how much more there is', async () => {
    const detail = async (different: object, language: string) =>
      told((await submit(different as Record<string, unknown>, reading(language))).body).detail;
    const long = { title: '长'.repeat(201) };
    expect(await detail(long, 'zh')).toBe('标题（title）：最多 200 个字符，现有 201 个，请精简。');
    expect(await detail(long, 'en')).toBe('title: may have 200 characters at most, has 201: shorten it.');
    const more = { ...long, text: '', channel: 1 };
    expect(await detail(more, 'zh')).toContain('请精简。共 3 处需要更正，逐项见 errors。');
    expect(await detail(more, 'en')).toContain('shorten it. There are 3 faults in all: see errors.');
  });

  it('calls the last day of a query by its name', async () => {
    for (const query of ['to=tomorrow', 'from=2020-01-01&to=2026-09-01']) {
      const { status, body } = await send('GET', `/v1/audit?${query}`, undefined, { as: office, ...reading('zh') });
      expect([status, told(body).detail]).toEqual([422, expect.stringMatching(/^截止日期（to）：/)]);
    }
  });

  it('of what can be taken back in another way says how', async () => {
    const { transferId } = only((await submit()).body.transfers);
    const withdraw = async (language: string) =>
      told((await command('withdraw', transferId, { reason: '误移送' }, { as: housing, ...reading(language) })).body)
        .detail;
    expect(await withdraw('zh')).toBe(
      '该移送件现为“待签收”，不能撤销：线索已移送，接收单位尚未签收。移送单位现在可以撤回（recall）。',
    );
    expect(await withdraw('en')).toContain('Its sender can take it back (POST …/recall) now.');
    await command('acknowledge', transferId);
    expect(await withdraw('zh')).toContain('请告知接收单位');
    const again = await command('return', transferId, { reason: 'incomplete', note: '缺' }, reading('zh'));
    expect(told(again.body).detail).toBe(
      '该移送件现为“办理中”，不能退回：接收单位已签收。接收单位现在可以反馈（feedback），或者提出处理意见（proposals），或者要求补充材料（supplement）。',
    );
  });

  it('states the bound in force, however much was asked for', async () => {
    const { transferId } = only((await submit()).body.transfers);
    for (const workingDays of [6, 1_000_000]) {
      const asked = { workingDays, reason: '需跨县核查' };
      const { body } = await command('extension', transferId, asked, { as: police, ...reading('zh') });
      expect(told(body).errors).toEqual([
        { path: 'workingDays', message: '“签收”最多还可延长 5 个工作日，请减少申请的数量' },
      ]);
    }
  });
});
