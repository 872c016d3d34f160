/**
 * What NetworkManager keeps of a device while it runs (nm-config.c, nm_config_device_state_write): a
 * keyfile, with the options of the lease in a group `dhcp4` where its version writes them.
 */

import type { WrittenLease } from '../model/lease.ts';
import { variablesIn, wordsOf } from './decode-lease-variables.ts';
import { leaseGateways, parseIpv4 } from './lease-gateways.ts';

export type DeviceState = {
  /** NetworkManager does the addresses of the device. */
  readonly isManaged: boolean;
  readonly lease: WrittenLease | undefined;
};

export function decodeDeviceState(text: string): DeviceState {
  const device = variablesIn(groupIn(text, 'device'));
  const isManaged = ['true', '1'].includes(device.get('managed') ?? '');
  return { isManaged, lease: leaseIn(variablesIn(groupIn(text, 'dhcp4'))) };
}

function leaseIn(options: ReadonlyMap<string, string>): WrittenLease | undefined {
  const address = parseIpv4(options.get('ip_address') ?? '');
  if (address === undefined) return undefined;
  const expires = Number(options.get('expiry') ?? Number.NaN);
  return {
    address,
    gateways: leaseGateways(wordsOf(options.get('routers')), []),
    ...(Number.isSafeInteger(expires) ? { expiresMs: expires * 1_000 } : {}),
  };
}

function groupIn(text: string, wanted: string): readonly string[] {
  const lines: string[] = [];
  let group: string | undefined;
  for (const line of text.split('\n')) {
    const [, name] = /^\[([^\]]*)\]\s*$/.exec(line) ?? [];
    if (name !== undefined) group = name;
    else if (group === wanted) lines.push(line);
  }
  return lines;
}
