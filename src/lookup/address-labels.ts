/** The labels of IPv6 addresses: an address is rather sent to from one with its own (RFC 6724 §2.1). */

import { parsePrefix } from '../model/address.ts';
import type { AddressLabel } from '../model/live.ts';
import type { Point, PrefixTest } from './prefix-test.ts';
import { isIn, prefixTest } from './prefix-test.ts';

/** What a kernel starts with (ip6addrlbl_init_table), in the order in which it looks. */
export const kernelLabels: readonly AddressLabel[] = [
  ['::1/128', 0],
  ['::/96', 3],
  ['::ffff:0.0.0.0/96', 4],
  ['2001::/32', 6],
  ['2001:10::/28', 7],
  ['3ffe::/16', 12],
  ['2002::/16', 2],
  ['fec0::/10', 11],
  ['fc00::/7', 5],
  ['::/0', 1],
].map(([text, label]) => {
  const prefix = parsePrefix(String(text));
  if (prefix === undefined) throw new Error(`not a prefix: ${text}`);
  return { prefix, label: Number(label) };
});

export type IndexedLabel = Pick<AddressLabel, 'label' | 'interface'> & {
  readonly test: PrefixTest;
};

export function indexLabels(labels: readonly AddressLabel[]): readonly IndexedLabel[] {
  return labels.map(({ prefix, ...rest }) => ({ ...rest, test: prefixTest(prefix) }));
}

/** Of an address of the interface, or of one that is sent to by it (ipv6_addr_label). */
export function labelOf(
  labels: readonly IndexedLabel[],
  address: Point,
  device: string,
): number | undefined {
  for (const { label, interface: only, test } of labels) {
    if ((only === undefined || only === device) && isIn(address, test)) return label;
  }
  return undefined;
}
