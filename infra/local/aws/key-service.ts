import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { headsKeyArn, keyArn } from './account.ts';
import { secretFile } from './secret-file.ts';
import { bodyOf, listen } from './server.ts';

/** KMS for two keys, over AWS JSON 1.1: the three calls of an envelope encryption by a symmetric one, and signatures by one on P-256. */

const keyId = keyArn.slice(keyArn.lastIndexOf('/') + 1);
/** Stands before every ciphertext, so that one of another key is known as such. */
const prefix = Buffer.from(keyId.replaceAll('-', ''), 'hex');
const ivBytes = 12;
const tagBytes = 16;
/** Bytes. */
const largestRequest = 100_000;

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
const context = z.record(z.string(), z.string()).default({});
const inputs = {
  GenerateDataKey: z.object({
    KeyId: z.string(),
    KeySpec: z.enum(['AES_128', 'AES_256']).optional(),
    NumberOfBytes: z.int().min(1).max(1024).optional(),
    EncryptionContext: context,
  }),
  Encrypt: z.object({
    KeyId: z.string(),
    Plaintext: bytes.refine(({ length }) => length >= 1 && length <= 4096, 'takes 1 to 4096 bytes'),
    EncryptionContext: context,
  }),
  Decrypt: z.object({ KeyId: z.string().optional(), CiphertextBlob: bytes, EncryptionContext: context }),
  Sign: z.object({
    KeyId: z.literal(headsKeyArn),
    Message: bytes.refine(({ length }) => length >= 1 && length <= 4096, 'takes 1 to 4096 bytes'),
    MessageType: z.literal('RAW').default('RAW'),
    SigningAlgorithm: z.literal('ECDSA_SHA_256'),
  }),
  GetPublicKey: z.object({ KeyId: z.literal(headsKeyArn) }),
};
type Context = z.output<typeof context>;

/** An answer of KMS that is an error, by the name it has there. */
const refusal = (name: string, message: string) => Object.assign(new Error(message), { name, refused: true });

/** The same text for the same pairs, whatever their order. */
const authenticated = (pairs: Context): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1))));

const encrypt = (master: Buffer, plaintext: Buffer, pairs: Context): Buffer => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(authenticated(pairs));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([prefix, iv, cipher.getAuthTag(), sealed]);
};

const decrypt = (master: Buffer, blob: Buffer, pairs: Context): Buffer => {
  const body = blob.subarray(prefix.length);
  try {
    if (!blob.subarray(0, prefix.length).equals(prefix)) throw new Error('another key');
    const decipher = createDecipheriv('aes-256-gcm', master, body.subarray(0, ivBytes), { authTagLength: tagBytes });
    decipher.setAAD(authenticated(pairs)).setAuthTag(body.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(body.subarray(ivBytes + tagBytes)), decipher.final()]);
  } catch {
    throw refusal(
      'InvalidCiphertextException',
      'The ciphertext, its encryption context or its key is not the one it was made with.',
    );
  }
};

const requireKey = (asked: string, name = 'NotFoundException') => {
  if (asked !== keyArn && asked !== keyId) throw refusal(name, `The only key here is ${keyArn}.`);
};

/** The two keys of this machine. */
interface Keys {
  master: Buffer;
  signer: KeyObject;
}

const answerOfSigner = (signer: KeyObject, action: string, input: unknown) => {
  if (action === 'Sign') {
    const { Message, SigningAlgorithm } = inputs.Sign.parse(input);
    return { KeyId: headsKeyArn, Signature: sign('sha256', Message, signer).toString('base64'), SigningAlgorithm };
  }
  if (action === 'GetPublicKey') {
    inputs.GetPublicKey.parse(input);
    const der = createPublicKey(signer).export({ format: 'der', type: 'spki' });
    return { KeyId: headsKeyArn, PublicKey: der.toString('base64'), KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
  }
  throw refusal('UnknownOperationException', `The local key service has no ${action || 'such call'}.`);
};

const answer = ({ master, signer }: Keys, action: string, input: unknown) => {
  if (action === 'GenerateDataKey') {
    const { KeyId, KeySpec, NumberOfBytes, EncryptionContext } = inputs.GenerateDataKey.parse(input);
    requireKey(KeyId);
    if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
      throw refusal('ValidationException', 'Give either KeySpec or NumberOfBytes.');
    }
    const key = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
    const sealed = encrypt(master, key, EncryptionContext);
    return { KeyId: keyArn, Plaintext: key.toString('base64'), CiphertextBlob: sealed.toString('base64') };
  }
  if (action === 'Encrypt') {
    const { KeyId, Plaintext, EncryptionContext } = inputs.Encrypt.parse(input);
    requireKey(KeyId);
    const sealed = encrypt(master, Plaintext, EncryptionContext);
    return { KeyId: keyArn, CiphertextBlob: sealed.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  }
  if (action === 'Decrypt') {
    const { KeyId, CiphertextBlob, EncryptionContext } = inputs.Decrypt.parse(input);
    if (KeyId !== undefined) requireKey(KeyId, 'IncorrectKeyException');
    const opened = decrypt(master, CiphertextBlob, EncryptionContext);
    return { KeyId: keyArn, Plaintext: opened.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  }
  return answerOfSigner(signer, action, input);
};

const outcome = (keys: Keys, target: string, body: Buffer | undefined): { status: number; content: unknown } => {
  try {
    const action = target.replace(/^TrentService\./, '');
    return { status: 200, content: answer(keys, action, JSON.parse(body?.toString('utf8') ?? '')) };
  } catch (error) {
    const { name, message, refused } = error as Error & { refused?: true };
    // A ZodError or a SyntaxError is the caller's as well; its message would repeat the input.
    const content = refused
      ? { __type: name, message }
      : { __type: 'ValidationException', message: 'The input is malformed.' };
    return { status: 400, content };
  }
};

const signerIn = async (file: string): Promise<KeyObject> => {
  const made = () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  try {
    return createPrivateKey(await secretFile(file, made));
  } catch {
    throw new Error(`${file} holds no private key: put the right file back, or remove the data directory.`);
  }
};

/** Serves the keys kept in `keyFile` and, beside it, in heads.key; each is made when it is missing. */
export const serveKeys = async ({ port, keyFile }: { port: number; keyFile: string }) => {
  const master = Buffer.from(await secretFile(keyFile, () => randomBytes(32).toString('base64')), 'base64');
  if (master.length !== 32)
    throw new Error(`${keyFile} holds no 256-bit key: put the right file back, or remove the data directory.`);
  const keys = { master, signer: await signerIn(join(dirname(keyFile), 'heads.key')) };
  const server = await listen(port, 'another port', async (request, response) => {
    const body = await bodyOf(request, largestRequest);
    const { status, content } = outcome(keys, String(request.headers['x-amz-target'] ?? ''), body);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(content));
  });
  return { endpoint: `http://127.0.0.1:${server.port}`, keyArn, close: server.close };
};
