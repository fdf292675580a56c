import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const SupervisionPage = () => {
  const t = useText();
  return <Page title={t({ zh: '督办看板', en: 'Supervision' })}>{null}</Page>;
};
