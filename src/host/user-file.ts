/** Files the user names: his topology and its prefix lists. Read whole, with a limit, at once. */

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

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
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return { ok: false, reason: 'it is a directory' };
    if (status.size > userFileBytesMax) {
      return { ok: false, reason: `it has ${status.size} bytes; the limit is ${userFileBytesMax}` };
    }
    return { ok: true, text: readFileSync(descriptor, 'utf8') };
  } finally {
    closeSync(descriptor);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ELOOP: 'too many symbolic links',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return reasons[code] ?? error.message;
}
