/** A file that must not be there yet: it appears as a whole, and whoever made it first keeps his. */

import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { codeOf, reasonOf } from './file-errors.ts';

export type Created =
  | { readonly ok: true }
  | { readonly ok: false; readonly present: boolean; readonly reason: string };

/** Directories that are missing come with it, such as /etc/multihome. */
export function createUserFile(path: string, text: string): Created {
  const target = resolve(path);
  const temporary = join(dirname(target), `.${basename(target)}.multihome-${process.pid}`);
  try {
    // A umask for a group would let others write what root is going to read.
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    writeNew(temporary, text);
    // Unlike rename(2), link(2) replaces nothing.
    linkSync(temporary, target);
    return { ok: true };
  } catch (error) {
    const present = codeOf(error) === 'EEXIST';
    return { ok: false, present, reason: present ? 'it is there already' : reasonOf(error) };
  } finally {
    rmSync(temporary, { force: true });
  }
}

function writeNew(path: string, text: string): void {
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', 0o644);
  try {
    writeFileSync(file, text);
    // The umask has had its say in open(2).
    fchmodSync(file, 0o644);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
