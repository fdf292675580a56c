import { writeFile } from 'node:fs/promises';
import createClient from 'openapi-fetch';
import type { paths } from '../functions/http/api-types.d.ts';

/** A first program, as the README leads to it: a clue is submitted, acknowledged and closed, and its receipt is saved as DOCX. */

const baseUrl = process.env.BASE_URL ?? 'http://127.0.0.1:3000';

const clientOf = async (unitId: string) => {
  const body = JSON.stringify({ unitId, role: 'clerk' });
  const answer = await fetch(`${baseUrl}/_local/token`, { method: 'POST', body });
  const { token } = JSON.parse(await answer.text());
  return createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}`, 'accept-language': 'en' } });
};
const [housing, police] = [await clientOf('371402-housing'), await clientOf('371402-public-security')];

const { now: discoveredAt } = JSON.parse(await (await fetch(`${baseUrl}/_local/clock`)).text());
const clue = { title: 'Extortion on a building site', text: 'Threats over earthworks.', channel: 'daily-enforcement' };
const submitted = await housing.POST('/v1/clues', { body: { ...clue, kinds: ['organised-crime'], discoveredAt } });
if (submitted.error) throw new Error(submitted.error.detail);
const params = { path: { id: submitted.data.transfers[0]?.transferId ?? '' } };
const acknowledged = await police.POST('/v1/transfers/{id}/acknowledge', { params });
if (acknowledged.error) throw new Error(acknowledged.error.detail);
const closed = await police.POST('/v1/transfers/{id}/feedback', {
  params,
  body: { final: true, outcome: 'Case filed' },
});
if (closed.error) throw new Error(closed.error.detail);
const receipt = await housing.GET('/v1/transfers/{id}/documents/{kind}', {
  params: { path: { ...params.path, kind: 'receipt' } },
  headers: { accept: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  parseAs: 'arrayBuffer',
});
if (receipt.error) throw new Error(receipt.error.detail);
await writeFile(process.argv[2] ?? 'receipt.docx', new Uint8Array(receipt.data));
