import type { Text } from './languages.ts';

/** How clues come (domain.md, "Units"): each organ's own screening. A province has words of its own beside these. */

export const knownChannels: ReadonlyMap<string, Text> = new Map<string, Text>([
  // Discipline inspection and petitions.
  ['duty-crime-review', { zh: '职务犯罪案件排查', en: 'Review of duty crime cases' }],
  ['petition-review', { zh: '信访件排查', en: 'Review of petitions' }],
  // Public security.
  ['case-reanalysis', { zh: '已破案件再研判', en: 'Re-analysis of solved cases' }],
  ['rolling-screening', { zh: '滚动排查', en: 'Rolling screening' }],
  ['rewarded-report', { zh: '有奖举报', en: 'Rewarded report' }],
  // Procuratorates and courts.
  ['case-work', { zh: '办案发现', en: 'Case work' }],
  // Judicial administration.
  ['inmate-disclosure', { zh: '服刑、在押人员坦白检举', en: 'Disclosure by inmates' }],
  // Organs of a trade.
  ['daily-enforcement', { zh: '日常执法检查', en: 'Daily enforcement' }],
  ['letters-and-visits', { zh: '信访举报', en: 'Letters and visits' }],
  // Publicity and cyberspace.
  ['media-monitoring', { zh: '媒体监测', en: 'Media monitoring' }],
  ['network-monitoring', { zh: '网络监测', en: 'Network monitoring' }],
  // All.
  ['public-report', { zh: '群众举报', en: 'Report by the public' }],
  ['real-name-report', { zh: '群众实名举报', en: 'Report by the public, real-name' }],
  ['anonymous-report', { zh: '群众匿名举报', en: 'Report by the public, anonymous' }],
]);

/** What a channel is called; one that nobody named stands as it was written. `own`: the province's names, which come first. */
export const channelName = (code: string, own: Readonly<Record<string, Text>>): Text =>
  (Object.hasOwn(own, code) ? own[code] : knownChannels.get(code)) ?? { zh: code, en: code };
