/**
 * Links with any name, so that a namespace can look like the host in a story: eth0, wlan1, ppp0.
 * What the kernel does later by itself (carrier, link-local addresses) is waited for.
 */

import {
  createNamespace,
  hasIpv6,
  ip,
  reasonWithout,
  removeNamespace,
  requireRoot,
} from './namespace.ts';
import { waitUntil } from './wait.ts';

export type LinkType = 'veth' | 'ifb' | 'bridge' | 'tun';
export type End = { readonly namespace: string; readonly name: string };

const peers = new Map<string, End>();
const probes = new Map<LinkType, string | undefined>();

/** A cable between two ends, in one namespace or in two. Both are up and have carrier. */
export function addVeth(one: End, other: End): void {
  const peer = ['peer', 'name', other.name, 'netns', other.namespace];
  ip(one.namespace, 'link', 'add', one.name, 'type', 'veth', ...peer);
  peers.set(key(one), other);
  peers.set(key(other), one);
  setUp(one);
  setUp(other);
  waitUntilReady(one);
  waitUntilReady(other);
}

/**
 * A link without another end, up. `ifb` is ethernet-like with carrier and without neighbours,
 * `bridge` is ethernet (some kernels give it carrier before its first port), `tun` is
 * point-to-point without carrier.
 */
export function addLink(end: End, type: Exclude<LinkType, 'veth'>): void {
  createLink(end, type);
  setUp(end);
  if (hasCarrier(end)) waitUntilReady(end);
}

/** IPv4 or IPv6, with its length. */
export function addAddress(end: End, address: string): void {
  const options = address.includes(':') ? ['nodad'] : [];
  ip(end.namespace, 'address', 'add', address, 'dev', end.name, ...options);
}

export function setUp(end: End): void {
  ip(end.namespace, 'link', 'set', end.name, 'up');
}

export function setDown(end: End): void {
  ip(end.namespace, 'link', 'set', end.name, 'down');
}

/** Pulls or plugs the cable of a veth end: the end stays up, its peer goes down or up. */
export function setCarrier(end: End, state: 'on' | 'off'): void {
  const peer = peers.get(key(end));
  if (peer === undefined) throw new Error(`${key(end)} was not made by addVeth`);
  if (state === 'on') {
    setUp(peer);
    waitUntilReady(end);
    waitUntilReady(peer);
  } else {
    setDown(peer);
    waitUntil(`${key(end)} has no carrier`, () => !hasCarrier(end));
  }
}

export function hasCarrier(end: End): boolean {
  return !ip(end.namespace, 'link', 'show', end.name).includes('NO-CARRIER');
}

/** Why links of these types cannot be made here, as a reason to skip a test. */
export function requireLinks(...types: readonly LinkType[]): string | undefined {
  return requireRoot() ?? types.map(probe).find((reason) => reason !== undefined);
}

function probe(type: LinkType): string | undefined {
  if (probes.has(type)) return probes.get(type);
  const namespace = createNamespace();
  const reason = reasonWithout(() => createLink({ namespace, name: 'probe' }, type));
  removeNamespace(namespace);
  const text = reason && `needs links of type ${type}: ${reason}`;
  probes.set(type, text);
  return text;
}

function createLink({ namespace, name }: End, type: LinkType): void {
  if (type === 'tun') ip(namespace, 'tuntap', 'add', 'dev', name, 'mode', 'tun');
  else ip(namespace, 'link', 'add', name, 'type', type);
}

/** The kernel notices carrier, and gives a link-local address, in a work queue. */
function waitUntilReady(end: End): void {
  waitUntil(`${key(end)} has carrier`, () => hasCarrier(end));
  if (!hasIpv6(end.namespace)) return;
  waitUntil(`${key(end)} has a link-local address`, () => hasLinkLocal(end));
}

/** The route in table local is the last thing the kernel adds. */
function hasLinkLocal({ namespace, name }: End): boolean {
  const tentative = ip(namespace, '-6', 'address', 'show', 'dev', name, 'tentative');
  const routes = ip(namespace, '-6', 'route', 'show', 'table', 'local', 'dev', name);
  return tentative === '' && /^local fe80:/m.test(routes);
}

function key({ namespace, name }: End): string {
  return `${namespace} ${name}`;
}
