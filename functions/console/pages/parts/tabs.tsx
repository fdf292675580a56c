/** Links to the parts of one page, each with an address of its own. */
export const Tabs = ({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { name: string; to: string; current: boolean; count?: number | undefined }[];
}) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {tabs.map(({ name, to, current, count }) => (
        <li key={to}>
          <a href={to} aria-current={current ? 'page' : undefined}>
            {name}
            {count === undefined ? null : <span class="count">{count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
