import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const LedgersPage = () => {
  const t = useText();
  return <Page title={t({ zh: '台账', en: 'Ledgers' })}>{null}</Page>;
};
