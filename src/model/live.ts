/** What a host says about itself, decoded. */

import type { Address, Family, InterfaceAddress, Prefix } from './address.ts';
import type { PathStanding } from './health.ts';
import type { Route } from './route.ts';
import type { Rule } from './rule.ts';
import type { TableId, TableName } from './table.ts';

export type LiveAddress = InterfaceAddress & {
  readonly family: Family;
  /** The other end of a point-to-point link. */
  readonly peer?: Address;
  /** rt_scopes number. */
  readonly scope: number;
  readonly secondary: boolean;
  /** From DHCP or router advertisements: it may change by itself. */
  readonly dynamic: boolean;
  readonly temporary: boolean;
  readonly deprecated: boolean;
  /** Duplicate address detection is not over: the kernel does not use it yet. */
  readonly tentative: boolean;
  /** Another host has it: the kernel does not use it at all. */
  readonly duplicate: boolean;
  /** Used although duplicate address detection is not over (RFC 4429). */
  readonly optimistic?: true;
  /** Of a mobile node (RFC 6275). */
  readonly home?: true;
};

export type Interface = {
  readonly index: number;
  readonly name: string;
  /** Administratively up. */
  readonly up: boolean;
  readonly carrier: boolean;
  /** No neighbour resolution: a route needs no gateway (IFF_POINTOPOINT or IFF_NOARP). */
  readonly withoutNeighbours: boolean;
  readonly group: number;
  readonly addresses: readonly LiveAddress[];
  /** Names `ip` takes for it as well (IFLA_ALT_IFNAME), while routes and rules show the first one. */
  readonly otherNames?: readonly string[];
  /** The VRF it is, or belongs to. */
  readonly vrf?: string;
};

/** Sysctls of one interface that decide what becomes of our routes. */
export type InterfaceSettings = {
  readonly family: Family;
  /** `all` stands for what IPv4 ors into the setting of every interface. */
  readonly interface: string;
  /** Routes by an interface without carrier are passed over. */
  readonly ignoresLinkdown: boolean;
  /** Packets that come in by it may leave by another. */
  readonly forwards: boolean;
  /** Whether a packet must come in where an answer would leave (IPv4 only). */
  readonly reversePathFilter: 'off' | 'strict' | 'loose';
};

/** By these IPv6 pairs the addresses it sends from with those it sends to (ip-addrlabel(8)). */
export type AddressLabel = {
  readonly prefix: Prefix;
  readonly label: number;
  /** It counts on this interface alone. */
  readonly interface?: string;
};

/** A rule or route in the dump that our types cannot hold: never matched, never changed. */
export type Opaque = {
  readonly noun: 'rule' | 'route';
  readonly family: Family;
  readonly protocol: number;
  /** The dumped object, as text for a message. */
  readonly text: string;
  readonly reason: string;
  /** The place it takes, as far as that can be read. */
  readonly place?: OpaquePlace;
};

export type OpaquePlace =
  | { readonly noun: 'rule'; readonly priority: number }
  | {
      readonly noun: 'route';
      readonly table: TableId;
      /** Undefined where it cannot be read: then it may be any destination. */
      readonly to: Prefix | undefined;
      readonly tos: number;
      readonly metric: number;
    };

export type LiveTableName = TableName & {
  /** The file that defines it, as the host sees it. */
  readonly file: string;
};

/** A file of ours: its text, or undefined where there is none. */
export type LiveFile = {
  readonly path: string;
  readonly text: string | undefined;
  /** Parent directories that do not exist either, deepest last. */
  readonly missingDirectories: readonly string[];
};

/** The drop-ins that hold our names for tables and for our protocol number, and settings we manage. */
export type DropIns = {
  readonly tables: LiveFile;
  readonly protocols: LiveFile;
  readonly sysctls: LiveFile;
};

export type Live = {
  readonly hostname: string;
  /** In kernel order: evaluation order within each family. */
  readonly rules: readonly Rule[];
  /** In kernel order: the first of one slot is the one in use. */
  readonly routes: readonly Route[];
  readonly opaque: readonly Opaque[];
  readonly interfaces: readonly Interface[];
  /** Empty where `ip` or the kernel does not say. */
  readonly settings: readonly InterfaceSettings[];
  /** In kernel order: the first that fits counts. Empty where `ip` or the kernel does not say. */
  readonly labels: readonly AddressLabel[];
  /** Names from every rt_tables file but our own drop-in. */
  readonly tableNames: readonly LiveTableName[];
};

/** A gateway some program installed or announced for an interface. */
export type LearnedGateway = {
  readonly interface: string;
  readonly family: Family;
  readonly gateway: Address;
  readonly onlink: boolean;
  /** Where it stands in a route of ours, it is the memory of the uplink that has this table alone. */
  readonly ownTable?: TableId;
  /** Where it was seen, for people: `default route in table main, proto dhcp`. */
  readonly source: string;
};

/** All that compilation needs to know of a host; offline, what the topology assumes of it. */
export type Facts = {
  readonly interfaces: readonly Interface[];
  readonly gateways: readonly LearnedGateway[];
  /** Names that are taken by files other than our own drop-in. */
  readonly tableNames: readonly LiveTableName[];
  /** Names our own drop-in holds now: allocated numbers stay what they are. */
  readonly ownTableNames: readonly TableName[];
  /** What watching them has found; without it all uplinks stand alike. */
  readonly standings?: readonly PathStanding[];
};
