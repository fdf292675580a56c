import { type Settings, settingsSchema } from '../../../functions/domain/settings.ts';

/** A province's settings with every default, and what a test wants different. */
export const settingsWith = (different: Partial<Settings> = {}): Settings =>
  settingsSchema.parse({
    timeZone: 'Asia/Shanghai',
    consoleUrl: 'https://clues.example/transfers/',
    mailFrom: 'clues@province.example',
    operators: ['operations@province.example'],
    ...different,
  });
