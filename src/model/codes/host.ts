/** What `doctor` finds; its severities are those at their worst. */

import type { Severity } from '../finding.ts';

type HostEntry = {
  /** Stable, for people and for filters. */
  readonly name: string;
  readonly severity: Severity;
  /** What it means, in one sentence. */
  readonly summary: string;
  /** Why it matters, and what to do. */
  readonly explanation: string;
};

export const hostCodes = {
  MH601: {
    name: 'reverse-path-filter',
    severity: 'error',
    summary: 'A strict reverse path filter drops what comes in by an uplink.',
    explanation:
      'The larger of `all` and the interface counts. Where the answer would leave by another interface, or by none, 1 drops the packet without a word; 2 asks only for some way back. Traffic of the host itself needs nothing where a from-rule leads its answers; a mark is not looked at unless `src_valid_mark` is 1.',
  },
  MH602: {
    name: 'arp-for-others',
    severity: 'warning',
    summary: 'Interfaces in one network answer ARP for the addresses of each other.',
    explanation:
      'Neighbours then send to an address by the wrong interface, and go on doing so when that fails. `arp_ignore=1` answers only for the own ones. `arp_announce=2` asks neighbours with an own address; it is not proposed where addresses come from DHCP, because servers beyond the network may then not be heard.',
  },
  MH603: {
    name: 'linkdown-routes-used',
    severity: 'warning',
    summary: 'When a carrier goes, routes by that interface stay in use.',
    explanation:
      'With `ignore_routes_with_linkdown=1` the kernel passes over them at once. While `multihome watch` runs it leads traffic elsewhere itself, and this is information.',
  },
  MH604: {
    name: 'balanced-by-host',
    severity: 'information',
    summary: 'Balanced traffic is spread by pairs of hosts, not by connections.',
    explanation:
      '`fib_multipath_hash_policy=1` looks at ports, too, so that connections to one host use every uplink. Leave it where a service must see one address of yours.',
  },
  MH605: {
    name: 'dead-neighbour-used',
    severity: 'information',
    summary: 'Balanced traffic is also sent to gateways that do not answer ARP.',
    explanation: '`fib_multipath_use_neigh=1` passes over next hops whose neighbour has failed.',
  },
  MH606: {
    name: 'forwarding-off',
    severity: 'error',
    summary: 'The topology has networks, and the host does not forward.',
    explanation:
      'What comes from them for somebody else is dropped. It is an error where a policy takes traffic from a network, for that supposes a router; else information.',
  },
  MH607: {
    name: 'advertisements-ignored',
    severity: 'error',
    summary: 'An interface lives by router advertisements, and they are or will be ignored.',
    explanation:
      'A host that forwards ignores them unless `accept_ra` is 2. What they gave expires; when forwarding is switched on their default route goes at once. That is an error for an IPv6 uplink, and a warning for an interface that is none.',
  },
  MH608: {
    name: 'address-lost-on-down',
    severity: 'information',
    summary: 'IPv6 addresses of an uplink are forgotten when its interface is set down.',
    explanation:
      'IPv4 keeps its addresses, IPv6 only with `keep_addr_on_down=1`. Without, whoever gave the address has to give it again.',
  },
  MH609: {
    name: 'answers-leave-elsewhere',
    severity: 'error',
    summary: 'What comes in by one uplink is answered by another.',
    explanation:
      'The other provider drops packets from an address that is not his. Rules that choose by the source address are what a topology makes: describe the uplinks in one.',
  },
  MH610: {
    name: 'uplink-without-way',
    severity: 'error',
    summary: 'An uplink cannot carry packets now.',
    explanation:
      'Its interface is missing or down, or it lacks a carrier, an address or a gateway. `apply` refuses some of these, and `watch` takes the uplink up as soon as it can.',
  },
  MH620: {
    name: 'networkd-removes-foreign',
    severity: 'warning',
    summary: 'systemd-networkd removes rules and routes that are not its own.',
    explanation:
      'It does so when it starts and when it configures an interface anew, unless `ManageForeignRoutingPolicyRules` and `ManageForeignRoutes` are `no` (networkd.conf(5)). `watch` puts them back, but until then there are none.',
  },
  MH621: {
    name: 'default-before-ours',
    severity: 'error',
    summary: 'A default route of another program comes before those of the topology.',
    explanation:
      'A DHCP client that gives its default no metric, or a small one, decides which uplink is used. Give it a metric above those of `outbound`; `gateway: auto` reads it all the same.',
  },
  MH622: {
    name: 'network-manager',
    severity: 'information',
    summary: 'NetworkManager looks after an interface of the topology.',
    explanation:
      'It keeps routes that it did not make, but sets the interface down and up, and makes a default of its own: give that a metric above those of `outbound`.',
  },
  MH623: {
    name: 'rules-of-others-first',
    severity: 'information',
    summary: 'Rules of another program come before those of the topology.',
    explanation:
      'What they take never reaches a policy. The bands of multihome keep clear of the numbers of Tailscale, mwan3 and wg-quick; docs/coexistence.md says what each of them takes.',
  },
  MH624: {
    name: 'steers-the-same',
    severity: 'error',
    summary: 'Another program steers the same uplinks.',
    explanation: 'Both would undo what the other does. Let one of them do it.',
  },
  MH625: {
    name: 'routes-of-others',
    severity: 'information',
    summary: 'A routing program has routes in table main.',
    explanation:
      'They win over uplinks and policies where they are no defaults, as all specific routes of main do; `main-first: false` changes that.',
  },
  MH626: {
    name: 'networks-of-others',
    severity: 'information',
    summary: 'Containers or virtual machines have networks of their own here.',
    explanation:
      'Their traffic is forwarded, and leaves as unclaimed traffic does. Name their bridge under `networks` to have policies for it.',
  },
  MH627: {
    name: 'priority-taken',
    severity: 'error',
    summary: 'Rules of another program stand among those of the topology.',
    explanation:
      'They decide before some of ours and after others. Choose another `priority-base`, or give that program other priorities.',
  },
} as const satisfies Readonly<Record<`MH6${number}`, HostEntry>>;

export type FindingCode = keyof typeof hostCodes;
