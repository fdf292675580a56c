import type { DatabaseSync } from 'node:sqlite';

/** The mails that the store keeps, one for each recipient. */

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** RFC 3339, of the virtual clock. */
  at: string;
}

export interface KeptMail extends Mail {
  id: number;
  from: string;
}

interface Mails {
  /** All of its recipients, or none, have it after a kill. */
  keep: (mail: Omit<KeptMail, 'id' | 'to'>, recipients: string[]) => void;
  /** Oldest first; `to` takes only those to that address. */
  list: (to?: string) => KeptMail[];
}

/** The mails of a store, which gets their table when it has none. */
export const openMails = (store: DatabaseSync): Mails => {
  store.exec(`CREATE TABLE IF NOT EXISTS mailbox (
    id INTEGER PRIMARY KEY, sender TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
    text TEXT NOT NULL, html TEXT NOT NULL, at TEXT NOT NULL)`);
  const insert = store.prepare(
    'INSERT INTO mailbox (sender, recipient, subject, text, html, at) SELECT ?, value, ?, ?, ?, ? FROM json_each(?)',
  );
  const select = store.prepare('SELECT * FROM mailbox WHERE ?1 IS NULL OR recipient = ?1 COLLATE NOCASE ORDER BY id');
  return {
    keep: ({ from, subject, text, html, at }, recipients) => {
      insert.run(from, subject, text, html, at, JSON.stringify(recipients));
    },
    list: (to) =>
      select.all(to ?? null).map(({ id, sender, recipient, subject, text, html, at }) => ({
        id: Number(id),
        from: String(sender),
        to: String(recipient),
        subject: String(subject),
        text: String(text),
        html: String(html),
        at: String(at),
      })),
  };
};
