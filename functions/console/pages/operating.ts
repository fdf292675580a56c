/** What operators and auditors need, and few besides: in a script of its own, which everybody else does without. */
export { AuditPage } from './audit/audit-page.tsx';
export { EditCalendar } from './calendar/edit-calendar.tsx';
export { Withdraw } from './calendar/withdraw.tsx';
export { StatusPage } from './status/status-page.tsx';
export { UnitsPage } from './units/units-page.tsx';
