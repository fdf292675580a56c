import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { headsBucket } from './account.ts';
import { bodyOf, listen } from './server.ts';

/**
 * S3 for one bucket whose objects are locked: a file each, put where none stands, read and listed; nothing is changed or deleted. What of the
 * REST API the functions use, and no more.
 */

/** Bytes. */
const largestObject = 64 * 1024 * 1024;
/** As S3 lists at once. */
const largestPage = 1_000;

/** Keys that are file names as well. */
const safeKey = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const failure = (status: number, code: string, message: string) => ({
  status,
  type: 'application/xml',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

const tagOf = (content: Buffer | string): string => `"${createHash('md5').update(content).digest('hex')}"`;

const keysIn = async (folder: string): Promise<string[]> => {
  try {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found
      .filter((one) => one.isFile() && !one.name.includes('~'))
      .map((one) =>
        join(one.parentPath, one.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
};

const list = async (folder: string, query: URLSearchParams) => {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const keys = (await keysIn(folder)).filter((key) => key.startsWith(prefix) && key > after);
  const page = keys.slice(0, largestPage);
  const contents = await Promise.all(
    page.map(async (key) => {
      const content = await readFile(join(folder, key));
      return `<Contents><Key>${escaped(key)}</Key><ETag>${escaped(tagOf(content))}</ETag><Size>${content.length}</Size></Contents>`;
    }),
  );
  const next =
    keys.length > page.length ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : '';
  return {
    status: 200,
    type: 'application/xml',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><KeyCount>${page.length}</KeyCount><IsTruncated>${next !== ''}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
  };
};

const get = async (file: string) => {
  try {
    const body = await readFile(file);
    return { status: 200, type: 'application/json', body, tag: tagOf(body) };
  } catch (error) {
    if (isMissing(error)) return failure(404, 'NoSuchKey', 'The specified key does not exist.');
    throw error;
  }
};

/** The whole of it or nothing, however the process ends. */
const put = async (file: string, content: Buffer) => {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}~${randomUUID()}`;
  await writeFile(draft, content);
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return failure(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  } finally {
    await rm(draft, { force: true });
  }
  return { status: 200, type: 'application/xml', body: '', tag: tagOf(content) };
};

/** Serves the bucket, whose objects are the files of `folder`. */
export const serveObjects = async ({ port, folder }: { port: number; folder: string }) => {
  const answer = async (method: string, url: URL, body: Buffer | undefined) => {
    const [bucket, ...rest] = decodeURIComponent(url.pathname).slice(1).split('/');
    const key = rest.join('/');
    if (bucket !== headsBucket) return failure(404, 'NoSuchBucket', 'The specified bucket does not exist');
    if (method === 'GET' && key === '') return list(folder, url.searchParams);
    if (!safeKey.test(key)) return failure(400, 'InvalidRequest', 'No key that this bucket takes');
    if (method === 'GET') return get(join(folder, key));
    if (method !== 'PUT') return failure(403, 'AccessDenied', 'Access Denied because object protected by object lock.');
    if (!body) return failure(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
    return put(join(folder, key), body);
  };
  const server = await listen(port, 'another port', async (request, response) => {
    const body = await bodyOf(request, largestObject);
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { status, type, body: content, ...more } = await answer(request.method ?? '', url, body);
    const tag = 'tag' in more && typeof more.tag === 'string' ? { etag: more.tag } : {};
    response.writeHead(status, { 'content-type': type, ...tag }).end(content);
  });
  return { endpoint: `http://127.0.0.1:${server.port}`, close: server.close };
};
