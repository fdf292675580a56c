import { about, type Build, type commandsBy, type Made, marks } from './matrix-steps.ts';

/** States in which a receiver asked for what it lacks, or a sender took back what it had dispatched. */
export const supplementsBy = (
  { on }: Pick<ReturnType<typeof commandsBy>, 'on'>,
  { dispatched, acknowledged }: { dispatched: Build; acknowledged: Build },
) => {
  const asked = async (made: Made): Promise<Made> => {
    const { supplementId } = await on('receiver’s clerk', made, 'crime', 'supplement', { items: [marks.missing] });
    return { ...made, ids: { ...made.ids, supplement: String(supplementId) } };
  };
  const owedOnDispatched: Build = async (whole) => asked(await dispatched(whole));
  const owedOnAcknowledged: Build = async (whole) => asked(await acknowledged(whole));
  const supplied: Build = async (whole) => {
    const made = await owedOnAcknowledged(whole);
    await on('sender’s clerk', made, 'crime', 'supplied', { note: marks.supplied });
    return made;
  };
  const recalled: Build = async (whole) => {
    const made = await owedOnDispatched(whole);
    await on('sender’s clerk', made, 'crime', 'recall', { reason: marks.reason });
    return made;
  };
  return {
    'supplement owed, not yet taken': owedOnDispatched,
    'supplement owed, taken': owedOnAcknowledged,
    supplied,
    recalled,
    'the supplement: owed': async (whole) => about('supplement')(await owedOnAcknowledged(whole)),
    'the supplement: supplied': async (whole) => about('supplement')(await supplied(whole)),
    // It was recalled before anything was supplied.
    'the supplement: lapsed': async (whole) => about('supplement')(await recalled(whole)),
  } as const satisfies Record<string, Build>;
};
