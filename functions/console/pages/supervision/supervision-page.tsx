import './supervision.css';
import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { addressOf, useAsked } from './asked.ts';
import { Board } from './board.tsx';
import { Rates } from './rates.tsx';
import { Rows } from './rows.tsx';

/** What supervisors watch: what is overdue or soon will be, and how often duties are done in time. */
export const SupervisionPage = () => {
  const t = useText();
  const { asked } = useAsked();
  const { view, region } = asked;
  const rates = view === 'rates' || view === 'rows';
  const of = region === undefined ? {} : { region };
  return (
    <Page title={t({ zh: '督办看板', en: 'Supervision' })}>
      <Tabs
        label={t({ zh: '看板内容', en: 'Parts of the board' })}
        tabs={[
          { name: t({ zh: '逾期和临期', en: 'Overdue and at risk' }), to: addressOf(of), current: !rates },
          {
            name: t({ zh: '按时办理率', en: 'On-time rates' }),
            to: addressOf(of, { view: 'rates' }),
            current: rates,
          },
        ]}
      />
      {rates ? view === 'rows' ? <Rows /> : <Rates /> : <Board />}
    </Page>
  );
};
