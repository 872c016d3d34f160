/** Network namespaces share the files of the machine, unless somebody gives them their own. */

import { statSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Host } from './host.ts';

/**
 * Whether this file is one of the machine, read at boot for the network namespace of process 1, and we
 * are in another one. Where that may not be asked, as in the sandbox of our units, it counts as no.
 */
export function isFileOfMachine({ root }: Host, path: string): boolean {
  const folder = dirname(path);
  const [own, first] = [identityOf('/proc/self/ns/net'), identityOf('/proc/1/ns/net')];
  if (root !== '' || first === undefined || first === own) return false;
  const theirs = identityOf(`/proc/1/root${folder}`);
  const here = identityOf(folder);
  if (theirs !== undefined || here !== undefined) return theirs === here;
  return identityOf(`/proc/1/root${dirname(folder)}`) === identityOf(dirname(folder));
}

function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
