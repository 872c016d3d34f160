/** A program that is called `ip` and lies, first in PATH. */

import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Owner } from './namespace.ts';
import { temporaryFolder } from './multihome.ts';

/**
 * `script` is POSIX shell; `$real` holds the real program, `$all` all words. What the script does
 * not end by itself is done by the real `ip`, and so is the way into a namespace. Returns PATH.
 */
export function fakeIp(owner: Owner, script: string): Readonly<Record<string, string>> {
  const folder = temporaryFolder(owner);
  const path = join(folder, 'ip');
  const enter = '[ "$1" = netns ] && exec $real "$@"';
  const text = `#!/bin/sh\nreal=${realIp}\nall="$*"\n${enter}\n${script}\nexec $real "$@"\n`;
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

const realIp = '$(PATH=/usr/sbin:/sbin:/usr/bin:/bin command -v ip)';
