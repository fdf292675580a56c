import { AlgorithmSuiteIdentifier, buildClient, CommitmentPolicy, KMS, KmsKeyringNode } from '@aws-crypto/client-node';
import { variable } from './settings.ts';

/**
 * Secret fields, sealed one by one with a data key of their own under the province's KMS key. The encryption context binds
 * each to its clue and its field: moved to another place, it does not open.
 */

const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

let made: KmsKeyringNode | undefined;
const keyring = () => {
  made ??= new KmsKeyringNode({ generatorKeyId: variable('SEAL_KEY_ARN') });
  return made;
};

let client: KMS | undefined;

/** For one Decrypt: the library tells in words only what KMS failed with, and `failed` keeps the error. */
const opening = () => {
  const failed: { error?: unknown } = {};
  const clientProvider = (region: string) => {
    client ??= new KMS({ region });
    const kms = client;
    const decrypt = async (input: Parameters<KMS['decrypt']>[0]) => {
      try {
        return await kms.decrypt(input);
      } catch (error) {
        failed.error = error;
        throw error;
      }
    };
    return Object.create(kms, { decrypt: { value: decrypt } });
  };
  return { failed, keyring: new KmsKeyringNode({ generatorKeyId: variable('SEAL_KEY_ARN'), clientProvider }) };
};

/** Sealed JSON. KMS: one GenerateDataKey. */
export const seal = async (clueId: string, field: string, value: unknown): Promise<Uint8Array> => {
  const { result } = await encrypt(keyring(), JSON.stringify(value), {
    encryptionContext: { clueId, field },
    // Authenticated and key-committing; a signature would add nothing, since whoever may write may also seal.
    suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
  });
  return result;
};

/** The value of a sealed field. KMS: one Decrypt. @throws KMS's error, or Error when it was sealed for another clue or field, or changed. */
export const unseal = async (clueId: string, field: string, sealed: Uint8Array): Promise<unknown> => {
  const { failed, keyring } = opening();
  const { plaintext, messageHeader } = await decrypt(keyring, sealed).catch((error) => {
    throw failed.error ?? error;
  });
  const context = messageHeader.encryptionContext;
  if (context.clueId !== clueId || context.field !== field) {
    throw new Error('a sealed field stands where it was not sealed for');
  }
  return JSON.parse(plaintext.toString('utf8'));
};
