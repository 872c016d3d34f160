/** A host with two uplinks, two providers, and an internet beyond them, each a namespace. */

import type { Owner } from './namespace.ts';
import { createNamespace, execute, ip, writeSysctl } from './namespace.ts';
import { temporaryFolder } from './multihome.ts';

export type Provider = 'a' | 'b';

export type Internet = {
  readonly host: string;
  readonly root: string;
  /** Namespaces. */
  readonly providers: Readonly<Record<Provider, string>>;
  readonly beyond: string;
  /** The carrier of its uplink. */
  readonly carrier: (provider: Provider, state: 'up' | 'down') => void;
  /** All that comes to it from the host is dropped without a word, but what is for itself. */
  readonly silence: (provider: Provider, isSilent: boolean) => void;
};

/** What can be asked, through either of them. */
export const targets = ['192.0.2.53', '192.0.2.54', '2001:db8:f::53'] as const;

const links = {
  a: { device: 'eth0', net: '203.0.113', net6: '2001:db8:a', far: '10.1.0' },
  b: { device: 'eth1', net: '198.51.100', net6: '2001:db8:b', far: '10.2.0' },
} as const;

export const uplinks = `uplinks:
  isp-a:
    interface: eth0
    ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}
    ipv6: {address: '2001:db8:a::10/64', gateway: '2001:db8:a::1'}
  isp-b:
    interface: eth1
    ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}
    ipv6: {address: '2001:db8:b::10/64', gateway: '2001:db8:b::1'}
`;

export function createInternet(owner: Owner): Internet {
  const host = createNamespace(owner);
  const beyond = createNamespace(owner);
  const providers = { a: createNamespace(owner), b: createNamespace(owner) };
  for (const target of targets) ip(beyond, 'addr', 'add', target, 'dev', 'lo');
  for (const provider of ['a', 'b'] as const) connect(host, providers[provider], beyond, provider);
  return {
    ...{ host, root: temporaryFolder(owner), providers, beyond },
    carrier: (provider, state) => {
      ip(providers[provider], 'link', 'set', 'near', state);
      if (state === 'down') return;
      // It forgets its static IPv6 address when it goes down (addrconf_ifdown).
      ip(providers[provider], 'addr', 'replace', `${links[provider].net6}::1/64`, 'dev', 'near');
    },
    silence: (provider, isSilent) => {
      const verb = isSilent ? 'add' : 'del';
      ip(providers[provider], 'rule', verb, 'pref', '1', 'iif', 'near', 'blackhole');
      ip(providers[provider], '-6', 'rule', verb, 'pref', '1', 'iif', 'near', 'blackhole');
    },
  };
}

function connect(host: string, provider: string, beyond: string, which: Provider): void {
  const { net, net6, far } = links[which];
  plugIn(host, provider, which);
  veth(provider, 'far', beyond, `from-${which}`);
  writeSysctl(provider, 'net/ipv4/ip_forward', '1');
  writeSysctl(provider, 'net/ipv6/conf/all/forwarding', '1');
  addresses(provider, 'far', `${far}.1/24`, `${net6}:ff::1/64`);
  addresses(beyond, `from-${which}`, `${far}.2/24`, `${net6}:ff::2/64`);
  ip(provider, 'route', 'add', '192.0.2.0/24', 'via', `${far}.2`);
  ip(provider, 'route', 'add', '2001:db8:f::/48', 'via', `${net6}:ff::2`);
  ip(beyond, 'route', 'add', `${net}.0/24`, 'via', `${far}.1`);
  ip(beyond, 'route', 'add', `${net6}::/64`, 'via', `${net6}:ff::1`);
}

/** The interface of an uplink, as it is from the start: after it was deleted it is another device. */
export function plug({ host, providers }: Internet, which: Provider): void {
  plugIn(host, providers[which], which);
}

function plugIn(host: string, provider: string, which: Provider): void {
  const { device, net, net6 } = links[which];
  veth(host, device, provider, 'near');
  addresses(host, device, `${net}.10/24`, `${net6}::10/64`);
  addresses(provider, 'near', `${net}.1/24`, `${net6}::1/64`);
}

/**
 * A point-to-point link to a provider, as pppd makes one: without neighbours, each end with one address
 * and that of the other. Both ends have one hardware address, so that each takes all that comes.
 */
export function dial({ host, providers }: Internet, which: Provider, call: Call): void {
  const provider = providers[which];
  const { device, address, peer } = call;
  const same = ['address', '02:00:00:00:00:01'];
  const near = ['link', 'add', device, 'index', `${(index += 1)}`, ...same, 'type', 'veth'];
  ip(host, ...near, 'peer', 'name', 'near', ...same, 'netns', provider);
  for (const [namespace, name] of [
    [host, device],
    [provider, 'near'],
  ] as const) {
    ip(namespace, 'link', 'set', name, 'arp', 'off', 'up');
  }
  ip(host, 'addr', 'add', address, 'peer', peer, 'dev', device);
  ip(provider, 'addr', 'add', peer, 'peer', address, 'dev', 'near');
}

export type Call = {
  readonly device: string;
  /** What the host is given. */
  readonly address: string;
  readonly peer: string;
};

/**
 * Never that of the far end: else the kernel does not know them for a pair, and tells of a lost
 * carrier up to a second late where another link of the machine has just changed (linkwatch).
 */
let index = 1_000;

function veth(one: string, device: string, other: string, peer: string): void {
  const near = [device, 'index', `${(index += 1)}`];
  ip(one, 'link', 'add', ...near, 'type', 'veth', 'peer', 'name', peer, 'netns', other);
  ip(one, 'link', 'set', device, 'up');
  ip(other, 'link', 'set', peer, 'up');
}

function addresses(namespace: string, device: string, ...all: readonly string[]): void {
  for (const address of all) ip(namespace, 'addr', 'add', address, 'dev', device);
}

/** Whether the host reaches a target, from no particular address. */
export function reaches({ host }: Internet, target: string): boolean {
  try {
    execute(host, 'ping', '-n', '-c', '1', '-W', '1', target);
    return true;
  } catch {
    return false;
  }
}
