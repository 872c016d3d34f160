/** Files of others that are small where they are sound: nobody waits for one, nor reads a huge one. */

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

import { codeOf, reasonOf } from './file-errors.ts';

export type SmallFile =
  | { readonly ok: true; readonly bytes: Buffer; readonly writtenMs: number }
  | { readonly ok: false; readonly missing: boolean; readonly reason: string };

/** Clients write theirs anew before they are a tenth of it. */
const bytesMax = 256 * 1024;

export function readSmallFile(path: string): SmallFile {
  try {
    // A named pipe in its place would hold us until somebody writes.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const status = fstatSync(file);
      if (!status.isFile()) return unread('it is no regular file');
      if (status.size > bytesMax) return unread(`it has ${status.size} bytes`);
      return { ok: true, bytes: readFileSync(file), writtenMs: status.mtimeMs };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { ...unread(reasonOf(error)), missing: codeOf(error) === 'ENOENT' };
  }
}

function unread(reason: string): Extract<SmallFile, { readonly ok: false }> {
  return { ok: false, missing: false, reason };
}
