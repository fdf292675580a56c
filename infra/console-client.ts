import * as z from 'zod';

const https = (error: string) => z.url({ protocol: /^https$/, error });

/** The console as a public client of the identity provider (authorization code with PKCE): infra/README.md, "The console". */
export const consoleClient = z.strictObject({
  clientId: z.string().min(1).max(200),
  scope: z
    .string()
    .regex(/(^| )openid( |$)/, 'scopes with a blank between them, openid among them')
    .default('openid'),
  /** Which of the two tokens carries unit and role, and so goes to the API. */
  token: z.enum(['access', 'id']).default('access'),
  discovery: https('the https address of the discovery document').optional(),
  origins: z.array(https('an https origin, as https://login.clues.example.cn')).max(5).default([]),
});

/** An ID token is for its client: the API takes it only where that is among those that tokens are for. */
export const isForApi = ({
  console: client,
  audience,
}: {
  console?: z.output<typeof consoleClient> | undefined;
  audience: readonly string[];
}): boolean => client?.token !== 'id' || audience.includes(client.clientId);

export const isNotForApi = 'lacks the console’s clientId, which its ID tokens are for: name it here as well';

const linking = z.looseObject({
  identity: z.looseObject({ console: z.looseObject({}) }),
  settings: z.looseObject({ consoleUrl: z.string() }),
});

/** A province file with the console, whatever else is wrong with it. */
export const hasConsole = (file: unknown): boolean => linking.safeParse(file).success;

/** Its mails lead to the console's pages. */
export const leadsToConsole = (file: unknown): boolean =>
  linking.safeParse(file).data?.settings.consoleUrl.endsWith('/console/transfers/') ?? false;

export const leadsElsewhere =
  'is no page of the console: write the address of the API with /console/transfers/, as https://clues.example.cn/console/transfers/';
