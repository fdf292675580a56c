import './register.css';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { answerOf, api, type Schemas } from '../api.ts';
import { useText } from '../language.ts';
import { useCommand } from '../parts/commands.ts';
import { Page } from '../parts/page.tsx';
import { useWho } from '../session/who.ts';
import { Check } from './check.tsx';
import { ClueForm } from './clue-form.tsx';
import { bodyOf, type Draft, entryName, type Submission, useDraft, withoutEmptyRows } from './draft.ts';
import { Sent } from './sent.tsx';
import { StepHeading, Steps } from './steps.tsx';

type Previewed = Schemas['Previewed'];
type Submitted = Schemas['Submitted'];

const Whole = ({ children }: { children: ComponentChildren }) => {
  const t = useText();
  return (
    <div class="register">
      <Page title={t({ zh: '登记线索', en: 'Register a clue' })}>{children}</Page>
    </div>
  );
};

/** Registers a clue in two steps: what it says, then where it would go; and shows what became of it. */
export const RegisterPage = () => {
  const t = useText();
  const [draft, change, restart] = useDraft(useWho());
  const [previewed, setPreviewed] = useState<Previewed>();
  const [sent, setSent] = useState<{ submitted: Submitted; draft: Draft }>();
  const asked = useRef<Submission | undefined>(undefined);
  const preview = useCommand(() => {
    asked.current = bodyOf(withoutEmptyRows(draft), true);
    return answerOf(api.POST('/v1/clues/preview', { body: asked.current }));
  });
  if (sent) {
    return (
      <Whole>
        <StepHeading>{t({ zh: '登记结果', en: 'What became of it' })}</StepHeading>
        <Sent
          submitted={sent.submitted}
          nameOf={(entry) => entryName(sent.draft, entry)}
          again={() => setSent(undefined)}
        />
      </Whole>
    );
  }
  return (
    <Whole>
      <Steps now={previewed ? 2 : 1} />
      {previewed ? (
        <Check
          draft={draft}
          previewed={previewed}
          back={() => setPreviewed(undefined)}
          done={(answer) => {
            restart();
            setPreviewed(undefined);
            setSent({ submitted: answer, draft });
          }}
        />
      ) : (
        <>
          <StepHeading>{t({ zh: '填写线索', en: 'The clue' })}</StepHeading>
          <ClueForm
            draft={draft}
            change={change}
            problem={preview.problem}
            asked={asked.current}
            running={preview.running}
            next={async () => setPreviewed(await preview.run())}
          />
        </>
      )}
    </Whole>
  );
};
