/** What each way to send takes and tells. */

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Whose address it is: a mail that comes back says so again. */
  unitId?: string | undefined;
}

/** `refused`: this address will never take it. `uncertain`: nobody knows whether it went out. A thrown error: it did not, and may later. */
export type Sent = 'sent' | 'refused' | 'uncertain';
