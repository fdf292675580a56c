import type { Text } from '../../../domain/languages.ts';
import { ruleNames } from '../../../domain/names.ts';
import type { Kind } from './draft.ts';

/** The two kinds of a clue, and to whom each goes. */
export const kinds: readonly { kind: Kind; name: Text; goes: Text }[] = [
  {
    kind: 'organised-crime',
    name: { zh: ruleNames['organised-crime'].zh, en: 'Organised crime' },
    goes: { zh: '移送本级公安机关', en: 'goes to public security of your level' },
  },
  {
    kind: 'misconduct',
    name: { zh: ruleNames.misconduct.zh, en: 'Misconduct, corruption or protection behind it' },
    goes: { zh: '移送本级纪检监察机关', en: 'goes to discipline inspection of your level' },
  },
];

/** What a rule or a kind is called. */
export const kindName = (rule: string): Text => kinds.find(({ kind }) => kind === rule)?.name ?? { zh: rule, en: rule };
