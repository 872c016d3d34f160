/** Our own files as they are now. */

import { dirname } from 'node:path';

import type { DropIns, LiveFile } from '../model/live.ts';
import { dropInPaths, protocolOfDropIn } from '../model/ownership.ts';
import { missingDirectories, namesIn, readTextFile } from './files.ts';
import type { Host } from './host.ts';
import { isFileOfMachine } from './machine-file.ts';

export type DropInReading =
  | { readonly ok: true; readonly dropIns: DropIns }
  | { readonly ok: false; readonly reason: string };

/** A drop-in that is there but cannot be read is no absent one. Settings that may be the machine's are none of ours. */
export function readDropIns(host: Host, protocol: number): DropInReading {
  const paths = dropInPaths(protocol);
  const tables = readDropIn(host, paths.tables);
  const protocols = readDropIn(host, paths.protocols);
  const isOwn = isFileOfMachine(host, paths.sysctls) === false;
  const sysctls = isOwn
    ? readDropIn(host, paths.sysctls)
    : { path: paths.sysctls, text: undefined, missingDirectories: [] };
  if (typeof tables === 'string') return { ok: false, reason: tables };
  if (typeof protocols === 'string') return { ok: false, reason: protocols };
  if (typeof sysctls === 'string') return { ok: false, reason: sysctls };
  return { ok: true, dropIns: { tables, protocols, sysctls } };
}

/** Other protocol numbers under which something of ours is here. */
export function otherProtocols(host: Host, protocol: number): readonly number[] {
  return namesIn(`${host.root}${dirname(dropInPaths(protocol).protocols)}`)
    .flatMap((name) => protocolOfDropIn(name) ?? [])
    .filter((other) => other !== protocol)
    .toSorted((one, other) => one - other);
}

function readDropIn(host: Host, path: string): LiveFile | string {
  const read = readTextFile(`${host.root}${path}`);
  if (read.ok) return { path, text: read.text, missingDirectories: [] };
  if (!read.missing) return `${path}: ${read.reason}`;
  return { path, text: undefined, missingDirectories: missingDirectories(host, path) };
}
