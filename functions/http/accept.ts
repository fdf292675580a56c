/** Which of several media types an Accept header asks for (RFC 9110, 12.5.1): the best liked, and of equals the first on offer. */

const weigh = (range: string, type: string): number => {
  const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const fits = name === '*/*' || name === type || (name.endsWith('/*') && type.startsWith(name.slice(0, -1)));
  if (!fits) return -1;
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = q === undefined ? 1 : Number(q);
  return Number.isNaN(weight) ? 0 : weight;
};

/** Undefined where none is wanted. No header wants anything. */
export const preferred = <T extends string>(header: string | undefined, offered: readonly T[]): T | undefined => {
  const ranges = (header ?? '*/*').split(',');
  const weights = offered.map((type) => {
    // The most specific range counts: one that names the type over one with a star.
    const own = ranges.filter((range) => range.split(';')[0]?.trim().toLowerCase() === type);
    return Math.max(...(own.length > 0 ? own : ranges).map((range) => weigh(range, type)));
  });
  const best = Math.max(...weights);
  return best > 0 ? offered[weights.indexOf(best)] : undefined;
};
