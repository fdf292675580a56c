import fc from 'fast-check';

/** What a JSON Schema of the API's description allows, and now and then what it does not. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

const wrong = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary', maxLength: 30 }));

const day = fc
  .date({ min: new Date('1999-12-31'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const textOf = ({ format, pattern, minLength = 0, maxLength = 60 }: Schema, ids: readonly string[]) => {
  if (format === 'uuid') return fc.oneof(fc.uuid(), fc.constantFrom(...ids));
  if (format === 'date') return day;
  if (format === 'date-time') return day.map((date) => `${date}T10:00:00+08:00`);
  if (format === 'email') return fc.emailAddress();
  if (pattern) return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, 200));
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 60) });
};

/** Values of a schema whose references `resolve` follows; `ids`: of records that there are. */
export const valuesOf = (
  schema: Schema,
  resolve: (ref: string) => Schema,
  ids: readonly string[],
): fc.Arbitrary<unknown> => {
  const inner = (one: Schema) => valuesOf(one, resolve, ids);
  const right = (): fc.Arbitrary<unknown> => {
    if (schema.$ref) return inner(resolve(schema.$ref));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const either = schema.anyOf ?? schema.oneOf;
    if (either) return fc.oneof(...either.map(inner));
    const [type] = [schema.type].flat();
    if (type === 'string') return textOf(schema, ids);
    if (type === 'integer' || type === 'number') {
      const { minimum = -5, maximum = 1000 } = schema;
      return fc.integer({ min: Math.max(minimum, -1e9), max: Math.min(maximum, 1e9) });
    }
    if (type === 'boolean') return fc.boolean();
    if (type === 'null') return fc.constant(null);
    if (type === 'array') {
      const { minItems = 0, items = {} } = schema;
      return fc.array(inner(items), { minLength: minItems, maxLength: minItems + 3 });
    }
    if (type === 'object') {
      const { properties = {}, required = [] } = schema;
      const fields = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inner(one)]));
      return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
    }
    return fc.jsonValue({ maxDepth: 1 });
  };
  return fc.oneof({ weight: 30, arbitrary: right() }, { weight: 1, arbitrary: wrong });
};
