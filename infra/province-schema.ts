import { writeFile } from 'node:fs/promises';
import { provinceJsonSchema, schemaFile } from './province.ts';

/** `npm run province-schema`: writes the JSON Schema by which editors check a province file while it is written. */
await writeFile(
  new URL(`./provinces/${schemaFile}`, import.meta.url),
  `${JSON.stringify(provinceJsonSchema(), null, 2)}\n`,
);
