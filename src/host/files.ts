/**
 * Text files of the host: read with a limit, written as a whole or not at all.
 *
 * All paths are absolute, as the host sees them, and lie below `root`. A symbolic link on the way
 * that would lead out of `root` is refused: in an image, `/etc/x -> /usr/x` means the image's.
 */

import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, normalize } from 'node:path';
import { randomBytes } from 'node:crypto';

export type FileFailure = {
  readonly ok: false;
  readonly kind: FailureKind;
  readonly message: string;
};

type FailureKind =
  | 'not-found'
  | 'denied'
  | 'directory'
  | 'too-large'
  | 'binary'
  | 'no-space'
  | 'read-only'
  | 'outside-root'
  | 'failed';

export type FileText = { readonly ok: true; readonly text: string } | FileFailure;

export type Written =
  /** Directories that had to be made, the outermost first. */
  | { readonly ok: true; readonly createdDirectories: readonly string[] }
  | FileFailure;

export const fileBytesMax = 16 * 1024 * 1024;

export async function readTextFile(
  root: string,
  path: string,
  bytesMax: number = fileBytesMax,
): Promise<FileText> {
  return guarded(path, async () => {
    const file = await open(await pathBelow(root, path), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      // One byte more than allowed: devices and pipes do not tell their size.
      const buffer = Buffer.alloc(Math.min(bytesMax, (await file.stat()).size || bytesMax) + 1);
      const length = await fill(file, buffer);
      if (length > bytesMax) return failure(path, 'too-large', `it is larger than ${bytesMax} bytes`);
      return textOf(path, buffer.subarray(0, length));
    } finally {
      await file.close();
    }
  });
}
