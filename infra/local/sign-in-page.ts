import { regions, units } from './seed.ts';

/** The local issuer's page, on which one picks who to be. */

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const button = (person: string, label: string): string =>
  `<button name="person" value="${escaped(person)}">${escaped(label)}</button>`;

const unitRow = ({ unitId, name }: { unitId: string; name: string }): string =>
  `<li><span>${escaped(name)}</span>${button(`clerk@${unitId}`, '经办人')}${button(`supervisor@${unitId}`, '负责人')}</li>`;

const regionPart = ({ code, name }: { code: string; name: string }): string => {
  const rows = units.filter(({ regionCode }) => regionCode === code).map(unitRow);
  return `<details${code === '371402' ? ' open' : ''}><summary>${escaped(name)}</summary><ul>${rows.join('')}</ul></details>`;
};

/** @param action Where the choice goes. */
export const choicePage = (action: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>本机登录</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1d2733 }
ul { list-style: none; padding: 0 } li { display: flex; gap: .5rem; align-items: center; padding: .25rem 0; flex-wrap: wrap }
li span { flex: 1; min-width: 9rem } summary { font-weight: 600; padding: .5rem 0; cursor: pointer }
button { font: inherit; padding: .25rem .75rem; border: 1px solid #1f5fa8; background: #fff; color: #1f5fa8; border-radius: 4px }
</style>
</head>
<body>
<h1>本机登录</h1>
<p>本页只在本机存在，代替省里的身份认证系统：选一个人，即以其身份登录。</p>
<form method="post" action="${escaped(action)}">
<p>${button('operator', '系统管理员')} ${button('auditor', '审计管理员')}</p>
${regions.toReversed().map(regionPart).join('\n')}
</form>
</body>
</html>
`;
