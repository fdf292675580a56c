import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const TransferPage = () => {
  const t = useText();
  return <Page title={t({ zh: '移送详情', en: 'Transfer' })}>{null}</Page>;
};
