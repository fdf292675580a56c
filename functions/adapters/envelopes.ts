import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import { type AwsEsdkKMSInterface, KmsKeyringClass } from '@aws-crypto/kms-keyring';
import {
  AlgorithmSuiteIdentifier,
  CommitmentPolicy,
  KeyringNode,
  type Newable,
  type NodeAlgorithmSuite,
} from '@aws-crypto/material-management-node';
import {
  DecryptCommand,
  type DecryptCommandInput,
  EncryptCommand,
  type EncryptCommandInput,
  GenerateDataKeyCommand,
  type GenerateDataKeyCommandInput,
  KMSClient,
} from '@aws-sdk/client-kms';
import { variable } from './settings.ts';

/**
 * Secret fields, sealed one by one with a data key of their own under the province's KMS key. The encryption context binds
 * each to its clue and its field: moved to another place, it does not open.
 *
 * By the parts of the AWS Encryption SDK that this takes: its package of all parts has those for RSA, caches and key hierarchies
 * loaded too, and with its own client of KMS comes every operation that KMS has.
 */

const { encrypt } = buildEncrypt(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const { decrypt } = buildDecrypt(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

let client: KMSClient | undefined;
const kms = (region: string): KMSClient => {
  client ??= new KMSClient({ region });
  return client;
};

/** What KMS answers, as the library's types have it: they do not know that what is left out may be undefined. */
type Answered<A extends keyof AwsEsdkKMSInterface> = Exclude<
  ReturnType<AwsEsdkKMSInterface[A]>,
  { promise(): unknown }
>;

/** KMS as the library calls it. `failed`: is told what KMS failed with when a text is opened, of which the library says the words only. */
const clientOf = (region: string, failed: (error: unknown) => void): AwsEsdkKMSInterface => ({
  generateDataKey: (input: GenerateDataKeyCommandInput) =>
    kms(region).send(new GenerateDataKeyCommand(input)) as Answered<'generateDataKey'>,
  encrypt: (input: EncryptCommandInput) => kms(region).send(new EncryptCommand(input)) as Answered<'encrypt'>,
  decrypt: async (input: DecryptCommandInput) => {
    try {
      return await (kms(region).send(new DecryptCommand(input)) as Answered<'decrypt'>);
    } catch (error) {
      failed(error);
      throw error;
    }
  },
});

/** The library forbids to make the class itself; its own KmsKeyringNode is one like this. */
class Keyring extends KmsKeyringClass<NodeAlgorithmSuite, AwsEsdkKMSInterface>(
  KeyringNode as unknown as Newable<KeyringNode>,
) {}

const keyring = (failed: (error: unknown) => void = () => {}): Keyring =>
  new Keyring({
    generatorKeyId: variable('SEAL_KEY_ARN'),
    clientProvider: (region) => clientOf(region, failed),
  });

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
  let failure: unknown;
  const keys = keyring((error) => {
    failure = error;
  });
  const { plaintext, messageHeader } = await decrypt(keys, sealed).catch((error) => {
    throw failure ?? error;
  });
  const context = messageHeader.encryptionContext;
  if (context.clueId !== clueId || context.field !== field) {
    throw new Error('a sealed field stands where it was not sealed for');
  }
  return JSON.parse(plaintext.toString('utf8'));
};
