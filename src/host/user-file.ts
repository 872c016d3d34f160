/** Files the user names: his topology and its prefix lists. Read whole, with a limit, at once. */

import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { reasonOf } from './file-errors.ts';

export type UserFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** A prefix list of a million lines fits; a disk image does not. */
export const userFileBytesMax = 48 * 1024 * 1024;

/** `path` is as typed: relative to where the program was started. */
export function readUserFile(path: string): UserFile {
  try {
    return readOpen(path);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** As a topology names it: relative to the folder the topology is in. */
export function besideTopology(topology: string, path: string): string {
  return topology === '-' ? path : resolve(dirname(topology), path);
}

/** What is opened is what is judged and read, whoever exchanges the path meanwhile. */
function readOpen(path: string): UserFile {
  const descriptor = openSync(path, 'r');
  try {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return { ok: false, reason: 'it is a directory' };
    if (status.size > userFileBytesMax) return tooLarge(status.size);
    return limited(readFileSync(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

/** A pipe (`multihome check <(generate)`) tells its size only by its end. */
function limited(bytes: Buffer): UserFile {
  if (bytes.length > userFileBytesMax) return tooLarge(bytes.length);
  return { ok: true, text: bytes.toString('utf8') };
}

function tooLarge(size: number): UserFile {
  return { ok: false, reason: `it has ${size} bytes; the limit is ${userFileBytesMax}` };
}
