import * as oauth from 'oauth4webapi';
import type { Text } from '../../../domain/languages.ts';
import { NoAnswer } from '../patience.ts';

/** Why somebody could not be signed in: in words, and as the protocol names it, for whoever looks after the issuer. */
export interface Failure {
  says: Text;
  code?: string | undefined;
}

const late: Text = {
  zh: '身份认证系统没有在限时内答复，请稍后重试。',
  en: 'The identity provider did not answer in time: try again later.',
};
const unreached: Text = {
  zh: '无法连接身份认证系统，请检查网络后重试。',
  en: 'The identity provider could not be reached: check the network and try again.',
};
const unavailable: Text = {
  zh: '身份认证系统暂时不可用，请稍后重试。',
  en: 'The identity provider is not available just now: try again later.',
};
const denied: Text = {
  zh: '身份认证系统没有准许登录，请确认账号后重试；仍不成功的，请将代码告知系统管理员。',
  en: 'The identity provider did not let you in. Try again with the right account; if it stays so, tell the operators the code.',
};
const unusual: Text = {
  zh: '身份认证系统的答复有误，请重试；仍不成功的，请将代码告知系统管理员。',
  en: 'The identity provider answered what it should not. Try again; if it stays so, tell the operators the code.',
};

/** @param error What signing in threw. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof NoAnswer) return { says: late };
  // A fetch that nothing came of.
  if (error instanceof TypeError && !('code' in error)) return { says: unreached };
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError) {
    const { error: code } = error;
    return { says: /^(temporarily_unavailable|server_error)$/.test(code) ? unavailable : denied, code };
  }
  if (error instanceof oauth.OperationProcessingError) {
    const { cause, code } = error;
    return cause instanceof Response && cause.status >= 500 ? { says: unavailable } : { says: unusual, code };
  }
  return { says: unusual, code: error instanceof Error ? error.message : undefined };
};
