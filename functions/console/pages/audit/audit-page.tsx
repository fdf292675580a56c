import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const AuditPage = () => {
  const t = useText();
  return <Page title={t({ zh: '审计', en: 'Audit' })}>{null}</Page>;
};
