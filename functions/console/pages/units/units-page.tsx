import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const UnitsPage = () => {
  const t = useText();
  return <Page title={t({ zh: '单位库', en: 'Units' })}>{null}</Page>;
};
