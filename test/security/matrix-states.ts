import { type Ask, named } from './matrix-callers.ts';
import { about, type Build, commandsBy, earlier, type Made, marks, now } from './matrix-steps.ts';
import { supplementsBy } from './matrix-supplements.ts';

/** Every state in which a clue, its transfers and its reply can be, each made by the commands that lead there. */

const filed = { filedAt: '2026-09-17', caseNumber: marks.caseNumber };

const today = { discoveredAt: now.replace('T10', 'T09') };

/** States of a transfer as sender and receiver bring them about between themselves. */
export const lifeBy = (commands: ReturnType<typeof commandsBy>) => {
  const { submit, on, misconductClosed, withNotice, noticeTaken } = commands;
  const registered: Build = async (whole) => submit(whole, { ...today, dispatch: false });
  const dispatched: Build = async (whole) => misconductClosed(await submit(whole, today));
  const acknowledged: Build = async (whole) => {
    const made = await dispatched(whole);
    await on('receiver’s clerk', made, 'crime', 'acknowledge');
    return made;
  };
  const returnedWith = async (whole: boolean, suggested: object): Promise<Made> => {
    const made = await dispatched(whole);
    const why = { reason: 'not-jurisdiction', note: marks.note };
    await on('receiver’s clerk', made, 'crime', 'return', { ...why, ...suggested });
    return made;
  };
  const withdrawn = async (made: Made): Promise<Made> => {
    await on('sender’s clerk', made, 'crime', 'withdraw', { reason: marks.reason });
    return made;
  };
  const caseFiled: Build = async (whole) => {
    const made = await acknowledged(whole);
    return withNotice(made, (await on('receiver’s clerk', made, 'crime', 'case', filed)).noticeId);
  };
  const closed: Build = async (whole) => {
    const made = await acknowledged(whole);
    const text = marks.outcome;
    await on('receiver’s clerk', made, 'crime', 'feedback', { final: false, outcome: marks.outcome, text });
    await on('receiver’s clerk', made, 'crime', 'feedback', { final: true, outcome: marks.result, text: marks.result });
    return made;
  };
  const redirected: Build = async (whole) => {
    const to = '371403-public-security';
    const made = await returnedWith(whole, { suggested: to });
    const { successors } = await on('sender’s clerk', made, 'crime', 'dispatch', { to, note: marks.correction });
    return { ...made, ids: { ...made.ids, successor: (successors as string[])[0] ?? '' } };
  };
  return {
    states: {
      registered,
      // Its window ended on 09-11.
      'overdue for dispatch': (whole) => submit(whole, { dispatch: false }),
      dispatched,
      'naming its sender': async (whole) =>
        misconductClosed(
          await submit(whole, {
            ...today,
            recuse: [...Object.values(named), '371402-housing'],
            reporter: { anonymous: true },
          }),
        ),
      returned: (whole) => returnedWith(whole, { suggested: '371403-public-security' }),
      'dispatched again': async (whole) => {
        const made = await returnedWith(whole, {});
        await on('sender’s clerk', made, 'crime', 'dispatch', { note: marks.correction });
        return made;
      },
      acknowledged,
      'acknowledged by the office': async (whole) => {
        const made = await dispatched(whole);
        await on('county office’s supervisor', made, 'crime', 'acknowledge');
        return made;
      },
      'case filed': async (whole) => noticeTaken(await caseFiled(whole)),
      'notice dispatched': async (whole) => about('notice')(await caseFiled(whole)),
      'notice acknowledged': async (whole) => about('notice')(await noticeTaken(await caseFiled(whole))),
      closed,
      'withdrawn before dispatch': async (whole) => withdrawn(await registered(whole)),
      'withdrawn after its return': async (whole) => withdrawn(await returnedWith(whole, {})),
      'rerouted to where its return said': redirected,
      'its successor there': async (whole) => about('successor')(await redirected(whole)),
    } as const satisfies Record<string, Build>,
    dispatched,
    acknowledged,
    closed,
  };
};

/** States that an office has to do with, or had. */
const decidedBy = (
  { submit, on, misconductClosed, proposed, approved }: ReturnType<typeof commandsBy>,
  { dispatched, acknowledged }: ReturnType<typeof lifeBy>,
) => {
  const extensionAsked = async (made: Made): Promise<Made> => {
    const asked = { workingDays: 3, reason: marks.reason };
    const { extensionId } = await on('receiver’s clerk', made, 'crime', 'extension', asked);
    return { ...made, application: { of: 'extensions', id: String(extensionId) } };
  };
  const elevated: Build = async (whole) => {
    const made = await approved(await proposed(await acknowledged(whole), 'elevate'), 'prefecture office’s supervisor');
    await on('organ above', made, 'successor', 'acknowledge');
    const text = marks.outcome;
    await on('organ above', made, 'successor', 'feedback', { final: false, outcome: marks.outcome, text });
    return made;
  };
  const joint: Build = async (whole) =>
    approved(await proposed(await dispatched(whole), 'joint', ['371402-court']), 'county office’s supervisor');
  return {
    'extension asked': async (whole) => extensionAsked(await dispatched(whole)),
    // Its office is passed over: the one above decides.
    'naming the county office': async (whole) => {
      const recuse = [...Object.values(named), '371402-leading-group-office'];
      return extensionAsked(await misconductClosed(await submit(whole, { ...today, recuse })));
    },
    'proposed to elevate': async (whole) => proposed(await acknowledged(whole), 'elevate'),
    'proposed to join': async (whole) => proposed(await dispatched(whole), 'joint', ['371402-court']),
    elevated,
    'its successor above': async (whole) => about('successor')(await elevated(whole)),
    joined: joint,
    'the transfer that joined': async (whole) => about('successor')(await joint(whole)),
  } as const satisfies Record<string, Build>;
};

/** States of the reply to the reporter, and of a clue of which no transfer was made. */
const restBy = (
  { post, submit, on, withNotice, noticeTaken }: ReturnType<typeof commandsBy>,
  { dispatched, acknowledged, closed }: ReturnType<typeof lifeBy>,
  { elevated }: ReturnType<typeof decidedBy>,
) => {
  const tell = async (made: Made, kind: string): Promise<Made> => {
    const note = kind === 'outcome' ? marks.answer : marks.told;
    await post('sender’s clerk', `/v1/clues/${made.clueId}/reply`, { kind, note });
    return about('reply')(made);
  };
  const owesOutcome: Build = async (whole) => {
    const made = await tell(await closed(whole), 'acceptance');
    return { ...made, owes: 'outcome' };
  };
  const kept: Build = async () => ({
    ...(await submit(false, today, 'receiver’s clerk')),
    subject: null,
  });
  return {
    'reply: acceptance owed': async (whole) => about('reply')(await dispatched(whole)),
    'reply: waiting': async (whole) => tell(await acknowledged(whole), 'acceptance'),
    'reply: outcome owed': owesOutcome,
    'reply: done': async (whole) => tell(await owesOutcome(whole), 'outcome'),
    'reply: done after elevation': async (whole) => {
      const made = await elevated(whole);
      const result = { final: true, outcome: marks.result, text: marks.result };
      await on('organ above', made, 'successor', 'feedback', result);
      return tell(await tell(made, 'acceptance'), 'outcome');
    },
    'closed and answered': async (whole) => about('crime')(await tell(await owesOutcome(whole), 'outcome')),
    'kept by its unit': kept,
    'kept by its unit with a case': async (whole) => {
      const made = await kept(whole);
      const { noticeId } = await post('receiver’s clerk', `/v1/clues/${made.clueId}/case`, filed);
      return noticeTaken(withNotice(made, noticeId));
    },
  } as const satisfies Record<string, Build>;
};

/** `early`: how many records wait since before for the state that only time makes. `settled`: until all workflows have looked; an outcome is owed only then. */
export const statesBy = (ask: Ask, settled: () => Promise<void>) => {
  const commands = commandsBy(ask, settled);
  const waiting: Made[] = [];
  const life = lifeBy(commands);
  const decided = decidedBy(commands, life);
  const all = {
    ...life.states,
    escalated: async () => {
      const made = waiting.pop();
      if (!made) throw new Error('begin more of them');
      return made;
    },
    ...decided,
    ...supplementsBy(commands, life),
    ...restBy(commands, life, decided),
  } as const satisfies Record<string, Build>;
  return {
    all,
    /** Dispatched now, and left alone: for the state that only time makes. The first with the other organ's transfer. */
    begin: async (count: number): Promise<void> => {
      const discoveredAt = earlier.replace('T10', 'T09');
      for (let n = 1; n <= count; n += 1) {
        waiting.push(await commands.misconductClosed(await commands.submit(n === count, { discoveredAt })));
      }
    },
  };
};
export type StateName = keyof ReturnType<typeof statesBy>['all'];
