/**
 * `ip -N -j addrlabel list` -> the labels by which IPv6 chooses addresses (iproute2,
 * ip/ipaddrlabel.c).
 *
 * They serve what is shown, never what is done: a list of which one line cannot be read is none.
 */

import { networkOf } from '../model/address.ts';
import type { AddressLabel } from '../model/live.ts';
import type { DumpedObject } from './dump.ts';
import { Oddity, parseDump, readAddress, readNumber, refuseUnknown } from './dump.ts';

export function decodeLabels(text: string): readonly AddressLabel[] {
  const dump = parseDump('ip addrlabel list', text);
  if (!dump.ok) return [];
  try {
    return dump.value.map(decodeLabel);
  } catch (error) {
    if (!(error instanceof Oddity)) throw error;
    return [];
  }
}

const known: ReadonlySet<string> = new Set(['address', 'prefixlen', 'ifname', 'label']);

function decodeLabel(object: DumpedObject): AddressLabel {
  refuseUnknown(object, known);
  const { prefixlen, ifname, label } = object;
  const address = readAddress(object['address'], 'address');
  const prefixLength = readNumber(prefixlen, 'prefixlen');
  return {
    prefix: networkOf({ address, prefixLength }),
    label: readNumber(label, 'label'),
    ...(typeof ifname === 'string' ? { interface: ifname } : {}),
  };
}
