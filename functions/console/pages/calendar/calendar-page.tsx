import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const CalendarPage = () => {
  const t = useText();
  return <Page title={t({ zh: '日历', en: 'Calendar' })}>{null}</Page>;
};
