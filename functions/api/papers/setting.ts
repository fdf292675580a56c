/** How papers are set, whatever file they become (GB/T 9704-2012, letter format). */

/** Of the page and what stands on it. */
export const millimetres = {
  top: 37,
  right: 26,
  bottom: 35,
  left: 28,
  /** The text area: 156 × 225. */
  width: 156,
  /** From the upper edge to the heading, from the lower edge to the second double rule. */
  headTop: 30,
  foot: 20,
  /** Width of the double rules. */
  rule: 170,
  /** Left free above the signature, so that a seal has room. */
  seal: 18,
} as const;

/** 三号, 二号, and 22 lines a page. */
export const points = { body: 16, title: 22, line: 28.95 } as const;

export const red = '#e60012';

/** What the standard asks for first, then what office suites and free systems have in its place. */
export const fonts = {
  title: [
    '方正小标宋_GBK',
    '方正小标宋简体',
    'FZXiaoBiaoSong-B05S',
    'STZhongsong',
    'Noto Serif CJK SC',
    'Noto Sans CJK SC',
    'serif',
  ],
  fang: ['仿宋_GB2312', 'FangSong_GB2312', 'FangSong', 'STFangsong', 'Noto Serif CJK SC', 'Noto Sans CJK SC', 'serif'],
  kai: ['楷体_GB2312', 'KaiTi', 'STKaiti', 'Noto Serif CJK SC', 'Noto Sans CJK SC', 'serif'],
  hei: ['黑体', 'SimHei', 'STHeiti', 'Noto Sans CJK SC', 'serif'],
  song: ['宋体', 'SimSun', 'STSong', 'Noto Serif CJK SC', 'Noto Sans CJK SC', 'serif'],
} as const;

/** Size of the heading (发文机关标志), so that a name stands on one line where it can. */
export const headingPoints = (heading: string): number =>
  Math.max(20, Math.min(36, Math.floor(440 / Math.max(1, [...heading].length))));

/** Of the annex list (附件清单): what stands above, and millimetres, which fill the text area. */
export const annexColumns = [
  { head: '序号', width: 14 },
  { head: '名称', width: 66 },
  { head: '份数', width: 18 },
  { head: '校验值（SHA-256或者SM3）', width: 58 },
] as const;

/** The line that says how to ask whether a paper is what the record says. */
export const wayToCheck = (code: string): string =>
  `校验码：${code}。移送单位、接收单位和有权督办的领导小组办公室可登录线索移送系统，凭校验码核验本件。`;
