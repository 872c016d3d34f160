/** Few devices, nested prefixes and addresses at their edges, so that all collide. */

import type { Family } from '../../src/model/address.ts';
import type { Random } from './random.ts';

export const devices: readonly string[] = ['e0', 'e1', 'e2', 'e3'];

/** Not the one that holds a device's own addresses: those routes the kernel makes. */
export const prefixes: Readonly<Record<Family, readonly string[]>> = {
  ipv4: [
    ...['default', '0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8', '10.0.0.0/16', '10.0.1.0/24'],
    ...['10.50.0.0/16', '10.50.1.0/24', '10.50.1.128/25', '10.50.1.2/31', '10.50.1.1/32'],
    ...['192.0.2.0/24', '192.0.2.1/32', '198.51.100.0/24'],
  ],
  ipv6: [
    ...['default', '::/1', '8000::/1', '2001:db8::/32', '2001:db8:1::/48', '2001:db8:1::/64'],
    ...['2001:db8:50::/48', '2001:db8:50:1::/64', '2001:db8:50:1::/65', '2001:db8:50:1::2/127'],
    ...['2001:db8:50:1::1/128', '2001:db9::/33', '2001:db9::1/128', 'fd00::/8'],
  ],
};

export const addresses: Readonly<Record<Family, readonly string[]>> = {
  ipv4: [
    ...['8.8.8.8', '200.1.2.3', '10.200.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.9', '10.0.0.255'],
    ...['10.0.1.2', '10.0.1.9', '10.0.2.2', '10.0.2.77', '10.0.3.1', '10.50.200.1', '10.50.1.1'],
    ...['10.50.1.2', '10.50.1.3', '10.50.1.9', '10.50.1.129', '192.0.2.1', '192.0.2.9'],
    ...['198.51.100.7', '10.9.9.9', '172.16.0.1', '9.255.255.255', '11.0.0.0', '127.255.255.1'],
  ],
  ipv6: [
    ...['2600::1', 'a000::1', '2001:db8:7::1', '2001:db8::2', '2001:db8::3', '2001:db8::9'],
    ...['2001:db8:1::2', '2001:db8:1::9', '2001:db8:2::2', '2001:db8:2::77', '2001:db8:3::1'],
    ...['2001:db8:50::9', '2001:db8:50:1::1', '2001:db8:50:1::2', '2001:db8:50:1::3'],
    ...['2001:db8:50:1::9', '2001:db8:50:1:8000::1', '2001:db9::1', '2001:db9::9', 'fd00::1'],
    ...['2001:db8:1::', '2001:db9:8000::1', '2001:db8:9::9', 'fd00:0:1::77', '2001:db8:1:8::77'],
    ...['2001:db8:1:8::1', '2001:db8:91::77', '2001:0:5::1', '2001:10::77', '2002:c000:1::77'],
    ...['fec0::77', '3ffe::1', '2001:db8:61::2', '2001:db8:0:e::2', '2001:db8:1:e::2'],
    ...['2001:db8:2:e::2'],
  ],
};

/** Of the network on one device, `1` for the gateway. */
export function neighbour(family: Family, device: string, host: number): string {
  const number = device.slice(1);
  if (family === 'ipv4') return `10.0.${number}.${host}`;
  return number === '0' ? `2001:db8::${host}` : `2001:db8:${number}::${host}`;
}

export function ownAddress(random: Random, family: Family): string {
  return neighbour(family, random.oneOf(devices), random.oneOf([2, 2, 2, 3]));
}
