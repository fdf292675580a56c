import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { organNames } from '../../../domain/names.ts';
import { organs } from '../../../domain/organs.ts';
import { answerOf, api, type Problem } from '../api.ts';
import { useText } from '../language.ts';
import { CheckField, ChoiceField, TextField } from '../parts/field.tsx';
import { Empty, Reading, Refused, useRead } from '../parts/reading.tsx';
import { Table } from '../parts/table.tsx';
import type { Unit } from './form.ts';
import { useReturned } from './returned.tsx';

interface Asked {
  q: string;
  organ: string;
  undeliverable: boolean;
}

const askedIn = (query: Record<string, string>): Asked => ({
  q: query.q ?? '',
  organ: query.organ ?? '',
  undeliverable: query.undeliverable === 'true',
});

const addressOf = ({ q, organ, undeliverable }: Asked): string => {
  const query = new URLSearchParams({
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(organ === '' ? {} : { organ }),
    ...(undeliverable ? { undeliverable: 'true' } : {}),
  });
  return `/console/units${query.size > 0 ? `?${query}` : ''}`;
};

const page = ({ q, organ, undeliverable }: Asked, cursor?: string) =>
  answerOf(
    api.GET('/v1/units', {
      params: {
        query: {
          ...(q === '' ? {} : { q }),
          ...(undeliverable ? { undeliverable: 'true' as const } : {}),
          ...organs.filter((one) => one === organ).map((one) => ({ organ: one }))[0],
          ...(cursor === undefined ? {} : { cursor }),
          limit: 50,
        },
      },
    }),
  );

const Search = ({ asked }: { asked: Asked }) => {
  const t = useText();
  const { route } = useLocation();
  const [q, setQ] = useState(asked.q);
  const go = (different: Partial<Asked>) => route(addressOf({ ...asked, q, ...different }));
  return (
    <search>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          go({});
        }}
      >
        <div class="beside">
          <TextField
            label={t({ zh: '查找', en: 'Find' })}
            hint={t({ zh: '单位名称、编号、人员姓名或邮箱', en: 'A name, an id, a person or an address' })}
            value={q}
            change={setQ}
            input={{ type: 'search' }}
          />
          <ChoiceField
            label={t({ zh: '机关类型', en: 'Organ' })}
            options={[
              { value: '', label: t({ zh: '全部', en: 'All' }) },
              ...organs.map((one) => ({ value: one, label: t(organNames[one]) })),
            ]}
            value={asked.organ}
            change={(organ) => go({ organ })}
          />
        </div>
        <CheckField
          label={t({ zh: '只看有邮箱退信的单位', en: 'Only units from whose addresses mails came back' })}
          checked={asked.undeliverable}
          change={(undeliverable) => go({ undeliverable })}
        />
        <button type="submit" class="main">
          {t({ zh: '查找', en: 'Find' })}
        </button>
      </form>
    </search>
  );
};

const Emails = ({ unit }: { unit: Unit }) => {
  const returned = useReturned(unit);
  const shown = [...unit.emails, ...(unit.undeliverable ?? []).map(({ email }) => email)];
  return (
    <ul class="unit-addresses">
      {[...new Set(shown)].map((email) => (
        <li key={email}>
          {email} {returned(email) ? <strong class="fault">{returned(email)}</strong> : null}
        </li>
      ))}
    </ul>
  );
};

const Found = ({ first, next, asked }: { first: readonly Unit[]; next: string | undefined; asked: Asked }) => {
  const t = useText();
  const [more, setMore] = useState<Unit[]>([]);
  const [cursor, setCursor] = useState(next);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    setMore([]);
    setCursor(next);
  }, [next]);
  const go = async () => {
    const answer = await page(asked, cursor);
    setProblem(answer.problem);
    if (!answer.data) return;
    setMore([...more, ...answer.data.items]);
    setCursor(answer.data.cursor);
  };
  const rows = [...first, ...more];
  if (rows.length === 0) {
    return (
      <Empty>
        {asked.undeliverable && asked.q === '' && asked.organ === ''
          ? t({ zh: '没有邮箱退信。', en: 'No mails came back.' })
          : t({
              zh: '没有找到符合条件的单位，请换一个查找内容，或登记新单位。',
              en: 'No unit is like that. Look for something else, or register a unit.',
            })}
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption={t({ zh: '单位', en: 'Units' })}
        rows={rows}
        keyOf={({ unitId }) => unitId}
        columns={[
          {
            title: t({ zh: '单位', en: 'Unit' }),
            cell: ({ unitId, name, nameEn }) => (
              <a href={`/console/units?unit=${unitId}`}>{t({ zh: name, en: nameEn ?? name })}</a>
            ),
          },
          {
            title: t({ zh: '行政区划', en: 'Region' }),
            cell: ({ regionName, regionCode }) => regionName ?? regionCode,
          },
          { title: t({ zh: '机关类型', en: 'Organ' }), cell: ({ organ }) => t(organNames[organ]) },
          { title: t({ zh: '邮箱', en: 'Addresses' }), cell: (unit) => <Emails unit={unit} /> },
          {
            title: t({ zh: '负责人', en: 'Supervisors' }),
            cell: ({ supervisors }) => supervisors.map(({ name }) => name).join(t({ zh: '、', en: ', ' })) || '—',
          },
        ]}
      />
      {problem ? <Refused problem={problem} /> : null}
      {cursor === undefined ? null : (
        <button type="button" onClick={() => void go()}>
          {t({ zh: '显示更多', en: 'Show more' })}
        </button>
      )}
    </>
  );
};

/** The register, searched. */
export const UnitList = () => {
  const t = useText();
  const { query } = useLocation();
  const asked = askedIn(query);
  const read = useRead(() => page(asked), JSON.stringify(asked));
  return (
    <>
      <p class="actions">
        <a class="button" href="/console/units?unit=new">
          {t({ zh: '登记新单位', en: 'Register a unit' })}
        </a>
        <a class="button" href="/console/units?import=csv">
          {t({ zh: '从文件导入', en: 'Import a file' })}
        </a>
      </p>
      <Search key={JSON.stringify(asked)} asked={asked} />
      <Reading read={read}>
        {({ items, cursor }) => <Found key={JSON.stringify(asked)} first={items} next={cursor} asked={asked} />}
      </Reading>
    </>
  );
};
