/** Network namespaces share the files of the machine, unless somebody gives them their own. */

import { statSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Host } from './host.ts';

/**
 * Whether this file is one of the machine, read at boot for the network namespace of process 1, and we
 * are in another one; undefined where that cannot be known. In a sandbox as that of our units process 1
 * may not be looked into, but what is below its /proc/1/net anybody may see.
 */
export function isFileOfMachine({ root }: Host, path: string): boolean | undefined {
  if (root !== '') return false;
  const isFirst =
    isSameFile('/proc/1/ns/net', '/proc/self/ns/net') ??
    isSameFile('/proc/1/net/dev', '/proc/self/net/dev');
  if (isFirst !== false) return isFirst === true ? false : undefined;
  const folder = dirname(path);
  if (identityOf('/proc/1/root') === undefined) return undefined;
  const theirs = identityOf(`/proc/1/root${folder}`);
  const here = identityOf(folder);
  if (theirs !== undefined || here !== undefined) return theirs === here;
  return isSameFile(`/proc/1/root${dirname(folder)}`, dirname(folder));
}

/** Undefined where one of them cannot be seen. */
function isSameFile(one: string, other: string): boolean | undefined {
  const [first, second] = [identityOf(one), identityOf(other)];
  return first === undefined || second === undefined ? undefined : first === second;
}

function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
