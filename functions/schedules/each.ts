/** Does something with each, so many at once. @throws the first error of those at once; what follows them is not begun. */
export const each = async <T>(all: readonly T[], atOnce: number, run: (one: T) => Promise<void>): Promise<void> => {
  for (let from = 0; from < all.length; from += atOnce) await Promise.all(all.slice(from, from + atOnce).map(run));
};
