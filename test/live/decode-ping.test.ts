import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import type { PingLine } from '../../src/live/decode-ping.ts';
import { decodePingLine } from '../../src/live/decode-ping.ts';

const reply = (sequence: number, latencyMs: number): PingLine => ({
  kind: 'reply',
  sequence,
  latencyMs,
});
const refused = (sequence: number, reason: string): PingLine => ({
  kind: 'refused',
  sequence,
  reason,
});
const outstanding = (sequence: number): PingLine => ({ kind: 'outstanding', sequence });
const unsent = (reason: string): PingLine => ({ kind: 'unsent', reason });
const other: PingLine = { kind: 'other' };

const cases: Readonly<Record<string, readonly (readonly [line: string, want: PingLine])[]>> = {
  'all versions': [
    ['64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.382 ms', reply(1, 0.382)],
    ['64 bytes from 10.0.0.2: icmp_seq=65535 ttl=64 time=1052 ms', reply(65535, 1052)],
    ['64 bytes from 10.0.0.2: icmp_seq=0 ttl=64 time=23.4 ms', reply(0, 23.4)],
    ['64 bytes from 2001:db8::2: icmp_seq=3 ttl=64 time=0.059 ms', reply(3, 0.059)],
    ['64 bytes from fe80::1%eth0: icmp_seq=3 ttl=64 time=0.059 ms', reply(3, 0.059)],
    ['no answer yet for icmp_seq=17', outstanding(17)],
    [
      'From 10.0.0.2 icmp_seq=1 Destination Host Unreachable',
      refused(1, 'Destination Host Unreachable'),
    ],
    [
      'From 10.0.0.2 icmp_seq=9 Destination Net Unreachable',
      refused(9, 'Destination Net Unreachable'),
    ],
    ['From 10.0.0.2 icmp_seq=2 Time to live exceeded', refused(2, 'Time to live exceeded')],
    ['From 10.0.0.2 icmp_seq=2 Packet filtered', refused(2, 'Packet filtered')],
    [
      'From 10.0.0.2 icmp_seq=2 Frag needed and DF set (mtu = 40)',
      refused(2, 'Frag needed and DF set (mtu = 40)'),
    ],
    [
      'From 2001:db8::2 icmp_seq=2 Destination unreachable: No route',
      refused(2, 'Destination unreachable: No route'),
    ],
    [
      'From 2001:db8::2 icmp_seq=1 Time exceeded: Hop limit',
      refused(1, 'Time exceeded: Hop limit'),
    ],
    ['PING 10.0.0.2 (10.0.0.2) from 10.0.0.1 v0: 56(84) bytes of data.', other],
    ['--- 10.0.0.2 ping statistics ---', other],
    ['3 packets transmitted, 3 received, 0% packet loss, time 2042ms', other],
    ['rtt min/avg/max/mdev = 0.053/0.168/0.382/0.151 ms', other],
    ['', other],
  ],
  'iputils s20190709': [
    ['PING 2001:db8::2(2001:db8::2) from 2001:db8::1 v0: 56 data bytes', other],
    ['ping: sendmsg: Network is unreachable', unsent('Network is unreachable')],
    ['ping: local error: Message too long, mtu=576', unsent('Message too long, mtu=576')],
    ['ping: Warning: time of day goes back (-3600us), taking countermeasures', other],
    [
      '\r12/17 packets, 29% loss, min/avg/ewma/max = 0.1/0.2/0.3/0.4 ms',
      { kind: 'status', sent: 17 },
    ],
  ],
  'iputils 20221126': [
    ['ping: sendmsg: No buffer space available', unsent('No buffer space available')],
    ['ping: local error: message too long, mtu: 576', unsent('message too long, mtu: 576')],
    ['ping: bind icmp socket: Cannot assign requested address', other],
    ['\r0/1 packets, 100% loss', { kind: 'status', sent: 1 }],
  ],
  'iputils 20240905': [
    ['PING 2001:db8::2 (2001:db8::2) from 2001:db8::1 v0: 56 data bytes', other],
    ['/usr/bin/ping: sendmsg: Operation not permitted', unsent('Operation not permitted')],
    ['ping: Warning: time of day goes back (-1 s), taking countermeasures', other],
  ],
};

for (const [version, lines] of Object.entries(cases)) {
  describe(`lines of ${version}`, () => {
    for (const [line, want] of lines) {
      test(JSON.stringify(line), () => assert.deepEqual(decodePingLine(line), want));
    }
  });
}

describe('no answer of the one that was asked', () => {
  const lines = [
    '64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.382 ms (DUP!)',
    '64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.382 ms (BAD CHECKSUM!)',
    '64 bytes from 10.0.0.3: icmp_seq=1 ttl=64 time=0.382 ms (DIFFERENT ADDRESS!)',
    '16 bytes from 10.0.0.2: icmp_seq=1 ttl=64 (truncated)',
    'From 10.0.0.2: icmp_seq=1 Redirect Host(New nexthop: 10.0.0.3)',
    'From 10.0.0.2: icmp_seq=1 Source Quench',
    'From 10.0.0.2: icmp_seq=1 (BAD CHECKSUM)Redirect Host(New nexthop: 10.0.0.3)',
    'x64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=0.382 ms',
  ];
  for (const line of lines) test(line, () => assert.deepEqual(decodePingLine(line), other));
});
