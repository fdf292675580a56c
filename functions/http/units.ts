import type { UnitRecord } from '../adapters/unit-records.ts';

/** A unit as operators see it. */
export const unitView = ({ unit, version }: UnitRecord) => ({ ...unit, version });

export const unitTag = ({ version }: UnitRecord) => ({ etag: `"${version}"` });
