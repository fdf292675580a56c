/** A parameter of a media type, as `;level=1`; the weight `;q=` is none of these. */
const parameter = /;(?!\s*q\s*=)[^;,="]*(?:=\s*(?:"(?:\\.|[^"\\])*"|[^;,"]*))?/gi;

/** The media types that a caller accepts, without their parameters, which mean nothing here; undefined where none is named. */
export const acceptOf = (header: string | undefined): string | undefined => {
  const bare = header?.replace(parameter, '').trim();
  return bare === '' ? undefined : bare;
};
