/** Requests as they went over the wire, as the SDK's clients take them. */

type Fields = Readonly<Record<string, unknown>>;

const bytes = (text: unknown): Uint8Array => Buffer.from(String(text), 'base64');

/** A value of DynamoDB, one field named by its type, as the document client has it. @throws Error for a type that is not used here. */
const oneValue = (value: unknown): unknown => {
  const [[type, content] = ['', undefined]] = Object.entries(value as Fields);
  switch (type) {
    case 'S':
    case 'BOOL':
      return content;
    case 'N':
      return Number(content);
    case 'B':
      return bytes(content);
    case 'NULL':
      return null;
    case 'L':
      return (content as unknown[]).map(oneValue);
    case 'M':
      return allValues(content);
    case 'SS':
      return new Set(content as string[]);
    default:
      throw new Error(`nobody here knows what a ${type} is: test/bench/native.ts`);
  }
};

const allValues = (fields: unknown): Fields =>
  Object.fromEntries(Object.entries(fields as Fields).map(([name, value]) => [name, oneValue(value)]));

/** Where a request has values of DynamoDB; of `Keys` a list of such. */
const holdValues = new Set(['Item', 'Key', 'ExclusiveStartKey', 'ExpressionAttributeValues']);
/** Bytes in requests of KMS. */
const holdBytes = new Set(['CiphertextBlob', 'Plaintext']);

const within = (name: string, value: unknown): unknown => {
  if (holdValues.has(name)) return allValues(value);
  if (name === 'Keys') return (value as unknown[]).map(allValues);
  if (holdBytes.has(name)) return bytes(value);
  return native(value);
};

export const native = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(native);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, within(name, one)]));
};
