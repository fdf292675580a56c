import { type Finding, lacking, unknown } from './finding.ts';

/** Why a server of the province could not be spoken with. */

/** What such an error is known by; fetch keeps its reason in `cause`. */
const codeOf = (error: unknown): string => {
  const { cause, code, name } = error as { cause?: unknown; code?: unknown; name?: string };
  if (cause instanceof Error) return codeOf(cause);
  return typeof code === 'string' ? code : (name ?? 'Error');
};

/** Node's own sentence; it is of the connection, and says nothing that was sent. */
const sentenceOf = (error: unknown): string => {
  const { cause, message } = error as { cause?: unknown; message?: string };
  const [said = ''] = (cause instanceof Error ? cause.message : (message ?? '')).split('\n');
  return said;
};

const isCertificate = (error: unknown): boolean =>
  /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(codeOf(error)) ||
  /certificate|altnames/i.test(sentenceOf(error));

/** Nobody answered in time, a name server included: a firewall between may be only here. */
const isSilence = (error: unknown): boolean =>
  /^(ETIMEDOUT|TimeoutError|AbortError|UND_ERR_\w*TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/.test(codeOf(error)) ||
  /EAI_AGAIN|ETIMEOUT|EHOSTUNREACH|ENETUNREACH/.test(sentenceOf(error));

/** What is said of an error in reaching `what`, as `smtp.example.cn:465`. */
export const unreached = (error: unknown, what: string): Finding => {
  const said = `${what} cannot be reached: ${sentenceOf(error) || codeOf(error)}`;
  if (isCertificate(error)) {
    return lacking(
      said,
      'give the server a certificate of a public authority for this very name, with the chain; the functions trust no other',
    );
  }
  if (isSilence(error)) {
    return unknown(said, 'try it from another network: it may be a firewall here; the functions reach it from AWS');
  }
  return lacking(
    said,
    'see that the name resolves in public, that the server listens, and that its firewall lets AWS in',
  );
};
