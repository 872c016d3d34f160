/** Files the user names: his topology and its prefix lists, read whole, with a limit; reports. */

import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

import { codeOf, reasonOf } from './file-errors.ts';
import type { FileOutcome, FileText } from './files.ts';
import { writeFileAtomically } from './files.ts';
import { createHost } from './host.ts';

/** A prefix list of a million lines fits; a disk image does not. */
const userFileBytesMax = 48 * 1024 * 1024;

/** `path` is as typed: relative to where the program was started. */
export function readUserFile(path: string): FileText {
  return readWith(() => {
    const descriptor = openSync(path, 'r');
    try {
      return readOpen(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

export function readStandardInput(): FileText {
  return readWith(() => readOpen(0));
}

function readWith(read: () => FileText): FileText {
  try {
    return read();
  } catch (error) {
    return { ok: false, missing: codeOf(error) === 'ENOENT', reason: reasonOf(error) };
  }
}

/** A file is replaced as a whole; what is none, such as /dev/stderr, is written to and stays. */
export function writeUserFile(path: string, text: string, mode?: number): FileOutcome {
  try {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) return writeFileAtomically(createHost(), resolve(path), text, mode);
    if (status.isFile()) return writeFileAtomically(createHost(), realpathSync(path), text, mode);
    // By the name that was given: /dev/stderr may lead to a pipe, which has no path.
    writeFileSync(path, text);
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

export function isRegularFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Whether there is a directory for it, however its path is written. */
export function hasDirectory(path: string): boolean {
  return isPresent(dirname(resolve(path)));
}

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whoever reads it later may stand somewhere else. */
export function absolutePath(path: string): string {
  return resolve(path);
}

/** The same for every name of one file; what is not there is taken as it is written. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** As a topology names it: relative to the folder the topology is in. */
export function besideTopology(topology: string, path: string): string {
  return topology === '-' ? path : resolve(dirname(topology), path);
}

/**
 * Reads to the end, but no further than the limit: no size tells of it, and `/dev/zero` has none.
 *
 * A pipe is non-blocking as soon as anything has looked at process.stdin, which an import of
 * node:process does: it then says EAGAIN until the writer has written.
 */
function readToEnd(descriptor: number): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  while (size <= userFileBytesMax) {
    const chunk = readChunk(descriptor);
    if (chunk === undefined) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
      continue;
    }
    if (chunk.length === 0) break;
    chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

const pauseMs = 10;

/** Undefined when nothing has come yet. */
function readChunk(descriptor: number): Buffer | undefined {
  const buffer = Buffer.alloc(64 * 1024);
  try {
    return buffer.subarray(0, readSync(descriptor, buffer));
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

/** What is opened is what is judged and read, whoever exchanges the path meanwhile. */
function readOpen(descriptor: number): FileText {
  const status = fstatSync(descriptor);
  if (status.isDirectory()) {
    return { ok: false, missing: false, reason: 'it is a directory' };
  }
  const bytes = readToEnd(descriptor);
  if (bytes.length <= userFileBytesMax) {
    const isOwn =
      status.isFile() && status.uid === process.geteuid?.() && (status.mode & 0o022) === 0;
    return { ok: true, text: bytes.toString('utf8'), isOwn };
  }
  const reason = `it has more than ${userFileBytesMax} bytes, which is the limit`;
  return { ok: false, missing: false, reason };
}

/** Whether there is a file that we may run; a directory can be entered, too. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
