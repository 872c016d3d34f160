/**
 * Every code a problem can carry, in one place; docs/messages.md is generated from it.
 *
 * Codes are stable and never reused. Ranges: MH0 text and shape, MH1 values, MH2 references and
 * uniqueness, MH3 routing, MH4 health, MH5 plan, MH6 host.
 */

type Entry = {
  /** Stable, for people and for filters. */
  readonly name: string;
  readonly severity: 'error' | 'warning';
  /** What it means, in one sentence. */
  readonly summary: string;
  /** Why it matters or what to do; may be empty where the summary says all. */
  readonly explanation: string;
};

export const problemCodes = {
  // Text and YAML.
  MH001: {
    name: 'yaml-syntax',
    severity: 'error',
    summary: 'The text is not valid YAML.',
    explanation:
      'The parser could not go on at the place shown; what is wrong may stand just before it.',
  },
  MH002: {
    name: 'yaml-tab',
    severity: 'error',
    summary: 'A tab is used for indentation.',
    explanation: 'YAML allows only spaces there.',
  },
  MH003: {
    name: 'duplicate-key',
    severity: 'error',
    summary: 'One key is written twice in the same mapping.',
    explanation: 'Only one of the two could count, so neither is taken. Remove one or merge them.',
  },
  MH004: {
    name: 'unknown-anchor',
    severity: 'error',
    summary: 'An alias (`*name`) has no anchor (`&name`) before it.',
    explanation: 'Define the anchor earlier in the file, or quote a value that begins with `*`.',
  },
  MH005: {
    name: 'alias-expansion',
    severity: 'error',
    summary: 'Aliases repeat too much, or an alias contains itself.',
    explanation:
      'A few lines of nested aliases can expand to billions of values. Write the values out.',
  },
  MH006: {
    name: 'file-empty',
    severity: 'error',
    summary: 'The file says nothing.',
    explanation: 'A topology needs at least `version: 1`.',
  },
  MH007: {
    name: 'file-too-large',
    severity: 'error',
    summary: 'The topology is larger than 8 MiB.',
    explanation: 'Move long lists of prefixes into a prefix list: `to: {file: prefixes.txt}`.',
  },
  MH008: {
    name: 'file-not-text',
    severity: 'error',
    summary: 'The file is not plain UTF-8 text.',
    explanation:
      'It has characters that no text file has, such as NUL, or bytes that are not UTF-8.',
  },
  MH009: {
    name: 'several-documents',
    severity: 'error',
    summary: 'The file has more than one YAML document.',
    explanation: 'One file is one topology. Remove the `---` in between, or split the file.',
  },
  MH010: {
    name: 'too-deep',
    severity: 'error',
    summary: 'Values are nested too deeply.',
    explanation: 'No topology needs more than a few levels.',
  },
  MH011: {
    name: 'unquoted-ipv6',
    severity: 'error',
    summary: 'An IPv6 address that ends in `::` is not quoted.',
    explanation: 'YAML takes its last colon for the one after a key. Write it in quotes.',
  },
  MH012: {
    name: 'yaml-tag',
    severity: 'error',
    summary: 'A value has a YAML tag (`!something`).',
    explanation: 'Tags have no use in a topology. Quote a value that begins with `!`.',
  },
  MH013: {
    name: 'complex-key',
    severity: 'error',
    summary: 'A key is not a plain word.',
    explanation: 'Keys are names; lists and mappings cannot be keys.',
  },
  // Shape: keys and types.
  MH020: {
    name: 'wrong-type',
    severity: 'error',
    summary: 'A value is of the wrong type.',
    explanation: 'For instance a text where a number is expected.',
  },
  MH021: {
    name: 'unknown-key',
    severity: 'error',
    summary: 'A key does not exist at this place.',
    explanation: 'Often a typing mistake, or a key at the wrong level.',
  },
  MH022: {
    name: 'missing-key',
    severity: 'error',
    summary: 'A key that is required is missing.',
    explanation: '',
  },
  MH023: {
    name: 'unknown-word',
    severity: 'error',
    summary: 'A value is none of the words that are possible here.',
    explanation: '',
  },
  MH024: {
    name: 'nothing-listed',
    severity: 'error',
    summary: 'A list or mapping is empty where at least one entry is needed.',
    explanation: '',
  },
  MH025: {
    name: 'no-value',
    severity: 'error',
    summary: 'A key has no value.',
    explanation: 'Write a value, or remove the key.',
  },
  MH026: {
    name: 'unsupported-version',
    severity: 'error',
    summary: 'The file is in a version of the language that this program does not know.',
    explanation: 'This program reads version 1.',
  },
  MH027: {
    name: 'unsupported-key',
    severity: 'error',
    summary: '`ip` has this word, but a topology does not.',
    explanation: 'The message says why and what to write instead.',
  },
  MH028: {
    name: 'exclusive-keys',
    severity: 'error',
    summary: 'Keys are used together that exclude each other.',
    explanation: '',
  },
  MH029: {
    name: 'no-family',
    severity: 'error',
    summary: 'An uplink or network has neither `ipv4` nor `ipv6`.',
    explanation: 'It needs at least one of them.',
  },
  // Values.
  MH101: {
    name: 'bad-address',
    severity: 'error',
    summary: 'A value is not an IP address.',
    explanation: '',
  },
  MH102: {
    name: 'bad-prefix',
    severity: 'error',
    summary: 'A value is not a prefix, such as `192.0.2.0/24`.',
    explanation: '',
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
    explanation: '',
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
    explanation: 'The interface is given by its own key.',
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
    explanation: '',
  },
  MH110: {
    name: 'out-of-range',
    severity: 'error',
    summary: 'A number is too small or too large.',
    explanation: '',
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
    explanation: '',
  },
  MH114: {
    name: 'bad-realms',
    severity: 'error',
    summary: 'A value is not a pair of routing realms.',
    explanation: '',
  },
  MH115: {
    name: 'bad-percentage',
    severity: 'error',
    summary: 'A value is not a percentage.',
    explanation: '',
  },
  MH116: {
    name: 'bad-scope',
    severity: 'error',
    summary: 'A value is not a route scope.',
    explanation: '',
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
    explanation: '',
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
    explanation: '',
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
    explanation: '',
  },
  MH123: {
    name: 'bad-path',
    severity: 'error',
    summary: 'The path of a prefix list is empty or has control characters.',
    explanation: '',
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
    explanation: '',
  },
  MH126: {
    name: 'relative-command',
    severity: 'error',
    summary: 'The command of a probe has no absolute path.',
    explanation: 'A service has no useful PATH.',
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
    explanation: 'It could never be set as written.',
  },
  MH129: {
    name: 'tos-bits',
    severity: 'error',
    summary: 'A type of service has bits that the kernel does not compare.',
    explanation: '',
  },
  MH130: {
    name: 'protocol-number-known',
    severity: 'error',
    summary: 'The protocol number belongs to a well-known program.',
    explanation: 'Routes of that program would be taken for ours, and removed.',
  },
  // References and uniqueness.
  MH201: {
    name: 'unknown-uplink',
    severity: 'error',
    summary: 'No uplink of this file has that name.',
    explanation: '',
  },
  MH202: {
    name: 'unknown-table',
    severity: 'error',
    summary: 'No table or uplink of this file has that name.',
    explanation: 'Tables are declared under `tables`, or by an uplink.',
  },
  MH203: {
    name: 'unknown-network',
    severity: 'error',
    summary: 'A name is neither a prefix nor a network of this file.',
    explanation: '',
  },
  MH204: {
    name: 'reserved-table',
    severity: 'error',
    summary: 'A table number belongs to the kernel.',
    explanation: '253 is `default`, 254 `main`, 255 `local`.',
  },
  MH205: {
    name: 'table-id-twice',
    severity: 'error',
    summary: 'Two tables have one number.',
    explanation: 'They would be the same table.',
  },
  MH206: {
    name: 'table-name-twice',
    severity: 'error',
    summary: 'Two tables have one name.',
    explanation: '',
  },
  MH207: {
    name: 'reserved-table-name',
    severity: 'error',
    summary: 'A table has a name that `ip` understands differently.',
    explanation: 'Numbers and built-in names never reach rt_tables.',
  },
  MH208: {
    name: 'priority-twice',
    severity: 'error',
    summary: 'Two rules have one priority.',
    explanation: 'Which of them comes first would depend on the order in which they were made.',
  },
  MH209: {
    name: 'reserved-priority',
    severity: 'error',
    summary: 'A priority belongs to the kernel.',
    explanation: '0 is the rule for table local, 32766 for main, 32767 for default.',
  },
  MH210: {
    name: 'address-twice',
    severity: 'error',
    summary: 'One address is declared twice.',
    explanation: 'Replies could not be told apart by their source address.',
  },
  MH211: {
    name: 'mark-twice',
    severity: 'error',
    summary: 'Two uplinks share packets of one mark.',
    explanation: 'Only the first rule would ever see them.',
  },
  MH212: {
    name: 'uplink-twice',
    severity: 'error',
    summary: 'A list names one uplink twice.',
    explanation: '',
  },
  MH213: {
    name: 'policy-name-twice',
    severity: 'error',
    summary: 'Two policies have one name.',
    explanation: '',
  },
  MH214: {
    name: 'route-twice',
    severity: 'error',
    summary: 'Two routes have one key.',
    explanation:
      'The kernel keeps one route for each destination, table, metric and type of service.',
  },
  MH215: {
    name: 'interface-twice',
    severity: 'warning',
    summary: 'An interface is both an uplink and a network, or two networks.',
    explanation: '',
  },
  MH216: {
    name: 'interface-shared',
    severity: 'warning',
    summary: 'Two uplinks use one interface.',
    explanation: 'No rule can send a socket that is bound to the interface to the right one.',
  },
  MH217: {
    name: 'network-overlap',
    severity: 'warning',
    summary: 'The network of an uplink and an attached network overlap.',
    explanation: 'Hosts of one would be looked for on the other.',
  },
  MH218: {
    name: 'bad-priority-base',
    severity: 'error',
    summary: 'The band of priorities does not fit.',
    explanation:
      "7000 numbers are used from `priority-base` on, and the kernel's rules are at 32766 and 32767.",
  },
  // Routing.
  MH301: {
    name: 'gateway-off-network',
    severity: 'error',
    summary: 'A gateway is outside the networks of its uplink.',
    explanation:
      'The kernel refuses the route, unless it is told with `onlink: true` that the gateway is there all the same.',
  },
  MH302: {
    name: 'gateway-own-address',
    severity: 'error',
    summary: 'A gateway is an address of this very host.',
    explanation: '',
  },
  MH303: {
    name: 'not-a-host',
    severity: 'error',
    summary: 'An address is the network or broadcast address of its network.',
    explanation: 'No host can have it.',
  },
  MH304: {
    name: 'family-missing',
    severity: 'error',
    summary: 'An uplink is used for a family that it does not have.',
    explanation: '',
  },
  MH305: {
    name: 'balance-without-gateway',
    severity: 'error',
    summary: 'IPv6 traffic is balanced over an uplink without a gateway.',
    explanation: 'The kernel refuses next hops without a gateway in an IPv6 multipath route.',
  },
  MH306: {
    name: 'balance-of-one',
    severity: 'warning',
    summary: 'Traffic is balanced over a single uplink.',
    explanation: '',
  },
  MH307: {
    name: 'weight-unused',
    severity: 'warning',
    summary: 'An uplink has a weight, but nothing balances over it.',
    explanation: '',
  },
  MH308: {
    name: 'policy-shadowed',
    severity: 'warning',
    summary: 'An earlier policy takes all packets of a policy.',
    explanation: 'Policies are tried in order; the first that matches counts.',
  },
  MH309: {
    name: 'rule-unreachable',
    severity: 'warning',
    summary: 'No packet can reach a rule.',
    explanation: 'An earlier rule takes every packet.',
  },
  MH310: {
    name: 'goto-backward',
    severity: 'error',
    summary: 'A rule goes back, or to itself.',
    explanation: 'The kernel refuses that: `goto` only goes forward.',
  },
  MH311: {
    name: 'goto-nowhere',
    severity: 'warning',
    summary: 'No rule of this file has the priority a `goto` leads to.',
    explanation: 'While there is no such rule, the kernel skips the `goto`.',
  },
  MH312: {
    name: 'wrong-family-attribute',
    severity: 'error',
    summary: 'An attribute does not exist in this family.',
    explanation: 'The kernel would refuse it, or drop it silently.',
  },
  MH313: {
    name: 'tos-and-dscp',
    severity: 'error',
    summary: 'A rule has both `tos` and `dscp`.',
    explanation: 'They are about the same bits.',
  },
  MH314: {
    name: 'refusing-with-next-hop',
    severity: 'error',
    summary: 'A route that refuses packets has a next hop.',
    explanation: '',
  },
  MH315: {
    name: 'no-next-hop',
    severity: 'error',
    summary: 'A route has no next hop.',
    explanation: '',
  },
  MH316: {
    name: 'hop-without-gateway',
    severity: 'error',
    summary: 'A next hop of an IPv6 multipath route has no gateway.',
    explanation: 'The kernel refuses it.',
  },
  MH317: {
    name: 'hop-twice',
    severity: 'error',
    summary: 'An IPv6 multipath route has one next hop twice.',
    explanation: 'The kernel refuses it. Give one of them a weight.',
  },
  MH318: {
    name: 'family-mix',
    severity: 'error',
    summary: 'Addresses of both families meet in one entry.',
    explanation: '',
  },
  MH319: {
    name: 'source-not-declared',
    severity: 'warning',
    summary: "A source address is none of this file's.",
    explanation: 'The kernel refuses routes with a source that the host does not have.',
  },
  MH320: {
    name: 'main-first-defeated',
    severity: 'warning',
    summary: 'A short prefix in `main` takes nearly all traffic away from the uplinks.',
    explanation: '`main-first` passes over default routes (length 0) only.',
  },
  MH321: {
    name: 'no-room-for-main-first',
    severity: 'error',
    summary: "An uplink's priority leaves no room before it.",
    explanation: '`main-first` needs a rule before those of the uplinks.',
  },
  MH322: {
    name: 'lookup-only',
    severity: 'error',
    summary: 'A key is used that only a lookup can have.',
    explanation: '',
  },
  MH323: {
    name: 'family-unknown',
    severity: 'error',
    summary: 'It is not clear which family a default route is of.',
    explanation: '',
  },
  MH324: {
    name: 'onlink-without-gateway',
    severity: 'error',
    summary: '`onlink` is set without a gateway address.',
    explanation: '',
  },
  MH325: {
    name: 'assume-unused',
    severity: 'warning',
    summary: '`assume` is given for a value that is not `auto`.',
    explanation: '',
  },
  MH326: {
    name: 'no-action',
    severity: 'error',
    summary: 'A rule has no action, or several.',
    explanation: 'Exactly one of `lookup`, `uplink`, `goto`, `action` and `l3mdev`.',
  },
  MH327: {
    name: 'multipath-realms',
    severity: 'error',
    summary: 'A route with several next hops has realms.',
    explanation: 'The kernel refuses it. Give the realms to a rule that looks the route up.',
  },
  MH328: {
    name: 'impossible-scope',
    severity: 'error',
    summary: 'The scope of a route does not go with its type or its next hops.',
    explanation:
      'The kernel refuses it: `local` routes have at least scope `host`, `broadcast` and `anycast` at least `link`, and a route of scope `host` has one next hop without a gateway.',
  },
  MH329: {
    name: 'gateway-beyond-scope',
    severity: 'warning',
    summary: 'A route of scope `link` has a gateway.',
    explanation:
      'The kernel takes only a gateway that is reached by a route of scope `host`, such as an address of this host itself. With a router in this place it refuses the route.',
  },
  MH330: {
    name: 'attribute-ignored',
    severity: 'warning',
    summary: 'A route has an attribute that the kernel drops without a word.',
    explanation:
      'Routes that refuse packets have neither a life time nor a preference, and routes by a nexthop object no realms. The route is made without it.',
  },
  // Compilation, when the host's addresses are known.
  MH390: {
    name: 'made-twice',
    severity: 'error',
    summary: 'Two entries of the topology make one route.',
    explanation: 'Give one of them another metric.',
  },
  MH391: {
    name: 'no-table-left',
    severity: 'error',
    summary: 'No table number is left for a table without one.',
    explanation: 'Give it an explicit `id`.',
  },
  MH392: {
    name: 'priorities-full',
    severity: 'error',
    summary: 'More rules are made than fit into their band of priorities.',
    explanation: 'Use a prefix list or explicit priorities.',
  },
  // Health.
  MH401: {
    name: 'quorum-impossible',
    severity: 'error',
    summary: 'More targets must answer than there are.',
    explanation: 'The uplink could never be up.',
  },
  MH402: {
    name: 'interval-too-long',
    severity: 'error',
    summary: 'The interval between probes is longer than the time after which an uplink is down.',
    explanation: 'One lost probe, or none at all, would decide.',
  },
  MH403: {
    name: 'timeout-too-long',
    severity: 'error',
    summary: 'An answer may take longer than the time after which an uplink is down.',
    explanation: '',
  },
  MH404: {
    name: 'target-is-local',
    severity: 'error',
    summary: 'A health target is an address of this host.',
    explanation: 'It answers whatever the uplink does.',
  },
  MH405: {
    name: 'target-family-missing',
    severity: 'error',
    summary: 'A health target is of a family that the uplink does not have.',
    explanation: '',
  },
  MH406: {
    name: 'no-target',
    severity: 'error',
    summary: 'A probe has nothing to ask.',
    explanation: '`tcp`, `http` and `dns` need targets, `command` needs a command.',
  },
  MH407: {
    name: 'probe-key-unused',
    severity: 'error',
    summary: 'A key is given that the probe does not use.',
    explanation: '',
  },
  MH408: {
    name: 'loss-thresholds',
    severity: 'error',
    summary: 'The loss at which an uplink comes up is not below the loss at which it goes down.',
    explanation: 'It would go up and down without end.',
  },
  MH409: {
    name: 'latency-thresholds',
    severity: 'error',
    summary:
      'The latency at which an uplink comes up is not below the latency at which it goes down.',
    explanation: 'It would go up and down without end.',
  },
  // Plan.
} as const satisfies Readonly<Record<`MH${number}`, Entry>>;

export type ProblemCode = keyof typeof problemCodes;
