/** What answers, mails and papers are written in: each reader's own. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** The same said in each language. */
export type Text = Readonly<Record<Language, string>>;
