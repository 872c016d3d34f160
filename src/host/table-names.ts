/**
 * Table names of the host, from the files iproute2 itself would read (lib/rt_names.c): since 6.7
 * distributions keep theirs in /usr/share/iproute2, and one in /etc/iproute2 stands in its place.
 */

import { readdirSync } from 'node:fs';

import { decodeTableNames } from '../live/decode-table-names.ts';
import type { LiveTableName } from '../model/live.ts';
import type { TableName } from '../model/table.ts';
import { readTextFile } from './files.ts';
import type { Host } from './host.ts';

export type HostTableNames = {
  /** From our own drop-in. */
  readonly own: readonly TableName[];
  readonly others: readonly LiveTableName[];
};

const directories = ['/etc/iproute2', '/usr/share/iproute2', '/usr/lib/iproute2'];

/** `ownPath` is our drop-in, as the host sees it. */
export function readTableNames(host: Host, ownPath: string): HostTableNames {
  const main = directories.map((directory) => `${directory}/rt_tables`).find((path) => exists(host, path));
  const files = [...(main === undefined ? [] : [main]), ...dropIns(host)];
  const others = files.filter((path) => path !== ownPath);
  return {
    own: namesIn(host, ownPath),
    others: others.flatMap((file) => namesIn(host, file).map((name) => ({ ...name, file }))),
  };
}

/** Of two drop-ins with the same file name, the one in /etc is read. */
function dropIns(host: Host): readonly string[] {
  const byName = new Map<string, string>();
  for (const directory of directories.toReversed()) {
    for (const name of listing(`${host.root}${directory}/rt_tables.d`)) {
      if (name.endsWith('.conf') && !name.startsWith('.')) {
        byName.set(name, `${directory}/rt_tables.d/${name}`);
      }
    }
  }
  return [...byName.values()].toSorted();
}

function namesIn(host: Host, path: string): readonly TableName[] {
  const read = readTextFile(`${host.root}${path}`);
  return read.ok ? decodeTableNames(read.text).names : [];
}

function exists(host: Host, path: string): boolean {
  return readTextFile(`${host.root}${path}`).ok;
}

function listing(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
