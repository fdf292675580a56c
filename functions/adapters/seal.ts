/**
 * Secret fields, sealed one by one (envelopes.ts). The library for that is large, and is loaded when the first one is sealed or opened; of a
 * function whose rights say that it does so, before its handler is there (infra/stack/entry.ts).
 */

let loading: Promise<typeof import('./envelopes.ts')> | undefined;

/** Done when what seals and opens is there. */
export const readyToSeal = (): Promise<typeof import('./envelopes.ts')> => {
  loading ??= import('./envelopes.ts');
  return loading;
};

/** Sealed JSON. KMS: one GenerateDataKey. */
export const seal = async (clueId: string, field: string, value: unknown): Promise<Uint8Array> =>
  (await readyToSeal()).seal(clueId, field, value);

/** The value of a sealed field. KMS: one Decrypt. @throws KMS's error, or Error when it was sealed for another clue or field, or changed. */
export const unseal = async (clueId: string, field: string, sealed: Uint8Array): Promise<unknown> =>
  (await readyToSeal()).unseal(clueId, field, sealed);
