import { useEffect, useState } from 'preact/hooks';
import { type Answer, answerOf, api, type Problem, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { Busy, Refused } from '../parts/reading.tsx';
import { ClueFacts } from './clue-facts.tsx';

type Clue = Schemas['Clue'];

const readClue = (id: string, version?: number): Promise<Answer<Clue>> =>
  answerOf(
    api.GET('/v1/clues/{id}', {
      params: { path: { id }, query: version === undefined ? {} : { version } },
    }),
  );

/**
 * What the clue says, once it is asked for: each reading goes on the record. It is kept by this part of the page alone, and gone with it.
 */
export const ClueContent = ({
  clueId,
  changes = 0,
}: {
  clueId: string;
  /** Another number where the clue's transfer changed on this page: a correction may have come with it. */
  changes?: number;
}) => {
  const t = useText();
  const [clue, setClue] = useState<Clue>();
  const [readWith, setReadWith] = useState(changes);
  const [problem, setProblem] = useState<Problem>();
  const [loading, setLoading] = useState(false);
  const read = async (version?: number) => {
    if (loading) return;
    setLoading(true);
    const answer = await readClue(clueId, version);
    setLoading(false);
    setProblem(answer.problem);
    if (!answer.data) return;
    setClue(answer.data);
    setReadWith(changes);
  };
  // A browser that keeps the page for its back button does not keep this.
  useEffect(() => {
    const forget = () => setClue(undefined);
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);
  return (
    <section class="card">
      <h2>{t({ zh: '线索内容', en: 'What the clue says' })}</h2>
      {problem ? <Refused problem={problem} again={() => void read()} /> : null}
      {loading ? <Busy /> : null}
      {clue ? (
        <>
          {readWith === changes ? null : (
            <p class="notice" role="status">
              {t({
                zh: '移送件已有变动，以下是变动前查看的内容。',
                en: 'The transfer has changed: this is what the clue said before. ',
              })}
              <button type="button" onClick={() => void read()}>
                {t({ zh: '重新查看（将记录）', en: 'Read it again (recorded)' })}
              </button>
            </p>
          )}
          <ClueFacts clue={clue} readVersion={(version) => void read(version)} />
          <button type="button" onClick={() => setClue(undefined)}>
            {t({ zh: '收起线索内容', en: 'Hide what the clue says' })}
          </button>
        </>
      ) : (
        <>
          <p>
            {t({
              zh: '线索的标题、正文、涉及对象、举报人和附件属于秘密。查看一次，就在案卷上记录一次查阅人和时间。',
              en: 'Title, text, subjects, reporter and annexes are secret. Each time they are read, who read them and when goes on the record.',
            })}
          </p>
          <button type="button" onClick={() => void read()}>
            {t({ zh: '查看线索内容（将记录）', en: 'Read the clue (recorded)' })}
          </button>
        </>
      )}
    </section>
  );
};
