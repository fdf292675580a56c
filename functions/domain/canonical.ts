/** Bytes whose characters are made at once: a call takes no more arguments. */
const together = 8_192;

const base64 = (bytes: Uint8Array): string => {
  const parts = Array.from({ length: Math.ceil(bytes.length / together) }, (_, n) =>
    String.fromCharCode(...bytes.subarray(n * together, (n + 1) * together)),
  );
  return btoa(parts.join(''));
};

/** JSON with sorted keys, bytes as base64: the same text for the same content, wherever it was read from. */
export const canonical = (value: unknown): string => {
  if (value instanceof Uint8Array) return JSON.stringify(base64(value));
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, v]) => v !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
};
