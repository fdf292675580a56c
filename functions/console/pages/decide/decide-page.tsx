import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const DecidePage = () => {
  const t = useText();
  return <Page title={t({ zh: '审批', en: 'Decisions' })}>{null}</Page>;
};
