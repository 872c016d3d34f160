/** A topology with a mistake in it, and what is said about it. */

import type { Problem } from '../../src/model/problem.ts';
import type { TopologyInput } from '../../src/topology/read.ts';
import { readTopology } from '../../src/topology/read.ts';

export type Mistake = {
  readonly name: string;
  readonly text: string;
  /** `[FILE:]LINE:COLUMN-END CODE MESSAGE -> HINT`, in order. */
  readonly want: readonly string[];
};

/** Four lines; what a case adds begins on the fifth. */
export const twoUplinks = `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}, ipv6: {address: "2001:db8:b::10/64", gateway: fe80::1}}
`;

const file = 'topology.yaml';

const lists: ReadonlyMap<string, string> = new Map([
  ['bad.txt', '192.0.2.0/24\n192.0.2.1/24\n\n# x\n  foo # y\n'],
  ['empty.txt', '# none\n'],
  ['ipv4.txt', '192.0.2.0/24\n198.51.100.7\n'],
  ['both.txt', '192.0.2.0/24\r\n2001:db8:1::/48 # and IPv6\r\n'],
]);

export const readList: TopologyInput['readList'] = (path) => {
  const text = lists.get(path);
  return text === undefined ? { ok: false, reason: 'no such file' } : { ok: true, text };
};

export function read(text: string) {
  return readTopology({ file, text, readList });
}

export function problemsOf(text: string): readonly Problem[] {
  const checked = read(text);
  return checked.ok ? checked.warnings : checked.problems;
}

export function lineOf({ at, code, message, hint }: Problem): string {
  const where = at === undefined ? '' : `${at.line}:${at.column}-${at.endColumn} `;
  const other = at === undefined || at.file === file ? '' : `${at.file}:`;
  return `${other}${where}${code} ${message}${hint === undefined ? '' : ` -> ${hint}`}`;
}
