import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { type HeadsFile, nameOf, numberOf, readHeads, textOf } from '../domain/transfer/heads.ts';
import { variable } from './settings.ts';

/**
 * Files of heads, outside of the table: in a bucket where nothing that was put can be changed or deleted before its time, each signed by a
 * key of KMS that never leaves it. A file is one line of JSON, and on a second one, in base64, the
 * signature of that line's SHA-256 in hexadecimal (ECDSA on P-256 with SHA-256, DER): KMS signs 4 KB at the most.
 */

/** How the keys of the files begin. */
const folder = 'heads/';

let s3: S3Client | undefined;
let kms: KMSClient | undefined;
const storage = () => {
  s3 ??= new S3Client({});
  return s3;
};
const keyService = () => {
  kms ??= new KMSClient({});
  return kms;
};

/** SHA-256 in hexadecimal: what is signed of a text, and what the next file leads on by. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

let key: Promise<KeyObject> | undefined;

/** What signatures are proved by. KMS: one GetPublicKey a process. */
const publicKey = (): Promise<KeyObject> => {
  key ??= keyService()
    .send(new GetPublicKeyCommand({ KeyId: variable('HEADS_KEY_ARN') }))
    .then(({ PublicKey = new Uint8Array() }) =>
      createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' }),
    )
    .catch((error) => {
      key = undefined;
      throw error;
    });
  return key;
};

/** Whether the environment says where signed heads are. */
export const headsAreKept = (): boolean => Boolean(process.env.HEADS_BUCKET);

/** The numbers of the files that there are, in their order. S3: one ListObjectsV2 for a thousand. */
export const listHeads = async (): Promise<number[]> => {
  const found: number[] = [];
  for (let after: string | undefined; ; ) {
    const { Contents = [], NextContinuationToken } = await storage().send(
      new ListObjectsV2Command({ Bucket: variable('HEADS_BUCKET'), Prefix: folder, ContinuationToken: after }),
    );
    for (const { Key = '' } of Contents) {
      const number = numberOf(Key.slice(folder.length));
      if (number !== undefined) found.push(number);
    }
    after = NextContinuationToken;
    if (!after) return found;
  }
};

/** A file that was read, with the hash by which the next one leads on from it. */
export interface Opened {
  file: HeadsFile;
  hash: string;
}

/**
 * What a file says, where its signature is good.
 * @param content Its whole text: JSON, and the signature on a second line.
 * @returns undefined where it is not what was signed by that key.
 */
export const openHeads = (content: string, signedBy: KeyObject): Opened | undefined => {
  const [text = '', signature = ''] = content.split('\n');
  if (!verify('sha256', Buffer.from(hashOf(text)), signedBy, Buffer.from(signature, 'base64'))) return undefined;
  return { file: readHeads(text), hash: hashOf(text) };
};

/** S3: one GetObject. @returns undefined where it is not what was signed. */
export const getHeads = async (number: number): Promise<Opened | undefined> => {
  const { Body } = await storage().send(
    new GetObjectCommand({ Bucket: variable('HEADS_BUCKET'), Key: folder + nameOf(number) }),
  );
  return openHeads((await Body?.transformToString()) ?? '', await publicKey());
};

/** Signs a file and puts it where none stood; false where one of its number is there. KMS: one Sign. S3: one PutObject. */
export const putHeads = async (file: HeadsFile): Promise<boolean> => {
  const text = textOf(file);
  const { Signature = new Uint8Array() } = await keyService().send(
    new SignCommand({
      KeyId: variable('HEADS_KEY_ARN'),
      Message: Buffer.from(hashOf(text)),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  );
  try {
    await storage().send(
      new PutObjectCommand({
        Bucket: variable('HEADS_BUCKET'),
        Key: folder + nameOf(file.number),
        Body: `${text}\n${Buffer.from(Signature).toString('base64')}\n`,
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    // 412: it was there; 409: another writer was at it.
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 412 || status === 409) return false;
    throw error;
  }
};
