/** rt_protos numbers: who made a route or rule (RTPROT_* in linux/rtnetlink.h). */

const words: ReadonlyMap<number, string> = new Map([
  [0, 'unspec'],
  [1, 'redirect'],
  [2, 'kernel'],
  [3, 'boot'],
  [4, 'static'],
  [8, 'gated'],
  [9, 'ra'],
  [10, 'mrt'],
  [11, 'zebra'],
  [12, 'bird'],
  [13, 'dnrouted'],
  [14, 'xorp'],
  [15, 'ntk'],
  [16, 'dhcp'],
  [17, 'mrouted'],
  [18, 'keepalived'],
  [42, 'babel'],
  [84, 'ovn'],
  [99, 'openr'],
  [186, 'bgp'],
  [187, 'isis'],
  [188, 'ospf'],
  [189, 'rip'],
  [192, 'eigrp'],
]);

/** The name iproute2 ships for a number, else the number. */
export function protocolWord(protocol: number): string {
  return words.get(protocol) ?? `${protocol}`;
}

/** The program that numbers its routes so, if any does; 0 to 4 are the kernel's and everybody's. */
export function daemonOf(protocol: number): string | undefined {
  return protocol > 4 ? words.get(protocol) : undefined;
}
