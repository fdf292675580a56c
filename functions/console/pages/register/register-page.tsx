import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';

export const RegisterPage = () => {
  const t = useText();
  return <Page title={t({ zh: '登记线索', en: 'Register a clue' })}>{null}</Page>;
};
