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

interface Search {
  /** Words that all stand in recipient, subject or text, in whatever case; empty for every mail. */
  q: string;
  /** Only to that address; empty for every one. */
  to: string;
  limit: number;
  offset: number;
}

export interface Mails {
  /** All of its recipients, or none, have it after a kill. */
  keep: (mail: Omit<KeptMail, 'id' | 'to'>, recipients: string[]) => void;
  /** Oldest first; `to` takes only those to that address. */
  list: (to?: string) => KeptMail[];
  /** Newest first, and how many there are in all. */
  search: (search: Search) => { found: KeptMail[]; count: number };
  get: (id: number) => KeptMail | undefined;
  /** Every address that has a mail, in order. */
  recipients: () => string[];
}

const mailOf = ({ id, sender, recipient, subject, text, html, at }: Record<string, unknown>): KeptMail => ({
  id: Number(id),
  from: String(sender),
  to: String(recipient),
  subject: String(subject),
  text: String(text),
  html: String(html),
  at: String(at),
});

const matching = `FROM mailbox WHERE (?1 = '' OR recipient = ?1 COLLATE NOCASE) AND NOT EXISTS (
  SELECT 1 FROM json_each(?2)
  WHERE instr(lower(recipient || char(10) || subject || char(10) || text), lower(value)) = 0)`;

/** The mails of a store, which gets their table when it has none. */
export const openMails = (store: DatabaseSync): Mails => {
  store.exec(`CREATE TABLE IF NOT EXISTS mailbox (
    id INTEGER PRIMARY KEY, sender TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
    text TEXT NOT NULL, html TEXT NOT NULL, at TEXT NOT NULL)`);
  const insert = store.prepare(
    'INSERT INTO mailbox (sender, recipient, subject, text, html, at) SELECT ?, value, ?, ?, ?, ? FROM json_each(?)',
  );
  const all = store.prepare('SELECT * FROM mailbox WHERE ?1 IS NULL OR recipient = ?1 COLLATE NOCASE ORDER BY id');
  const one = store.prepare('SELECT * FROM mailbox WHERE id = ?');
  const page = store.prepare(`SELECT * ${matching} ORDER BY id DESC LIMIT ?3 OFFSET ?4`);
  const total = store.prepare(`SELECT count(*) AS count ${matching}`);
  const addresses = store.prepare('SELECT DISTINCT recipient COLLATE NOCASE AS recipient FROM mailbox ORDER BY 1');
  return {
    keep: ({ from, subject, text, html, at }, recipients) => {
      insert.run(from, subject, text, html, at, JSON.stringify(recipients));
    },
    list: (to) => all.all(to ?? null).map(mailOf),
    search: ({ q, to, limit, offset }) => {
      const words = JSON.stringify(q.split(/\s+/).filter((word) => word !== ''));
      return {
        found: page.all(to, words, limit, offset).map(mailOf),
        count: Number(total.get(to, words)?.count),
      };
    },
    get: (id) => {
      const found = one.get(id);
      return found && mailOf(found);
    },
    recipients: () => addresses.all().map(({ recipient }) => String(recipient)),
  };
};
