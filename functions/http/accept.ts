import Negotiator from 'negotiator';

/** A parameter of a media type, as `;level=1`; the weight `;q=` is none of these. */
const parameter = /;(?!\s*q\s*=)[^;,="]*(?:=\s*(?:"(?:\\.|[^"\\])*"|[^;,"]*))?/gi;

/** The media types that a caller accepts, without their parameters, which mean nothing here; undefined where none is named. */
export const acceptOf = (header: string | undefined): string | undefined => {
  const bare = header?.replace(parameter, '').trim();
  return bare === '' ? undefined : bare;
};

/** The type that the caller likes best of those that there are, the first where none is named; undefined where none will do. `accept`: of `acceptOf`. */
export const preferredOf = <T extends string>(accept: string | undefined, types: readonly T[]): T | undefined => {
  const chosen = new Negotiator({ headers: { accept: accept ?? '*/*' } }).mediaType([...types]);
  return types.find((type) => type === chosen);
};
