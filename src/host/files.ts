/** Text files of the host: read with a limit, written as a whole or not at all. */

import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { codeOf, reasonOf } from './file-errors.ts';
import type { Host } from './host.ts';

export type FileText =
  | {
      readonly ok: true;
      readonly text: string;
      /** Said of files that users name: a regular one of ours, that nobody else can write to. */
      readonly isOwn?: boolean;
    }
  | { readonly ok: false; readonly missing: boolean; readonly reason: string };

export type FileOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const fileBytesMax = 64 * 1024 * 1024;

/** A file of the system, where nothing but a regular file belongs. */
export function readTextFile(path: string): FileText {
  try {
    return readOpened(path);
  } catch (error) {
    return { ok: false, missing: codeOf(error) === 'ENOENT', reason: reasonOf(error) };
  }
}

function readOpened(path: string): FileText {
  // Without O_NONBLOCK a named pipe in its place would hold us until somebody writes.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(file);
    if (status.isDirectory()) return { ok: false, missing: false, reason: 'it is a directory' };
    if (!status.isFile()) return { ok: false, missing: false, reason: 'it is no regular file' };
    if (status.size > fileBytesMax) {
      const reason = `it has ${status.size} bytes, more than ${fileBytesMax}`;
      return { ok: false, missing: false, reason };
    }
    return { ok: true, text: readFileSync(file, 'utf8') };
  } finally {
    closeSync(file);
  }
}

/** iproute2 passes over names that begin with a dot or do not end in `.conf`. */
const temporarySuffix = '.multihome-new';

/** Readable by all: names are for every user of `ip`. */
const commonMode = 0o644;

/**
 * The text goes to a file beside the one it replaces, reaches the disk, and takes its name: whoever
 * reads meanwhile, or after a crash, sees the old text or the new one.
 */
export function writeFileAtomically(
  host: Host,
  path: string,
  text: string,
  mode = commonMode,
): FileOutcome {
  try {
    if (host.root !== '') mkdirSync(host.root, { recursive: true });
    makeDirectories(missingDirectories(host, path).map((one) => `${host.root}${one}`));
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
  return replaceFile(`${host.root}${path}`, text, mode);
}

/** The same in a directory that has to be there. */
export function replaceFile(path: string, text: string, mode: number): FileOutcome {
  const directory = dirname(path);
  const temporary = join(directory, `.${basename(path)}${temporarySuffix}`);
  try {
    rmSync(temporary, { force: true });
    writeNew(temporary, text, mode);
    renameSync(temporary, path);
    syncDirectory(directory);
    return { ok: true };
  } catch (error) {
    removeQuietly(temporary);
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Removes the file, and then those of the directories that are empty; the deepest come first. */
export function removeFile(host: Host, path: string, directories: readonly string[]): FileOutcome {
  try {
    rmSync(`${host.root}${path}`, { force: true });
    for (const directory of directories) removeIfEmpty(`${host.root}${directory}`);
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Names in a directory; none where it cannot be read. */
export function namesIn(directory: string): readonly string[] {
  return readNames(directory).names;
}

/** One that is not there has none; of one that cannot be read nobody knows. */
export function readNames(directory: string): {
  readonly names: readonly string[];
  readonly unread?: string;
} {
  try {
    return { names: readdirSync(directory) };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? { names: [] } : { names: [], unread: reasonOf(error) };
  }
}

/** Parents of the path that do not exist, deepest last. */
export function missingDirectories(host: Host, path: string): readonly string[] {
  const missing: string[] = [];
  for (let at = dirname(path); at !== '/' && !existsSync(`${host.root}${at}`); at = dirname(at)) {
    missing.unshift(at);
  }
  return missing;
}

/** Readable by all, whatever the umask: names are for every user of `ip`. */
function makeDirectories(paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(path);
    chmodSync(path, 0o755);
  }
}

function writeNew(path: string, text: string, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeFully(file, Buffer.from(text, 'utf8'));
    // The umask has had its say in open(2).
    fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeFully(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

/** Without this the new name may be lost in a crash (fsync(2)). */
function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function removeIfEmpty(directory: string): void {
  if (existsSync(directory) && readdirSync(directory).length === 0) rmdirSync(directory);
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The first failure is the one to report.
  }
}
