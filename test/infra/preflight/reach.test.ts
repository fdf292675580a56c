import { expect, it } from 'vitest';
import { unreached } from '../../../infra/preflight/reach.ts';

const failed = (message: string, code: string): Error => Object.assign(new Error(message), { code });
/** As fetch tells it. */
const fetchFailed = (cause: Error): Error => new TypeError('fetch failed', { cause });

it.each<[string, Error, string]>([
  ['a name server that does not answer', failed('getaddrinfo EAI_AGAIN smtp.clues.example.cn', 'EDNS'), 'unknown'],
  ['a name that there is not', failed('getaddrinfo ENOTFOUND smtp.clues.example.cn', 'EDNS'), 'lacking'],
  ['a packet that nobody answers', fetchFailed(failed('connect ETIMEDOUT 192.0.2.1:443', 'ETIMEDOUT')), 'unknown'],
  ['a connection that takes too long', fetchFailed(failed('Connect Timeout', 'UND_ERR_CONNECT_TIMEOUT')), 'unknown'],
  ['an answer that takes too long', new DOMException('The operation was aborted', 'TimeoutError'), 'unknown'],
  ['a network that there is no way to', fetchFailed(failed('connect ENETUNREACH', 'ENETUNREACH')), 'unknown'],
  ['a closed port', fetchFailed(failed('', 'ECONNREFUSED')), 'lacking'],
  ['a certificate that is over', fetchFailed(failed('certificate has expired', 'CERT_HAS_EXPIRED')), 'lacking'],
])('%s is told as what it is', (_, error, state) => {
  expect(unreached(error, 'login.clues.example.cn')).toMatchObject({ state });
});
