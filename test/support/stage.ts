/** Namespaces that look like the hosts of the examples. */

import { inRepository } from './repository.ts';
import type { End } from './links.ts';
import { addAddress, addLink, requireLinks } from './links.ts';
import { ip, requireUsers } from './namespace.ts';

export type StageLink = {
  readonly name: string;
  readonly type?: 'ifb' | 'tun' | 'bridge';
  readonly addresses: readonly string[];
};

/** What stands on each example's host before multihome comes. */
export const stages: Readonly<Record<string, readonly StageLink[]>> = {
  'backup-default-table': [
    { name: 'eth0', addresses: ['192.168.1.1/24'] },
    { name: 'eth1', addresses: ['203.0.113.77/24'] },
    { name: 'ppp0', type: 'tun', addresses: ['10.64.0.9/32'] },
  ],
  'three-nics-one-subnet': [
    { name: 'eth0', addresses: ['192.168.178.99/24'] },
    { name: 'wlan0', addresses: ['192.168.178.97/24'] },
    { name: 'wlan1', addresses: ['192.168.178.98/24'] },
  ],
  'dual-wan-failover': [
    { name: 'enp0s11', addresses: ['192.168.1.115/24'] },
    { name: 'enx027c3d463e4d', addresses: ['192.168.42.91/24'] },
  ],
  'symmetric-routing': [
    { name: 'eth0', addresses: ['203.0.113.10/24'] },
    { name: 'eth1', addresses: ['198.51.100.10/24'] },
  ],
  'load-balancing': [
    { name: 'eth1', addresses: ['23.206.132.14/24'] },
    { name: 'eth2', addresses: ['95.173.136.70/24'] },
  ],
  'dual-stack-two-isps': [
    { name: 'eth0', addresses: ['192.168.1.1/24', '2001:db8:c::1/64'] },
    { name: 'eth1', addresses: ['203.0.113.10/24', '2001:db8:a::10/64'] },
    { name: 'eth2', addresses: ['198.51.100.10/24', '2001:db8:b::10/64'] },
  ],
  'policy-by-port-and-network': [
    { name: 'eth0', addresses: ['192.168.1.1/24'] },
    { name: 'eth1', addresses: ['203.0.113.10/24'] },
    { name: 'eth2', addresses: ['198.51.100.10/24'] },
    { name: 'eth3', addresses: ['192.168.99.1/24'] },
  ],
  'raw-everything': [
    { name: 'eth0', addresses: ['10.0.0.1/24'] },
    { name: 'eth1', addresses: ['203.0.113.10/24', '2001:db8:a::10/64'] },
  ],
};

/** Routes that other programs made: they must come out of every test as they went in. */
export const foreignRoutes: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'backup-default-table': [['default', 'via', '203.0.113.1', 'dev', 'eth1', 'proto', 'dhcp']],
  'dual-wan-failover': [
    [
      'default',
      'via',
      '192.168.1.1',
      'dev',
      'enp0s11',
      'proto',
      'dhcp',
      'src',
      '192.168.1.115',
      'metric',
      '100',
    ],
    [
      'default',
      'via',
      '192.168.42.129',
      'dev',
      'enx027c3d463e4d',
      'proto',
      'dhcp',
      'src',
      '192.168.42.91',
      'metric',
      '100',
    ],
  ],
};

export function setStage(namespace: string, example: string): void {
  for (const { name, type, addresses } of stages[example] ?? []) {
    const end: End = { namespace, name };
    addLink(end, type ?? 'ifb');
    for (const address of addresses) addAddress(end, address);
  }
  for (const route of foreignRoutes[example] ?? []) ip(namespace, 'route', 'append', ...route);
}

export function exampleFile(example: string): string {
  return inRepository('examples', example, 'topology.yaml');
}

/** Why an example cannot be staged here: `ppp0` is a tun, and user ids must be mapped to be named. */
export function skipStage(example: string): string | false {
  const types = (stages[example] ?? []).map(({ type }) => type ?? 'ifb');
  const namesUsers = ['policy-by-port-and-network', 'raw-everything'].includes(example);
  return requireLinks(...new Set(types)) ?? (namesUsers ? requireUsers() : undefined) ?? false;
}
