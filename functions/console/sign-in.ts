/** How people sign in to the console: what the province file says of it, and what the page is told. */
export interface SignIn {
  /** As its tokens have it in `iss`. */
  issuer: string;
  /** Address of its discovery document, where that is not the issuer's own with `/.well-known/openid-configuration`. */
  discovery?: string;
  /** The console as a public client of the issuer. */
  clientId: string;
  scope: string;
  /** Which of the two tokens carries the claims and is sent to the API. */
  token: 'access' | 'id';
  /** Origins of its endpoints beside the issuer's own: the token endpoint's, the discovery document's. */
  origins: readonly string[];
  /** Names of the claims. */
  claims: { unitId: string; role: string; name: string | null };
  timeZone: string;
}

/** Origins that the page speaks to beside its own. */
export const connections = ({ issuer, discovery, origins }: SignIn): string[] => [
  ...new Set([issuer, ...(discovery ? [discovery] : []), ...origins].map((url) => new URL(url).origin)),
];
