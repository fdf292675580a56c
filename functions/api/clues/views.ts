import { settings } from '../../adapters/settings.ts';
import { withOffset } from '../../domain/calendar/time.ts';
import type { Clue } from '../../domain/clue/clue.ts';
import type { By } from '../../domain/transfer/events.ts';
import { byOf } from '../../domain/visibility/actor.ts';
import { versionsUpTo } from '../../domain/visibility/content-sight.ts';

/** Clues as callers see them. */

/** The versions of a clue's content that a caller may know, `known` the newest of them, and the one that they are shown. */
export const contentView = (
  clue: Pick<Clue, 'corrections'>,
  known: number,
  submitted: { at: string; by: By },
  shown = known,
) => ({
  version: shown,
  versions: versionsUpTo(known, clue, submitted).map(({ version, at, by, fields }) => ({
    version,
    at: withOffset(settings().timeZone, new Date(at)),
    by: byOf(by),
    fields,
  })),
});

/** Entity tag of a clue: the version of its content, as If-Match takes it. */
export const etagOfContent = (version: number) => ({ etag: `"${version}"` });
