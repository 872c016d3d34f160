/** Router advertisements as a router sends them: the kernel treats routes from them as no others. */

import type { End } from './links.ts';
import { execute, ip } from './namespace.ts';
import { requirePrograms } from './programs.ts';
import { waitUntil } from './wait.ts';

/** Node has no raw sockets. */
export function requireAdvertisements(): string | undefined {
  return requirePrograms('python3');
}

/** Sends one from `router`, and waits until the host at the other end of that cable has its default route. */
export function advertise(router: End, host: End): void {
  const before = advertisedDefault(host);
  if (before !== '') throw new Error(`${host.name} has one already: ${before}`);
  execute(router.namespace, 'python3', '-c', send, router.name);
  waitUntil(`${host.name} has heard the router`, () => isAdvertised(host));
}

export function isAdvertised(host: End): boolean {
  return advertisedDefault(host) !== '';
}

/** As when the router is away for longer than it has said. */
export function forgetAdvertised({ namespace, name }: End): void {
  ip(namespace, '-6', 'route', 'flush', 'dev', name, 'proto', 'ra');
}

function advertisedDefault({ namespace, name }: End): string {
  return ip(namespace, '-6', 'route', 'show', 'default', 'dev', name, 'proto', 'ra');
}

/** RFC 4861, 4.2: a router for 1800 s, and 2001:db8:99::/64 to make addresses of. */
const send = `
import socket, struct, sys
name = sys.argv[1]
link = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
link.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, name.encode())
link.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
prefix = socket.inet_pton(socket.AF_INET6, '2001:db8:99::')
router = struct.pack('!BBHBBHII', 134, 0, 0, 64, 0, 1800, 0, 0)
network = struct.pack('!BBBBIII', 3, 4, 64, 0xC0, 7200, 3600, 0) + prefix
link.sendto(router + network, ('ff02::1', 0, 0, socket.if_nametoindex(name)))
`;
