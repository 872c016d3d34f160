/** A device that goes and comes back has its old name and another index; sockets are bound to the index. */

import { readFileSync } from 'node:fs';

export function deviceIndex(name: string): string | undefined {
  try {
    return readFileSync(`/sys/class/net/${name}/ifindex`, 'utf8').trim();
  } catch {
    return undefined;
  }
}
