/**
 * Table names of the host, from the files iproute2 itself would read (lib/rt_names.c): since 6.7
 * distributions keep theirs in /usr/share/iproute2, and one in /etc/iproute2 stands in its place.
 */

import { decodeTableNames } from '../live/decode-table-names.ts';
import type { LiveTableName } from '../model/live.ts';
import { isOurFile } from '../model/ownership.ts';
import type { TableName } from '../model/table.ts';
import { namesIn, readNames as readFileNames, readTextFile } from './files.ts';
import type { Host } from './host.ts';

export type HostTableNames = {
  /** From our own drop-in. */
  readonly own: readonly TableName[];
  readonly others: readonly LiveTableName[];
  /** What is wrong with the files, for people. */
  readonly remarks: readonly string[];
};

const directories = ['/etc/iproute2', '/usr/share/iproute2', '/usr/lib/iproute2'];

/** `ownPath` is our drop-in, as the host sees it; one we did not write counts as another's. */
export function readTableNames(host: Host, ownPath: string): HostTableNames {
  const main = directories
    .map((directory) => readNames(host, `${directory}/rt_tables`))
    .find(({ missing }) => !missing);
  const own = readNames(host, ownPath);
  const paths = dropIns(host).filter((path) => path !== ownPath || !own.ours);
  const files = [
    ...(main === undefined ? [] : [main]),
    ...paths.map((path) => readNames(host, path)),
  ];
  return {
    own: own.ours ? own.names : [],
    others: files.flatMap(({ path, names }) => names.map((name) => ({ ...name, file: path }))),
    remarks: [...unreadFolders(host), ...files.flatMap(({ remark }) => remark ?? [])],
  };
}

type NamesFile = {
  readonly path: string;
  readonly names: readonly TableName[];
  readonly missing: boolean;
  /** Written by multihome. */
  readonly ours: boolean;
  readonly remark?: string;
};

function readNames(host: Host, path: string): NamesFile {
  const read = readTextFile(`${host.root}${path}`);
  if (!read.ok) {
    const unread = { path, names: [], missing: read.missing, ours: false };
    return read.missing ? unread : { ...unread, remark: `${path} was not read: ${read.reason}` };
  }
  const { names, corrupt } = decodeTableNames(read.text);
  const file = { path, names, missing: false, ours: isOurFile(read.text) };
  if (corrupt === undefined) return file;
  const remark = `${path}:${corrupt.line} is no line of a table: \`ip\` does not read beyond it`;
  return { ...file, remark };
}

function unreadFolders(host: Host): readonly string[] {
  return directories.flatMap((directory) => {
    const folder = `${directory}/rt_tables.d`;
    const { unread } = readFileNames(`${host.root}${folder}`);
    return unread === undefined ? [] : [`${folder} was not read: ${unread}`];
  });
}

/** Of two drop-ins with the same file name, the one in /etc is read. */
function dropIns(host: Host): readonly string[] {
  const byName = new Map<string, string>();
  for (const directory of directories.toReversed()) {
    for (const name of namesIn(`${host.root}${directory}/rt_tables.d`)) {
      if (name.endsWith('.conf') && !name.startsWith('.')) {
        byName.set(name, `${directory}/rt_tables.d/${name}`);
      }
    }
  }
  return [...byName.values()].toSorted();
}
