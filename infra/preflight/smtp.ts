import { type Login, type SmtpServer, smtpConnection } from '../../functions/adapters/mail/smtp-connection.ts';
import { type Check, type Finding, good, lacking, unknown } from './finding.ts';
import { unreached } from './reach.ts';

/** Speaks with the server as the functions do, and says whether it lets this login in; the server's own words may repeat it, so they are not told. */
const tryTo = async (server: SmtpServer, login: Login | null): Promise<{ code: string; error: unknown } | null> => {
  const connection = smtpConnection(server, login, { forceAuth: true });
  try {
    await connection.verify();
    return null;
  } catch (error) {
    const { code = 'Error' } = error as { code?: string };
    return { code, error };
  } finally {
    connection.close();
  }
};

const check = async (server: SmtpServer, login: Login | null): Promise<Finding> => {
  const at = `${server.host}:${server.port}`;
  // Without a login it ends at the question for one, where the server asks.
  const asked = await tryTo(server, null);
  if (asked === null) {
    return lacking(
      `${at} offers no login (AUTH) over TLS`,
      'switch on AUTH for connections with TLS at the mail server',
    );
  }
  if (asked.code === 'ETLS') {
    return lacking(
      `${at} does not offer TLS`,
      server.port === 465
        ? 'switch on TLS at the mail server'
        : 'switch on STARTTLS at the mail server, or name port 465',
    );
  }
  if (asked.code !== 'ENOAUTH') return unreached(asked.error, at);
  if (login === null) {
    return unknown(
      `${at} speaks TLS and offers a login; it was not tried, since the secret gives none`,
      'mend the secret first',
    );
  }
  const refused = await tryTo(server, login);
  if (refused === null) return good(`${at} speaks TLS and takes the secret’s login, from here`);
  if (refused.code === 'EAUTH') {
    return lacking(`${at} refuses the secret’s login`, 'write the right username and password into the secret');
  }
  return unreached(refused.error, at);
};

/** Of provinces that mail by SMTP. */
export const smtp = (server: SmtpServer): Check => ({
  name: 'smtp',
  actions: [],
  look: async ({ login }) => check(server, await login().catch(() => null)),
});
