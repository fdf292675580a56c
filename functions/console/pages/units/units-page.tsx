import { useLocation } from 'preact-iso/router';
import { useText } from '../language.ts';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/reading.tsx';
import { useWho } from '../session/who.ts';
import { ImportUnits } from './import-units.tsx';
import { NewUnit } from './new-unit.tsx';
import { OneUnit } from './one-unit.tsx';
import { OwnStandIns } from './own-stand-ins.tsx';
import { UnitList } from './unit-list.tsx';

/** What an operator does is in the address: `unit` opens one, `new` registers one, `import` takes a file. */
const Operators = () => {
  const { query } = useLocation();
  if (query.import) return <ImportUnits />;
  if (query.unit === 'new') return <NewUnit />;
  return query.unit ? <OneUnit id={query.unit} /> : <UnitList />;
};

export const UnitsPage = () => {
  const t = useText();
  const { role, unitId } = useWho();
  return (
    <Page title={t({ zh: '单位库', en: 'Units' })}>
      {role === 'operator' ? (
        <Operators />
      ) : role === 'supervisor' && unitId ? (
        <OwnStandIns unitId={unitId} />
      ) : (
        <Empty>{t({ zh: '单位库由系统管理员维护。', en: 'Operators keep the register of units.' })}</Empty>
      )}
    </Page>
  );
};
