import { randomUUID } from 'node:crypto';

/** SES's query API (2010-12-01), as far as it concerns sending: what a call asks for, and how it is refused. */

export interface SesFailure {
  status: number;
  /** An error code of SES, as Throttling. */
  code: string;
}

export interface SesAnswer {
  status: number;
  xml: string;
}

/** Bytes of a message, as SES limits them. */
export const largestMessage = 10_000_000;

const address = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i;

/** An error as the SDK reads it: below 500 it is the sender's own. */
export const sesError = ({ status, code }: SesFailure, message: string): SesAnswer => {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const text = message.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;'));
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${text}</Message></Error>`;
  const xmlns = 'http://ses.amazonaws.com/doc/2010-12-01/';
  return {
    status,
    xml: `<ErrorResponse xmlns="${xmlns}">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  };
};

/** Why a call is no sending that is served here, by the size of its body and its action; undefined for one that is. */
export const callRefusal = (body: Buffer | undefined, form: URLSearchParams): SesAnswer | undefined => {
  if (!body)
    return sesError({ status: 400, code: 'MessageRejected' }, `A message has ${largestMessage} bytes at most.`);
  const action = form.get('Action') ?? 'none';
  if (action === 'SendEmail' || action === 'SendRawEmail') return undefined;
  const message = `Only SendEmail and SendRawEmail are served here, not ${action}.`;
  return sesError({ status: 400, code: 'InvalidAction' }, message);
};

/** Addresses in the To, Cc and Bcc headers of a MIME message; a comma in quotes parts nothing. */
const headerRecipients = (message: string): string[] => {
  const [head = ''] = message.split(/\r?\n\r?\n/, 1);
  return [...head.replace(/\r?\n[ \t]+/g, ' ').matchAll(/^(?:to|cc|bcc):(.*)$/gim)].flatMap(([, list = '']) =>
    list.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/),
  );
};

/** Who a message goes to, without display names: those that the call names, or else the headers of a raw message. */
export const recipientsOf = (form: URLSearchParams): string[] => {
  const named = [...form]
    .filter(([name]) => /^(?:Destination\.(?:To|Cc|Bcc)Addresses|Destinations)\.member\.\d+$/.test(name))
    .map(([, value]) => value);
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('latin1');
  return (named.length > 0 ? named : headerRecipients(raw)).map((one) => /<([^<>]*)>\s*$/.exec(one)?.[1] ?? one.trim());
};

/** One bad address refuses the whole message, as with SES. */
export const recipientsRefusal = (to: string[]): SesAnswer | undefined => {
  const failure = { status: 400, code: 'InvalidParameterValue' };
  if (to.length === 0) return sesError(failure, 'There is no recipient.');
  const wrong = to.find((one) => !address.test(one));
  return wrong === undefined ? undefined : sesError(failure, `This is no mail address: ${wrong}`);
};

/** The id that SES gave a message, in the answer to its sending. */
export const messageIdIn = (xml: string): string | undefined => /<MessageId>(.*)<\/MessageId>/.exec(xml)?.[1];
