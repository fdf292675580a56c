import type { FoundAlarm, Recipient } from './find.ts';
import type { Rung } from './try.ts';

/** What the operator reads: each line what is, and after it what to do where it is not as it should be. */
interface Line {
  text: string;
  mend?: string;
}

/** A topic that alarms ring, with who is subscribed to it. */
export interface Topic {
  arn: string;
  recipients: readonly Recipient[];
}

/** An alarm with what came of it where it was tried. */
export interface Tried {
  alarm: FoundAlarm;
  rung: readonly Rung[] | null;
}

const shortOf = (arn: string): string => arn.split(':').at(-1) ?? arn;

const outcomeOf = ({ topic, outcome }: Rung): Line => {
  if (outcome === null) {
    return {
      text: `${shortOf(topic)}: CloudWatch says nothing of having rung it`,
      mend: `look whether it was told all the same, and at the alarm's history`,
    };
  }
  if (outcome.rang) return { text: `rang ${shortOf(topic)}` };
  return {
    text: `${shortOf(topic)} was not told. ${outcome.error}`,
    mend: 'deploy the records’ stack again: its topic’s policy and its key’s let CloudWatch ring it',
  };
};

const alarmLines = ({ alarm, rung }: Tried, isTrial: boolean): Line[] => {
  const { name, state, isOn, rings } = alarm;
  const head = `${state.padEnd(17)} ${name}`;
  if (!isOn) {
    return [{ text: head, mend: `its actions are off: aws cloudwatch enable-alarm-actions --alarm-names ${name}` }];
  }
  if (rings.length === 0) return [{ text: head, mend: 'it rings nothing: deploy the stack again' }];
  if (!isTrial) return [{ text: head }];
  if (rung === null) return [{ text: `${head}: it rings already and is not tried` }];
  return rung.map((one) => {
    const { text, ...mend } = outcomeOf(one);
    return { text: `${head}: ${text}`, ...mend };
  });
};

const recipientLine = (topic: string, { protocol, endpoint, hasConfirmed }: Recipient, count: number | null): Line => {
  const who = `${protocol} ${endpoint}`;
  if (!hasConfirmed) {
    return {
      text: `${who}: gets nothing, since the subscription is not confirmed`,
      mend: `follow the link of the mail “AWS Notification - Subscription Confirmation”; for a new one: aws sns subscribe --topic-arn ${topic} --protocol ${protocol} --notification-endpoint ${endpoint}`,
    };
  }
  return { text: count === null ? `${who}: confirmed` : `${who}: was sent ${count} of them; ask whether they arrived` };
};

/** Those of the province file whom no topic knows: SNS forgets a subscription that nobody confirmed within two days. */
const forgotten = (emails: readonly string[], { arn, recipients }: Topic): Line[] =>
  emails
    .filter((email) => !recipients.some(({ protocol, endpoint }) => protocol === 'email' && endpoint === email))
    .map((email) => ({
      text: `email ${email}: stands in the province file, and is not subscribed`,
      mend: `aws sns subscribe --topic-arn ${arn} --protocol email --notification-endpoint ${email}, and confirm it`,
    }));

interface Found {
  tried: readonly Tried[];
  topics: readonly Topic[];
  /** Whom the province file names. */
  emails: readonly string[];
  isTrial: boolean;
}

/** The report, and whether all is as it should be. */
export const reportOf = ({ tried, topics, emails, isTrial }: Found): { text: string; isGood: boolean } => {
  const rangOf = (arn: string) =>
    tried.filter(({ rung }) => rung?.some(({ topic, outcome }) => topic === arn && outcome?.rang)).length;
  const lines: Line[] = [
    ...tried.flatMap((one) => alarmLines(one, isTrial)),
    ...topics.flatMap(({ arn, recipients }) => [
      { text: `\n${arn}` },
      ...recipients.map((one) => recipientLine(arn, one, isTrial ? rangOf(arn) : null)),
      ...forgotten(emails, { arn, recipients }),
    ]),
    ...(tried.length === 0 ? [{ text: 'The stacks have no alarm', mend: 'deploy the province first' }] : []),
  ];
  const text = lines.map(({ text, mend }) => (mend === undefined ? text : `${text}\n  mend: ${mend}`)).join('\n');
  return { text, isGood: lines.every(({ mend }) => mend === undefined) };
};
