import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router';
import type { Language, Text } from '../../domain/languages.ts';
import { roleNames } from '../../domain/names.ts';
import { CalendarPage } from './calendar/calendar-page.tsx';
import { DecidePage } from './decide/decide-page.tsx';
import { chooseLanguage, LanguageContext, language, useText } from './language.ts';
import { LedgersPage } from './ledgers/ledgers-page.tsx';
import { later } from './parts/later.tsx';
import { Page } from './parts/page.tsx';
import { RegisterPage } from './register/register-page.tsx';
import { Door, Expired } from './session/door.tsx';
import { current, leave, onChange, type Role, type Session, type Who } from './session/session.ts';
import { isOffice, WhoContext } from './session/who.ts';
import { SupervisionPage } from './supervision/supervision-page.tsx';
import { TasksPage } from './tasks/tasks-page.tsx';
import { TransferPage } from './transfer/transfer-page.tsx';

const audit = { zh: '审计', en: 'Audit' };
const status = { zh: '运行状况', en: 'System status' };
const units = { zh: '单位库', en: 'Units' };
const AuditPage = later(async () => (await import('./operating.ts')).AuditPage, audit);
const StatusPage = later(async () => (await import('./operating.ts')).StatusPage, status);
const UnitsPage = later(async () => (await import('./operating.ts')).UnitsPage, units);

interface Place {
  path: string;
  name: Text;
  page: ComponentType;
  /** Whose menu it stands in. */
  roles: readonly Role[];
  /** Of units, only in that of leading group offices. */
  offices?: true;
}

const everyone: readonly Role[] = ['clerk', 'supervisor', 'operator', 'auditor'];
const ofUnits: readonly Role[] = ['clerk', 'supervisor'];

/** The pages in the order of the menu; a role's first is where it begins. */
const places: readonly Place[] = [
  { path: '/console/tasks', name: { zh: '我的待办', en: 'My tasks' }, page: TasksPage, roles: ofUnits },
  { path: '/console/clues/new', name: { zh: '登记线索', en: 'Register a clue' }, page: RegisterPage, roles: ofUnits },
  { path: '/console/decisions', name: { zh: '审批', en: 'Decisions' }, page: DecidePage, roles: ['supervisor'] },
  { path: '/console/supervision', name: { zh: '督办看板', en: 'Supervision' }, page: SupervisionPage, roles: ofUnits },
  { path: '/console/ledgers', name: { zh: '台账', en: 'Ledgers' }, page: LedgersPage, roles: ofUnits },
  { path: '/console/status', name: status, page: StatusPage, roles: ['operator'] },
  {
    path: '/console/audit',
    name: audit,
    page: AuditPage,
    roles: ['auditor', 'clerk', 'supervisor'],
    offices: true,
  },
  { path: '/console/calendar', name: { zh: '日历', en: 'Calendar' }, page: CalendarPage, roles: everyone },
  { path: '/console/units', name: units, page: UnitsPage, roles: ['operator', 'supervisor'] },
];

const placesOf = ({ role, unitId }: Who): readonly Place[] =>
  places.filter(
    ({ roles, offices }) => roles.includes(role) && (!offices || !ofUnits.includes(role) || isOffice(unitId)),
  );

const Menu = ({ who }: { who: Who }) => {
  const { path } = useLocation();
  const t = useText();
  return (
    <nav class="menu" aria-label={t({ zh: '主菜单', en: 'Main menu' })}>
      <ul>
        {placesOf(who).map((place) => (
          <li key={place.path}>
            <a href={place.path} aria-current={path.startsWith(place.path) ? 'page' : undefined}>
              {t(place.name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const Head = ({ who, choose }: { who: Who; choose: (one: Language) => void }) => {
  const t = useText();
  const other: Language = t({ zh: 'en', en: 'zh' }) === 'en' ? 'en' : 'zh';
  const role = roleNames[who.role];
  return (
    <header class="top">
      <a class="skip" href="#content">
        {t({ zh: '跳到正文', en: 'Skip to the content' })}
      </a>
      <span class="product">{t({ zh: '涉黑涉恶线索移送', en: 'Clue transfer' })}</span>
      <span class="who">
        {who.name}
        {/* A name that ends with it says it already. */}
        {who.name.endsWith(t(role)) ? null : t({ zh: `（${role.zh}）`, en: ` (${role.en})` })}
      </span>
      <button type="button" class="plain" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(other)}>
        {other === 'zh' ? '中文' : 'English'}
      </button>
      <button type="button" class="plain" onClick={() => void leave()}>
        {t({ zh: '退出登录', en: 'Sign out' })}
      </button>
    </header>
  );
};

const Missing = () => {
  const t = useText();
  return (
    <Page title={t({ zh: '没有这个页面', en: 'There is no such page' })}>
      <p>{t({ zh: '请从菜单中选择。', en: 'Choose one from the menu.' })}</p>
    </Page>
  );
};

const Home = ({ who }: { who: Who }) => {
  const { route } = useLocation();
  const to = placesOf(who)[0]?.path ?? '/console/calendar';
  useEffect(() => route(to, true), [to, route]);
  return null;
};

const Inside = ({ who, choose }: { who: Who; choose: (one: Language) => void }) => (
  <WhoContext.Provider value={who}>
    <LocationProvider scope="/console">
      <Head who={who} choose={choose} />
      <div class="body">
        <Menu who={who} />
        <main id="content">
          <Router>
            {places.map(({ path, page }) => (
              <Route key={path} path={path} component={page} />
            ))}
            <Route path="/console/transfers/:id" component={TransferPage} />
            <Route path="/console" component={() => <Home who={who} />} />
            <Route default component={Missing} />
          </Router>
        </main>
      </div>
    </LocationProvider>
  </WhoContext.Provider>
);

const useSession = (): Session => {
  const [session, setSession] = useState(current());
  useEffect(() => {
    const look = () => setSession(current());
    // It may have changed since the first rendering.
    look();
    return onChange(look);
  }, []);
  return session;
};

/** The console: a door until somebody is signed in, then the pages. */
export const App = () => {
  const session = useSession();
  const [chosen, setChosen] = useState(language());
  const choose = (one: Language) => {
    chooseLanguage(one);
    setChosen(one);
  };
  const inside = session.state === 'in' || session.state === 'expired';
  return (
    <LanguageContext.Provider value={chosen}>
      {inside ? <Inside who={session.who} choose={choose} /> : <Door session={session} choose={choose} />}
      {session.state === 'expired' ? <Expired session={session} /> : null}
    </LanguageContext.Provider>
  );
};
