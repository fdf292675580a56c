import * as z from 'zod';

/** What the routes of the service itself answer. */

export const health = z.strictObject({ status: z.literal('ok') });
