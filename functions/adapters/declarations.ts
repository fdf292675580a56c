import type { Rights } from './rights.ts';

/**
 * What a function's file says of the function beside its `handler`, and infra deploys it by: `route` under api/ (http/route.ts),
 * `task`, `schedule`, `listener`, `authorizer` and `site` here. Data only. The function's name is its file's.
 */

/** What any function says. */
export interface Declaration {
  /** What it may do on AWS. */
  rights: Rights;
  /** Mails: by SES, or by the SMTP server of the province. */
  mails?: true;
  /** Executions at once, where they are limited, and why. */
  capacity?: { atOnce: number; reason: string };
  /** Megabytes, where it needs other than 512. */
  memory?: number;
  /** Of Node.js, beside those that all functions have. */
  nodeOptions?: string;
  /** Id of its construct, where that is not the function's name: it stays as it was first deployed. */
  constructId?: string;
}

/** `task` of a file under workflow/. */
export interface Task extends Declaration {
  /** Of no state any more: executions that began in a release before call it. What they do that those of today do not. */
  former?: string;
  /** What stands for the function in statemachines/transfer.asl.json. */
  placeholder: `${string}FunctionArn`;
}

/** `schedule` of a file under schedules/: called with `{time}`, when it was due. */
export interface Schedule extends Declaration {
  description: string;
  everyMinutes: number;
  timeoutSeconds: number;
  /** Milliseconds for which it leaves alone what is new: its first time after an event may come too early to see it. */
  graceMs?: number;
  /** It must be heard of at the end of each run (`beat`, log.ts), or an alarm rings; `silent`: what does not happen meanwhile. */
  beats?: { silent: string };
  /** It is also called, between its times, with each event of an execution that ended otherwise than in success. */
  hears?: 'ended-executions';
}

/** `authorizer` of a file under edge/: asked whether a request may come to the function of its route. It reads no settings. */
export type Authorizer = Declaration;

/** `site` of a file under console/: answers every GET of these HTTP API paths, without a token and without settings. */
export interface Site extends Declaration {
  paths: readonly `/${string}`[];
}

/** `listener` of a file under events/. */
export interface Listener extends Declaration {
  /** Mails that came back, known only where they go by SES; or that the stack is deployed with other settings. */
  hears: 'returned-mails' | 'deployments';
}
