/** Who does the addresses of an interface, as far as files tell. */

import { decodeDeviceState } from '../live/decode-lease-keyfile.ts';
import { variablesIn } from '../live/decode-lease-variables.ts';
import type { Lease } from '../model/lease.ts';
import type { Interface } from '../model/live.ts';
import type { Keeper } from '../model/starter.ts';
import { namesIn } from './files.ts';
import type { Host } from './host.ts';
import { readSmallFile } from './small-file.ts';

export function keeperOf(
  host: Host,
  { index, name }: Interface,
  leases: readonly Lease[],
): Keeper | undefined {
  const state = variablesIn(textOf(host, `/run/systemd/netif/links/${index}`).split('\n'));
  if (/^configur(ed|ing)$/.test(state.get('ADMIN_STATE') ?? '')) return 'systemd-networkd';
  if (decodeDeviceState(textOf(host, `/run/NetworkManager/devices/${index}`)).isManaged) {
    return 'NetworkManager';
  }
  if (interfacesOf(host).has(name)) return 'ifupdown';
  return leases.find((lease) => lease.interface === name)?.keeper;
}

/** Names behind `iface` in the files of ifupdown (interfaces(5)). */
function interfacesOf(host: Host): ReadonlySet<string> {
  const folder = '/etc/network/interfaces.d';
  const paths = namesIn(`${host.root}${folder}`).map((file) => `${folder}/${file}`);
  const texts = ['/etc/network/interfaces', ...paths].map((path) => textOf(host, path));
  const found = texts.flatMap((text) => [...text.matchAll(/^[ \t]*iface[ \t]+(\S+)/gm)]);
  return new Set(found.map(([, device = '']) => device));
}

function textOf(host: Host, path: string): string {
  const read = readSmallFile(`${host.root}${path}`);
  return read.ok ? read.bytes.toString() : '';
}
