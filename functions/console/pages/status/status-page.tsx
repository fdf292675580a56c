import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const StatusPage = () => {
  const t = useText();
  return <Page title={t({ zh: '运行状况', en: 'Operation' })}>{null}</Page>;
};
