import { type Finding, unknown } from './finding.ts';

/** What went wrong, by the name that AWS or Node gives it. */
const nameOf = (error: unknown): string => {
  const { name, code } = error as { name?: string; code?: unknown };
  return typeof code === 'string' ? code : (name ?? 'Error');
};

const kinds: readonly { of: RegExp; mend: (actions: readonly string[]) => string }[] = [
  {
    of: /^(CredentialsProviderError|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|TokenProviderError)/,
    mend: () =>
      'sign in: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Credentials that are good elsewhere are refused in a region that is not enabled',
  },
  {
    of: /^(AccessDenied|UnauthorizedOperation|AuthorizationError)/,
    mend: (actions) => `let whoever runs this do ${actions.join(', ')} (infra/README.md has the policy)`,
  },
  {
    of: /^(Throttling|TooManyRequests|RequestLimitExceeded|Slowdown)/i,
    mend: () => 'AWS answers less often than it is asked: run it again in a minute',
  },
  {
    of: /^(E[A-Z_]+|TimeoutError)$/,
    mend: () => 'the endpoint cannot be reached from here: look at network, proxy and AWS_ENDPOINT_URL',
  },
];

/** What is said of a check that ended in an error. */
export const unanswered = (error: unknown, actions: readonly string[]): Finding => {
  const name = nameOf(error);
  const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const kind = kinds.find(({ of }) => of.test(name));
  return unknown(
    `not found out: ${message === '' || message === name ? name : `${name}: ${message}`}`,
    kind?.mend(actions) ?? 'run it again; where it stays so, look at what the error names',
  );
};
