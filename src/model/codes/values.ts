/** Values: what one of them, by itself, cannot be. */

import type { CodeEntry } from './entry.ts';

export const valuesCodes = {
  MH101: {
    name: 'bad-address',
    severity: 'error',
    summary: 'A value is not an IP address.',
    explanation:
      'Names are not looked up: while uplinks are down there may be nobody to ask. Write an address such as `192.0.2.1` or `"2001:db8::1"`, without a length.',
  },
  MH102: {
    name: 'bad-prefix',
    severity: 'error',
    summary: 'A value is not a prefix, such as `192.0.2.0/24`.',
    explanation:
      'Write an address and a length, or an address alone for one host. Netmasks such as `255.255.255.0` are not read.',
  },
  MH103: {
    name: 'host-bits',
    severity: 'error',
    summary: 'A prefix has bits set behind its length.',
    explanation: 'The kernel refuses such a prefix in IPv4 and silently clears the bits in IPv6.',
  },
  MH104: {
    name: 'wrong-family',
    severity: 'error',
    summary: 'A value of one family stands where the other one is expected.',
    explanation:
      'What stands under `ipv4` is about IPv4 addresses, and what stands under `ipv6` about IPv6 ones. Move the value, or correct it.',
  },
  MH105: {
    name: 'no-prefix-length',
    severity: 'error',
    summary: 'An interface address has no length.',
    explanation:
      'The length tells which network is directly attached; guessing it would be wrong half of the time.',
  },
  MH106: {
    name: 'zone-id',
    severity: 'error',
    summary: 'An address has a zone (`%eth0`).',
    explanation:
      'The interface is given by its own key (`dev`, `interface`). Write the address without the zone.',
  },
  MH107: {
    name: 'bad-duration',
    severity: 'error',
    summary: 'A value is not a time with a unit.',
    explanation: 'Units are `ms`, `s`, `m` and `h`.',
  },
  MH108: {
    name: 'bad-mark',
    severity: 'error',
    summary: 'A value is not a firewall mark.',
    explanation: 'A mark is `VALUE` or `VALUE/MASK`, decimal or hexadecimal, at most 32 bits.',
  },
  MH109: {
    name: 'bad-range',
    severity: 'error',
    summary: 'A value is not a number or a range `FIRST-LAST` within bounds.',
    explanation:
      'Names of services and users are not looked up. Write a number or `FIRST-LAST`; for several that are no range, write one policy or rule each.',
  },
  MH110: {
    name: 'out-of-range',
    severity: 'error',
    summary: 'A number is too small or too large.',
    explanation:
      'The kernel has no room for it, or keeps it for itself. The hint tells the bounds.',
  },
  MH111: {
    name: 'bad-interface-name',
    severity: 'error',
    summary: 'A value cannot be the name of a network interface.',
    explanation:
      'Names reach `ip -batch` in a root process, so only letters, digits and `_ . + @ -` are let through, at most 15.',
  },
  MH112: {
    name: 'bad-name',
    severity: 'error',
    summary: 'A name has characters that are not allowed.',
    explanation:
      'Names begin with a letter and have letters, digits, `_` and `-`, at most 31 (tables also `.`).',
  },
  MH113: {
    name: 'bad-ip-protocol',
    severity: 'error',
    summary: 'A value is not an IP protocol.',
    explanation:
      'Write one of the names in the hint, or a number from 1 to 255 (IANA, "Protocol Numbers"). TCP and UDP together are two policies or rules.',
  },
  MH114: {
    name: 'bad-realms',
    severity: 'error',
    summary: 'A value is not a pair of routing realms.',
    explanation:
      'Write `FROM/TO` or the destination realm alone, in numbers from 0 to 255: names of `rt_realms` may differ from host to host.',
  },
  MH115: {
    name: 'bad-percentage',
    severity: 'error',
    summary: 'A value is not a percentage.',
    explanation: 'Write a number with its sign, from `0%` to `100%`.',
  },
  MH116: {
    name: 'bad-scope',
    severity: 'error',
    summary: 'A value is not a route scope.',
    explanation:
      'Write `global`, `site`, `link`, `host`, `nowhere` or a number from 0 to 255. Most routes need none: it follows from type and gateway.',
  },
  MH117: {
    name: 'bad-target',
    severity: 'error',
    summary: 'A health target does not fit the probe.',
    explanation:
      '`http` needs URLs, the others addresses: a name would need the very network that is being probed.',
  },
  MH118: {
    name: 'prefix-list-unreadable',
    severity: 'error',
    summary: 'A prefix list cannot be read.',
    explanation:
      'Without its prefixes the entry would mean something else than was written. The path is relative to the folder of the topology.',
  },
  MH119: {
    name: 'prefix-list-line',
    severity: 'error',
    summary: 'A line of a prefix list is not a prefix.',
    explanation: 'One prefix a line; `#` starts a comment.',
  },
  MH120: {
    name: 'prefix-list-too-long',
    severity: 'error',
    summary: 'A prefix list has more than 1000000 prefixes.',
    explanation:
      'Every prefix becomes a route, and such a number would take the memory of a router. Aggregate the list.',
  },
  MH121: {
    name: 'prefix-list-empty',
    severity: 'warning',
    summary: 'A prefix list has no prefix that could be used.',
    explanation: 'Nothing is made of the entry that names it.',
  },
  MH122: {
    name: 'bad-congestion-control',
    severity: 'error',
    summary: 'A value cannot be the name of a congestion control algorithm.',
    explanation:
      'Write a name as `sysctl net.ipv4.tcp_available_congestion_control` lists it, such as `cubic` or `bbr`.',
  },
  MH123: {
    name: 'bad-path',
    severity: 'error',
    summary: 'The path of a prefix list is empty or has control characters.',
    explanation: 'Write the path of a text file, relative to the folder of the topology.',
  },
  MH124: {
    name: 'too-many-rules',
    severity: 'error',
    summary: 'One policy would become more than 256 rules.',
    explanation:
      'Every rule is tried for every packet. Put the destinations into a prefix list: `to: {file: prefixes.txt}`.',
  },
  MH125: {
    name: 'unusable-address',
    severity: 'error',
    summary: 'An address cannot be used for this: multicast, loopback, unspecified or reserved.',
    explanation:
      'No host answers at such an address, or every host does. Write an address that one host can have.',
  },
  MH126: {
    name: 'relative-command',
    severity: 'error',
    summary: 'The command of a probe, or a hook, has no absolute path.',
    explanation:
      'A service has no useful PATH. Write the whole path, such as `/usr/local/bin/probe`.',
  },
  MH127: {
    name: 'mark-zero',
    severity: 'error',
    summary: 'A mark of 0 is used as a selector.',
    explanation: 'The kernel treats it as no selector at all: every packet would match.',
  },
  MH128: {
    name: 'mark-outside-mask',
    severity: 'error',
    summary: 'A mark has bits outside its mask.',
    explanation:
      'It could never be set as written. Clear these bits in the value, or widen the mask.',
  },
  MH129: {
    name: 'tos-bits',
    severity: 'error',
    summary: 'A type of service has bits that the kernel does not compare.',
    explanation:
      'IPv4 rules compare the bits `0x1c`, IPv6 rules all but the last two; the kernel refuses others. Select by `dscp` instead.',
  },
  MH130: {
    name: 'protocol-number-known',
    severity: 'error',
    summary: 'The protocol number belongs to a well-known program.',
    explanation: 'Routes of that program would be taken for ours, and removed.',
  },
} as const satisfies Readonly<Record<`MH1${number}`, CodeEntry>>;
