/** Where what a running system must remember is kept: of this network namespace, and root's alone. */

import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { codeOf, reasonOf } from './file-errors.ts';
import type { Host } from './host.ts';

export type RunDirectory =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string };

/** Made where it is missing; refused where others could write to it. */
export function runDirectory(host: Host): RunDirectory {
  const path = runDirectoryPath(host);
  try {
    mkdirSync(`${host.root}/run`, { recursive: true });
    for (const one of [dirname(path), path]) {
      const reason = ownDirectory(one);
      if (reason !== undefined) return { ok: false, reason };
    }
    return { ok: true, path };
  } catch (error) {
    return { ok: false, reason: `${path}: ${reasonOf(error)}` };
  }
}

/** Inodes of nsfs tell namespaces apart as long as they live (namespaces(7)). */
export function runDirectoryPath(host: Host): string {
  return resolve(`${host.root}/run/multihome/net-${networkNamespace()}`);
}

export function networkNamespace(): number {
  return statSync('/proc/self/ns/net').ino;
}

/** The system's own root stays what it is. */
export function absolute(root: string): string {
  return root === '' ? '' : resolve(root);
}

/** Undefined where it is there and nobody else can write to it. */
function ownDirectory(path: string): string | undefined {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const status = lstatSync(path);
  const { uid, mode } = status;
  if (!status.isDirectory()) return `${path} is no directory`;
  if (uid !== process.geteuid?.()) return `${path} belongs to user ${uid}`;
  return (mode & 0o022) === 0 ? undefined : `${path} can be written by others`;
}
