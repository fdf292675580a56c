import * as z from 'zod';

/** Tags on everything of a province that takes tags: whose it is, and who pays. */

const text = (longest: number) =>
  z
    .string()
    .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u, 'takes letters, digits, blanks and _ . : / = + - @')
    .max(longest);

/** What the stack says itself. */
const own = ['application', 'province'];

/** `tags` of a province file. */
export const ownTags = z.record(text(128), text(256)).superRefine((tags, context) => {
  for (const name of Object.keys(tags)) {
    const message = own.includes(name)
      ? 'stands there already: leave it out'
      : /^aws:/i.test(name)
        ? 'AWS keeps names that begin with aws: to itself: take another'
        : undefined;
    if (message) context.addIssue({ code: 'custom', path: [name], message });
  }
  if (Object.keys(tags).length > 40) context.addIssue({ code: 'custom', path: [], message: 'name 40 at the most' });
});

/** All tags of both stacks. CloudFormation puts them on whatever takes tags; so they take no room in the templates. */
export const tagsOf = ({ code, tags }: { code: string; tags: Record<string, string> }): Record<string, string> => ({
  ...tags,
  application: 'clue-transfer',
  province: code,
});
