import type { Text } from '../../../domain/languages.ts';
import type { Schemas } from '../api.ts';
import { roundNames } from './words.ts';

/** Something that somebody has to look after, and the part of the page that tells more. */
export interface Concern {
  at: string;
  said: Text;
}

const several = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What of the status calls for somebody, the most pressing first. */
export const concernsOf = ({ schedules, calendar, mails, addresses, failures }: Schemas['Status']): Concern[] => {
  const waiting = failures === null ? 0 : failures.waiting + failures.undelivered;
  const astray = mails.items.length;
  return [
    ...schedules
      .filter(({ silent }) => silent)
      .map(({ name }) => ({
        at: 'schedules',
        said: {
          zh: `定时任务“${roundNames[name].name.zh}”未按时运行`,
          en: `The schedule “${roundNames[name].name.en}” is silent`,
        },
      })),
    ...(waiting > 0
      ? [
          {
            at: 'failures',
            said: { zh: `失败队列中有${waiting}条消息`, en: `${several(waiting, 'event', 'events')} nothing took` },
          },
        ]
      : []),
    ...(failures === null
      ? [{ at: 'failures', said: { zh: '失败队列没有答复', en: 'The queues of failures do not answer' } }]
      : []),
    ...(astray > 0
      ? [
          {
            at: 'mails',
            said: {
              zh: `有${astray}封邮件被拒收或者不能确定是否送达`,
              en: `${several(astray, 'mail', 'mails')} refused, or maybe lost`,
            },
          },
        ]
      : []),
    ...(addresses.items.length > 0
      ? [
          {
            at: 'addresses',
            said: {
              zh: `有${addresses.items.length}个邮箱不能送达`,
              en: `${several(addresses.items.length, 'address takes', 'addresses take')} no mails`,
            },
          },
        ]
      : []),
    ...calendar.missing.map((year) => ({
      at: 'calendar',
      said: { zh: `${year}年放假通知尚未录入`, en: `The calendar of ${year} is not in` },
    })),
  ];
};
