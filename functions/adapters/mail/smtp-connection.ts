import { createTransport } from 'nodemailer';
import * as z from 'zod';

/** Where a province's mail server listens. */
export interface SmtpServer {
  host: string;
  port: number;
}

/** What the secret of Secrets Manager says, as JSON. */
export const loginSchema = z.object({ username: z.string(), password: z.string() });
export type Login = z.infer<typeof loginSchema>;

/** A connection to the mail server: TLS from the first byte on port 465, by STARTTLS on any other, and never without. */
export const smtpConnection = ({ host, port }: SmtpServer, login: Login | null, more: { forceAuth?: boolean } = {}) =>
  createTransport({
    host,
    port,
    secure: port === 465,
    requireTLS: true,
    ...(login ? { auth: { user: login.username, pass: login.password } } : {}),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 15_000,
    ...more,
  });
