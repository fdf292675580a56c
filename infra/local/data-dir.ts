import { access, constants, mkdir, readFile, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Text } from '../../functions/domain/languages.ts';

/** The folder in which a province on this machine keeps all that it has: one process has it at a time, and it must take what is written. */

const otherwise = 'or choose another folder by DATA_DIR';

/** Bytes: with less nothing is taken on any more, so that what runs comes to its end. */
const leastSpace = 16 * 1024 * 1024;

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/** Why a folder is not to be had, by the error of the file system. */
const reasons: Readonly<Record<string, (dir: string) => string>> = {
  ENOENT: (dir) => `there is no folder ${dirname(resolve(dir))} to make DATA_DIR ${dir} in: make it, ${otherwise}`,
  ENOTDIR: (dir) => `DATA_DIR ${dir} leads through something that is no folder: mend the path, ${otherwise}`,
  EACCES: (dir) => `DATA_DIR ${dir} may not be written by this user: change its rights, ${otherwise}`,
  EPERM: (dir) => `DATA_DIR ${dir} may not be written by this user: change its rights, ${otherwise}`,
  EROFS: (dir) => `DATA_DIR ${dir} lies on a file system that is read-only: mount it for writing, ${otherwise}`,
  ENOSPC: (dir) => `no space left in DATA_DIR ${dir}: make room, ${otherwise}`,
};

const inWords = (dir: string, error: unknown): Error => {
  const said = reasons[codeOf(error)];
  return said ? new Error(said(dir)) : new Error(`DATA_DIR ${dir}: ${error instanceof Error ? error.message : error}`);
};

const makeFolder = async (dir: string): Promise<void> => {
  try {
    await mkdir(dir);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  if (!(await stat(dir)).isDirectory()) throw new Error('it is a file, and must be a folder: choose another one');
  await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
};

const hasSpace = async (dir: string): Promise<boolean> => {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize >= leastSpace;
};

/** SQLite's result code for what another process has locked. */
const busy = 5;

/**
 * A lock that the kernel gives back when the process is gone, however it ended: so none is ever stale, and no number of a process is
 * believed. The number beside it is for the words of a refusal alone.
 */
const lock = async (dir: string): Promise<DatabaseSync> => {
  const pidFile = join(dir, 'pid');
  const held = new DatabaseSync(join(dir, 'lock.sqlite'));
  try {
    held.exec('BEGIN EXCLUSIVE');
    await writeFile(pidFile, `${process.pid}\n`);
    return held;
  } catch (error) {
    held.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== busy) throw error;
    const pid = await readFile(pidFile, 'utf8').catch(() => 'of a number that is not known');
    throw new Error(`process ${pid.trim()} has it already: stop that, ${otherwise}`);
  }
};

export interface DataDir {
  /** Why nothing can be taken on now; undefined while there is space. */
  unfit: () => Text | undefined;
  close: () => void;
}

const fullText = (dir: string): Text => ({
  zh: `数据目录（DATA_DIR）${dir} 空间不足，暂停受理，请腾出空间，之后自动恢复；已答复的内容均已保存。`,
  en: `There is no space left in DATA_DIR ${dir}: make room, and it goes on by itself. What was answered is kept.`,
});

/** Takes the folder for this process, made where only its parent is there. @throws Error that says what to mend. */
export const takeDataDir = async (dir: string): Promise<DataDir> => {
  let held: DatabaseSync;
  try {
    await makeFolder(dir);
    if (!(await hasSpace(dir))) throw Object.assign(new Error(), { code: 'ENOSPC' });
    held = await lock(dir);
  } catch (error) {
    throw inWords(dir, error);
  }
  let isFull = false;
  const look = async () => {
    // A folder that cannot be asked shows as soon as it is written.
    const isNow = !(await hasSpace(dir).catch(() => true));
    if (isNow !== isFull) console.error(isNow ? fullText(dir).en : `There is space again in DATA_DIR ${dir}.`);
    isFull = isNow;
  };
  const watch = setInterval(() => void look(), 250).unref();
  return {
    unfit: () => (isFull ? fullText(dir) : undefined),
    close: () => {
      clearInterval(watch);
      held.close();
    },
  };
};

/** What SQLite's errors mean of the disk below, by result code. */
const storageFaults: Readonly<Record<number, string>> = {
  8: 'cannot be written any more (read-only)',
  10: 'cannot be written any more (disk I/O error): see that it has room and that no limit on the size of files holds',
  13: 'has no space left: make room',
};

/** What of this folder ended the process, in words, where an error of SQLite says so. */
export const storageFault = (dir: string, error: unknown): string | undefined => {
  const said = storageFaults[((error as { errcode?: number }).errcode ?? 0) % 256];
  return said && `DATA_DIR ${dir} ${said}, then start again. What was answered is kept.`;
};
