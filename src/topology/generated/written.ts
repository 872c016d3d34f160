// Generated from schemas/topology.schema.json by scripts/generate.ts: do not edit, run `npm run generate`.

/**
 * What ends an uplink's table after all its routes. A table without such an end leaks its traffic into `main`, where it leaves by another uplink with the wrong source address. `none` leaves it open.
 */
export type WrittenLastResort = "unreachable" | "prohibit" | "blackhole" | "none";
/**
 * A time with its unit: `ms`, `s`, `m` or `h`.
 */
export type WrittenDuration = string;
/**
 * Features of the path. `ecn`: use explicit congestion notification.
 *
 * @minItems 1
 *
 * Items: One feature.
 */
export type Features = ["ecn", ..."ecn"[]];
/**
 * Name of a network interface, as `ip link` shows it: 1 to 15 characters.
 */
export type WrittenInterface = string;
/**
 * Priority of the first rule that is made of this; further ones follow at the next numbers. The smaller the number, the earlier the kernel looks. 0, 32766 and 32767 belong to the kernel. Left out, a number from the band at `priority-base` is taken.
 */
export type WrittenPriority = number;
/**
 * A firewall mark, `VALUE` or `VALUE/MASK`, decimal or hexadecimal. The value may not be 0 and may not have bits outside the mask.
 */
export type WrittenMark = number | string;
/**
 * Which protocol family this applies to.
 */
export type WrittenFamily = "ipv4" | "ipv6";
/**
 * Share of the traffic when balancing, compared with the other uplinks.
 */
export type WrittenWeight = number;
/**
 * One IPv4 or IPv6 address without a length and without a zone (`%eth0`). Put IPv6 addresses that end in `::` in quotes.
 */
export type WrittenAddress = string;
/**
 * A share between 0% and 100%.
 */
export type WrittenPercent = string;
/**
 * The interface's address with the length of its network, or `auto`.
 */
export type WrittenNetworkFamily =
  | string
  | {
      /**
       * The interface's address with the length of its network, or `auto`.
       */
      readonly address: string;
    };
/**
 * Names of uplinks of this file, each once.
 *
 * @minItems 1
 *
 * Items: Name of an uplink.
 */
export type WrittenUplinkList = [string, ...string[]];
/**
 * A name: a letter, then up to 30 letters, digits, `_` or `-`.
 */
export type WrittenName = string;
/**
 * Destinations: one prefix, a list of prefixes, or a file with one prefix a line (`#` starts a comment).
 */
export type WrittenDestinations =
  | string
  | [string, ...string[]]
  | {
      /**
       * Path of the prefix list, relative to the folder of this file.
       */
      readonly file: string;
    };
/**
 * Type of service. In IPv4 rules only the bits 0x1c count and are accepted; in IPv6 rules it is the traffic class without the two ECN bits.
 */
export type WrittenTos = number;
/**
 * Differentiated services code point, 0 to 63. Needs iproute2 6.13 and Linux 6.13. Not together with `tos`.
 */
export type WrittenDscp = number;
/**
 * An IP protocol: a name, or a number from 1 to 255.
 */
export type WrittenIpProtocol = number | string;
/**
 * A port, or a range `FIRST-LAST`, 1 to 65534 (the kernel's rules refuse 65535).
 */
export type WrittenPortRange = number | string;
/**
 * A user number, or a range `FIRST-LAST`.
 */
export type WrittenUidRange = number | string;
/**
 * A routing table: its number, the name of a table of this file, the name of an uplink (its table is meant), or `main`, `default`, `local`.
 */
export type WrittenTableReference = number | string;
/**
 * Routing realms for accounting: `FROM/TO`, or the destination realm alone; each 0 to 255.
 */
export type WrittenRealms = number | string;
/**
 * `FLOW => WAY` on one line, or a mapping where uplinks are supposed to be down, or where there are many cases. FLOW is as in `multihome trace`, and means every address in it; `any` as FROM is what this host sends before it has chosen an address, and what FLOW does not say (protocol, port, mark, user) is nothing that a rule asks for. WAY is `uplink NAME`, `dev NAME`, `local`, `refused`, `unreachable`, `prohibit` or `blackhole`, several uplinks or devices with commas, `not` in front of it for anything else.
 */
export type WrittenExpectation =
  | string
  | {
      /**
       * What it is about, for messages.
       */
      readonly name?: string;
      /**
       * One expectation for each case: `$word` in `name`, `when`, `flow` and `then` is replaced. A list has one case an entry; a mapping of lists has every combination.
       */
      readonly each?:
        | [
            {
              /**
               * An address, a name, a port: what stands for the word in this case.
               */
              [k: string]: string | number;
            },
            ...{
              /**
               * An address, a name, a port: what stands for the word in this case.
               */
              [k: string]: string | number;
            }[]
          ]
        | {
            /**
             * All that a word stands for, one after the other.
             *
             * @minItems 1
             *
             * Items: An address, a name, a port: what stands for the word in this case.
             */
            [k: string]: [string | number, ...(string | number)[]];
          };
      /**
       * What is supposed of the host.
       */
      readonly when?: {
        /**
         * Uplinks whose interfaces are down.
         *
         * @minItems 1
         *
         * Items: The name of an uplink.
         */
        readonly down: [string, ...string[]];
      };
      /**
       * A flow, or a list of them.
       */
      readonly flow: string | [string, ...string[]];
      /**
       * The way that every one of them must take.
       */
      readonly then: string;
    };

/**
 * A Linux host with several uplinks: which uplinks and networks exist, and which traffic leaves where. Keys are iproute2's own words where it has one.
 */
export interface WrittenTopology {
  /**
   * Version of this language.
   */
  readonly version: 1;
  /**
   * The routing protocol number that marks what belongs to this file (rt_protos). Another number, with another `priority-base`, lets a second file live beside this one.
   */
  readonly protocol?: number;
  /**
   * First priority of the band that rules without a priority of their own are placed in: this number to this number + 6999.
   */
  readonly "priority-base"?: number;
  /**
   * Whether attached networks and specific routes of `main` win over uplinks and policies (`lookup main suppress_prefixlength 0` before everything).
   */
  readonly "main-first"?: boolean;
  /**
   * Whether connections keep the uplink that they came in by or began on, also where this host only forwards them: an nftables table of its own marks them, and every uplink without a `mark` gets one. See docs/router.md.
   */
  readonly "connection-marks"?: boolean;
  /**
   * What becomes of settings of the kernel that keep the topology from working, as `multihome doctor` finds them: left, and pointed out; or managed, live and in a drop-in below `/etc/sysctl.d`. `rollback` and `destroy` take them back.
   */
  readonly sysctls?: "leave" | "manage";
  readonly "last-resort"?: WrittenLastResort;
  readonly "route-options"?: WrittenRouteOptions;
  /**
   * The ways to the internet, by name.
   */
  readonly uplinks?: {
    [k: string]: WrittenUplink;
  };
  /**
   * Attached networks that are not uplinks, by name.
   */
  readonly networks?: {
    [k: string]: WrittenNetwork;
  };
  readonly outbound?: WrittenOutbound;
  /**
   * Traffic with a way of its own, in order: the first that matches counts.
   */
  readonly policies?: WrittenPolicy[];
  /**
   * Further routing tables by name, for `rules` and `routes`.
   */
  readonly tables?: {
    /**
     * Number of the table; left out (`{}`), one is chosen and kept.
     */
    [k: string]:
      | number
      | {
          /**
           * Number of the table.
           */
          readonly id?: number;
        };
  };
  /**
   * Rules as in `ip rule`, word for word.
   */
  readonly rules?: WrittenRule[];
  /**
   * Routes as in `ip route`, word for word.
   */
  readonly routes?: WrittenRoute[];
  readonly health?: WrittenHealth;
  /**
   * What the service `multihome watch` does besides leading traffic elsewhere; nothing else reads it.
   */
  readonly watch?: {
    /**
     * Program and arguments, run at the start, after every switch and at the end, with what happened in its environment (docs/watch.md). The program has an absolute path; no shell is involved.
     *
     * @minItems 1
     *
     * Items: Program or argument.
     */
    readonly hook?: [string, ...string[]];
    readonly "hook-timeout"?: WrittenDuration;
    readonly "max-outage"?: WrittenDuration;
    /**
     * Whether the kernel forgets connections that had the address of an uplink that fails (`conntrack -D --reply-dst`), so that what is masqueraded begins anew over another uplink. All others stay.
     */
    readonly conntrack?: boolean;
  };
  /**
   * What must be true of packets. `check` works it out offline, for every address that is meant.
   */
  readonly expect?: WrittenExpectation[];
  /**
   * What must be true of every kind of packet that rules tell apart. `symmetric`: what has the address of an uplink leaves by it. `no-leak`: it never leaves by another, also while its own is down. `survives-any-single-uplink-down`: whichever uplink is down, all that has no mark still leaves by the others, from this host and from every network.
   *
   * Items: One of them.
   */
  readonly invariants?: ("symmetric" | "no-leak" | "survives-any-single-uplink-down")[];
  /**
   * From where this host is managed: the way back to every address of these prefixes must stay as it is, else `apply` refuses (`management-path`). The SSH session it is run from counts by itself.
   *
   * Items: An address or a prefix.
   */
  readonly management?: string[];
}
/**
 * Metrics of routes, by `ip route`'s own words. At the top of the file they apply to the default routes of all uplinks; an uplink's own win key by key.
 */
export interface WrittenRouteOptions {
  /**
   * Path MTU in bytes.
   */
  readonly mtu?: number;
  /**
   * MSS to advertise in TCP handshakes.
   */
  readonly advmss?: number;
  /**
   * Greatest TCP window to advertise, in bytes.
   */
  readonly window?: number;
  readonly rtt?: WrittenDuration;
  readonly rttvar?: WrittenDuration;
  readonly "rto-min"?: WrittenDuration;
  /**
   * Initial slow start threshold, in segments.
   */
  readonly ssthresh?: number;
  /**
   * Clamp for the congestion window, in segments.
   */
  readonly cwnd?: number;
  /**
   * Greatest reordering on the path, in segments.
   */
  readonly reordering?: number;
  /**
   * Hop limit (TTL) of packets sent this way.
   */
  readonly hoplimit?: number;
  /**
   * Initial congestion window for TCP, in segments.
   */
  readonly initcwnd?: number;
  /**
   * Initial receive window for TCP, in segments.
   */
  readonly initrwnd?: number;
  /**
   * Whether TCP acknowledges at once.
   */
  readonly quickack?: boolean | number;
  readonly features?: Features;
  /**
   * TCP congestion control algorithm.
   */
  readonly congctl?: string;
  /**
   * Use TCP Fast Open without a cookie.
   */
  readonly "fastopen-no-cookie"?: boolean | number;
}
/**
 * An interface with an address and a way to the internet. At least one of `ipv4` and `ipv6`.
 */
export interface WrittenUplink {
  readonly interface: WrittenInterface;
  /**
   * The routing table of this uplink: a number, a name, or both. Left out, the table has the uplink's name and a number is chosen and kept.
   */
  readonly table?:
    | number
    | string
    | {
        /**
         * Number of the table. 253, 254 and 255 belong to the kernel.
         */
        readonly id?: number;
        /**
         * Name of the table in rt_tables.
         */
        readonly name?: string;
      };
  readonly priority?: WrittenPriority;
  readonly mark?: WrittenMark;
  /**
   * Whether packets of `networks` leave by this uplink with its address. `true` is about IPv4 alone; a list names the families. See docs/router.md.
   */
  readonly masquerade?: boolean | [WrittenFamily, ...WrittenFamily[]];
  readonly weight?: WrittenWeight;
  readonly "last-resort"?: WrittenLastResort;
  readonly "route-options"?: WrittenRouteOptions;
  readonly ipv4?: WrittenUplinkFamily;
  readonly ipv6?: WrittenUplinkFamily;
  readonly health?: WrittenHealth;
}
/**
 * How this uplink speaks one family.
 */
export interface WrittenUplinkFamily {
  /**
   * The interface's own address with the length of its network (host bits are welcome here), several as a list, or `auto`: read from the interface (DHCP, router advertisements, PPP).
   */
  readonly address: string | [string, ...string[]];
  /**
   * The next router, or `auto`: learned from DHCP, router advertisements or the live default route. Leave it out on a point-to-point link.
   */
  readonly gateway?: string;
  /**
   * The gateway is reached on the interface although it is outside its network.
   */
  readonly onlink?: boolean;
  /**
   * What commands that cannot ask the host (`check`, `plan` in CI) take `auto` to be.
   */
  readonly assume?: {
    /**
     * Stands for `address: auto`.
     */
    readonly address?: string;
    readonly gateway?: WrittenAddress;
  };
}
/**
 * How to find out whether an uplink works. At the top of the file for all uplinks; an uplink's own `health` takes from there what it leaves out.
 */
export interface WrittenHealth {
  /**
   * What is sent: `ping` (ICMP echo), `tcp` (a connection), `http` (a request), `dns` (a query), `command` (a program of yours: exit code 0 is good).
   */
  readonly probe?: "ping" | "tcp" | "http" | "dns" | "command";
  /**
   * Who is asked: addresses for `ping`, `tcp` and `dns`, URLs for `http`. Without targets `ping` asks the gateway.
   *
   * @minItems 1
   *
   * Items: An address or a URL.
   */
  readonly targets?: [string, ...string[]];
  /**
   * Program and arguments, with an absolute path; no shell is involved.
   *
   * @minItems 1
   *
   * Items: Program or argument.
   */
  readonly command?: [string, ...string[]];
  /**
   * Port of `tcp` (443 unless said) and `dns` (53).
   */
  readonly port?: number;
  readonly interval?: WrittenDuration;
  readonly timeout?: WrittenDuration;
  readonly "down-after"?: WrittenDuration;
  readonly "up-after"?: WrittenDuration;
  /**
   * How many targets must answer.
   */
  readonly quorum?: number;
  /**
   * Shares of lost probes at which the uplink counts as impaired (25% unless said), and as good again (15%). Fewer losses than chance explains do not count.
   */
  readonly loss?: {
    readonly down: WrittenPercent;
    readonly up: WrittenPercent;
  };
  /**
   * Round-trip times at which the uplink goes down, and comes up again.
   */
  readonly latency?: {
    readonly down: WrittenDuration;
    readonly up: WrittenDuration;
  };
}
/**
 * A directly attached network that is not an uplink.
 */
export interface WrittenNetwork {
  readonly interface: WrittenInterface;
  readonly ipv4?: WrittenNetworkFamily;
  readonly ipv6?: WrittenNetworkFamily;
}
/**
 * Which uplinks the traffic uses that nothing else decides: default routes in table `main`.
 */
export interface WrittenOutbound {
  /**
   * `failover`: the first uplink that works. `balance`: all, by weight. `none`: leave the default routes of `main` alone.
   */
  readonly mode: "failover" | "balance" | "none";
  readonly uplinks?: WrittenUplinkList;
  /**
   * Metric of the first default route in `main`; later ones count up from it.
   */
  readonly metric?: number;
}
/**
 * Traffic that uses uplinks of its own choice: a selector and the uplinks, by preference or by weight.
 */
export interface WrittenPolicy {
  readonly name?: WrittenName;
  readonly family?: WrittenFamily;
  /**
   * Where the traffic comes from: a prefix, the name of a network of this file, or a list of them.
   */
  readonly from?: string | [string, ...string[]];
  readonly to?: WrittenDestinations;
  readonly iif?: WrittenInterface;
  readonly oif?: WrittenInterface;
  readonly fwmark?: WrittenMark;
  readonly tos?: WrittenTos;
  readonly dscp?: WrittenDscp;
  readonly ipproto?: WrittenIpProtocol;
  readonly sport?: WrittenPortRange;
  readonly dport?: WrittenPortRange;
  readonly uidrange?: WrittenUidRange;
  readonly priority?: WrittenPriority;
  /**
   * `failover`: the first uplink that works. `balance`: all of them, by weight.
   */
  readonly mode?: "failover" | "balance";
  readonly uplinks: WrittenUplinkList;
}
/**
 * A rule as in `ip rule`, with exactly one of `lookup`, `uplink`, `goto`, `action`, `l3mdev`.
 */
export interface WrittenRule {
  readonly family?: WrittenFamily;
  readonly priority?: WrittenPriority;
  /**
   * Inverts the whole selector.
   */
  readonly not?: boolean;
  /**
   * Source prefix. `all` means any.
   */
  readonly from?: string;
  /**
   * Destination prefix. `all` means any.
   */
  readonly to?: string;
  readonly iif?: WrittenInterface;
  readonly oif?: WrittenInterface;
  readonly fwmark?: WrittenMark;
  readonly tos?: WrittenTos;
  readonly dscp?: WrittenDscp;
  readonly ipproto?: WrittenIpProtocol;
  readonly sport?: WrittenPortRange;
  readonly dport?: WrittenPortRange;
  readonly uidrange?: WrittenUidRange;
  /**
   * Tunnel key of packets that came out of a tunnel.
   */
  readonly "tun-id"?: number;
  readonly lookup?: WrittenTableReference;
  readonly uplink?: WrittenName;
  /**
   * Go on at the rule with this priority; only forward.
   */
  readonly goto?: number;
  /**
   * End here: `blackhole` drops silently, `unreachable` and `prohibit` tell the sender. `nop` does nothing.
   */
  readonly action?: "nop" | "blackhole" | "unreachable" | "prohibit";
  /**
   * Look the destination up in the table of the VRF of the packet.
   */
  readonly l3mdev?: true;
  /**
   * A rule that is there already and the same, whoever made it, becomes ours without a moment without it; else it counts as done and stays his.
   */
  readonly adopt?: boolean;
  /**
   * Ignore results with a prefix of this length or shorter; 0 ignores default routes.
   */
  readonly "suppress-prefixlength"?: number;
  /**
   * Ignore results on interfaces of this group.
   */
  readonly "suppress-ifgroup"?: number;
  readonly realms?: WrittenRealms;
}
/**
 * A route as in `ip route`; several destinations make several routes.
 */
export interface WrittenRoute {
  readonly family?: WrittenFamily;
  /**
   * Destination: a prefix, `default`, a list, or a file with one prefix a line.
   */
  readonly to:
    | string
    | [string, ...string[]]
    | {
        /**
         * Path of the prefix list, relative to the folder of this file.
         */
        readonly file: string;
      };
  /**
   * Type of the route. `throw` ends the lookup in this table; the next rule goes on.
   */
  readonly type?:
    "unicast" | "local" | "broadcast" | "multicast" | "anycast" | "unreachable" | "prohibit" | "blackhole" | "throw";
  readonly table?: WrittenTableReference;
  readonly via?: WrittenAddress;
  readonly dev?: WrittenInterface;
  readonly uplink?: WrittenName;
  /**
   * The gateway is reached on the interface although no route says so.
   */
  readonly onlink?: boolean;
  /**
   * Several next hops that share the traffic by weight.
   *
   * @minItems 1
   */
  readonly nexthops?: [WrittenNexthop, ...WrittenNexthop[]];
  /**
   * Number of a nexthop object (`ip nexthop`) that exists on the host.
   */
  readonly nhid?: number;
  readonly src?: WrittenAddress;
  /**
   * Among routes to one destination the smallest metric wins.
   */
  readonly metric?: number;
  readonly tos?: WrittenTos;
  /**
   * IPv4 only: how far the destination is.
   */
  readonly scope?: string | number;
  /**
   * IPv6 only: router preference (RFC 4191).
   */
  readonly pref?: "low" | "medium" | "high";
  readonly realms?: WrittenRealms;
  /**
   * A route that is there already and the same, whoever made it, becomes ours without a moment without it; else it counts as done and stays his.
   */
  readonly adopt?: boolean;
  readonly expires?: WrittenDuration;
  /**
   * Path MTU in bytes.
   */
  readonly mtu?: number;
  /**
   * MSS to advertise in TCP handshakes.
   */
  readonly advmss?: number;
  /**
   * Greatest TCP window to advertise, in bytes.
   */
  readonly window?: number;
  readonly rtt?: WrittenDuration;
  readonly rttvar?: WrittenDuration;
  readonly "rto-min"?: WrittenDuration;
  /**
   * Initial slow start threshold, in segments.
   */
  readonly ssthresh?: number;
  /**
   * Clamp for the congestion window, in segments.
   */
  readonly cwnd?: number;
  /**
   * Greatest reordering on the path, in segments.
   */
  readonly reordering?: number;
  /**
   * Hop limit (TTL) of packets sent this way.
   */
  readonly hoplimit?: number;
  /**
   * Initial congestion window for TCP, in segments.
   */
  readonly initcwnd?: number;
  /**
   * Initial receive window for TCP, in segments.
   */
  readonly initrwnd?: number;
  /**
   * Whether TCP acknowledges at once.
   */
  readonly quickack?: boolean | number;
  readonly features?: Features;
  /**
   * TCP congestion control algorithm.
   */
  readonly congctl?: string;
  /**
   * Use TCP Fast Open without a cookie.
   */
  readonly "fastopen-no-cookie"?: boolean | number;
}
/**
 * One of several next hops.
 */
export interface WrittenNexthop {
  readonly via?: WrittenAddress;
  readonly dev?: WrittenInterface;
  readonly uplink?: WrittenName;
  /**
   * The gateway is reached on the interface although no route says so.
   */
  readonly onlink?: boolean;
  readonly weight?: WrittenWeight;
}
