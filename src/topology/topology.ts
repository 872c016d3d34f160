/** A topology after reading: every value parsed, every default filled in, every name resolved. */

import type { Expectation } from '../model/expectation.ts';
import type { Address, Family, InterfaceAddress, Prefix } from '../model/address.ts';
import type { HealthSettings, ProbeKind } from '../model/health.ts';
import type { Place } from '../model/problem.ts';
import type {
  DeliveringKind,
  RefusingKind,
  RouteMetrics,
  RoutePreference,
} from '../model/route.ts';
import type { Mark, Realms, RuleAction, Selector } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';

/**
 * Intent and raw items carry `at`, the place that asked for them; compile copies it to all that it
 * makes of them.
 */
export type Topology = {
  readonly file: string;
  /** rt_protos number that marks what is ours. */
  readonly protocol: number;
  /** First priority of the band that rules without a priority of their own are placed in. */
  readonly priorityBase: number;
  /** Whether attached networks and specific routes of main win over uplinks and policies. */
  readonly mainFirst: boolean;
  /** Where it is asked that connections keep their uplink: then every uplink has a mark. */
  readonly connectionMarks: Place | undefined;
  readonly uplinks: readonly Uplink[];
  readonly networks: readonly Network[];
  readonly outbound: Outbound;
  readonly policies: readonly Policy[];
  readonly tables: readonly Table[];
  readonly rules: readonly RawRule[];
  readonly routes: readonly RawRoute[];
  readonly expectations: readonly Expectation[];
  /** From where it is managed. */
  readonly management: readonly Prefix[];
  readonly health: Health | undefined;
  readonly watch: Watch;
  /** Whether settings of the kernel are changed for it, or only pointed out. */
  readonly sysctls: 'leave' | 'manage';
};

/** A table the file names: number given, or to be allocated. `name` is absent on bare numbers. */
export type Table = {
  readonly id: TableId | undefined;
  readonly name: string | undefined;
  readonly at: Place;
};

/** A reference to a table: by number, or by the name of a `Table` of this topology. */
export type TableReference =
  | { readonly kind: 'id'; readonly id: TableId }
  | { readonly kind: 'name'; readonly name: string };

export type LastResort = 'unreachable' | 'prohibit' | 'blackhole' | 'none';

export type Uplink = {
  readonly name: string;
  readonly interface: string;
  readonly table: Table;
  /** Priority of its from-rule; further addresses follow at the next numbers. */
  readonly priority: number | undefined;
  readonly mark: Mark | undefined;
  /** Families in which networks go out with its address. */
  readonly masquerade: readonly Family[];
  readonly weight: number;
  readonly lastResort: LastResort;
  /** Metrics for its default routes. */
  readonly routeOptions: RouteMetrics;
  readonly ipv4: UplinkFamily | undefined;
  readonly ipv6: UplinkFamily | undefined;
  /** Its own, with what it omits taken from the file's; without one, the file's counts. */
  readonly health: Health | undefined;
  readonly at: Place;
};

/** `addresses: 'auto'` reads them from the interface. */
export type UplinkFamily = {
  readonly addresses: 'auto' | readonly [InterfaceAddress, ...InterfaceAddress[]];
  readonly gateway: Gateway;
  /** What offline commands take `auto` to be. */
  readonly assume: { readonly address?: InterfaceAddress; readonly gateway?: Address };
  readonly at: Place;
};

export type Gateway =
  | { readonly kind: 'none' }
  | { readonly kind: 'auto' }
  | { readonly kind: 'address'; readonly address: Address; readonly onlink: boolean };

export type Network = {
  readonly name: string;
  readonly interface: string;
  readonly ipv4: InterfaceAddress | 'auto' | undefined;
  readonly ipv6: InterfaceAddress | 'auto' | undefined;
  readonly at: Place;
};

export type Outbound =
  | { readonly mode: 'none'; readonly at: Place | undefined }
  | {
      readonly mode: 'failover' | 'balance';
      readonly uplinks: readonly [string, ...string[]];
      /** Metric of the first default route in main; later ones count up. */
      readonly metric: number;
      readonly at: Place;
    };

/** Destinations: written in place, or read from a prefix list. Empty `prefixes` never occurs. */
export type Destinations =
  | { readonly kind: 'inline'; readonly prefixes: readonly Prefix[] }
  | { readonly kind: 'list'; readonly file: string; readonly prefixes: readonly Prefix[] };

/** Where a policy's traffic comes from: a prefix, or all prefixes of a network of this topology. */
export type PolicySource =
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | { readonly kind: 'network'; readonly name: string };

/**
 * A policy becomes one rule for each family and each combination of `from` and inline `to`.
 * `selector` holds everything but `from` and `to`.
 */
export type Policy = {
  readonly name: string;
  readonly families: readonly Family[];
  /** Empty: any source. */
  readonly from: readonly PolicySource[];
  readonly to: Destinations | undefined;
  readonly selector: Selector;
  readonly priority: number | undefined;
  readonly mode: 'failover' | 'balance';
  readonly uplinks: readonly [string, ...string[]];
  readonly at: Place;
};

export type RawRuleAction = RuleAction<TableReference>;

/** One rule in each of `families`. */
export type RawRule = {
  readonly families: readonly Family[];
  readonly priority: number | undefined;
  readonly selector: Selector;
  readonly action: RawRuleAction;
  /** Takes over what others made, where it is the same. */
  readonly adopts: boolean;
  readonly at: Place;
};

/** An uplink as next hop brings its device, gateway and source address. */
export type RawHop = {
  readonly uplink?: string;
  readonly gateway?: Address;
  readonly device?: string;
  readonly weight: number;
  readonly onlink: boolean;
};

export type RawTarget =
  | { readonly kind: DeliveringKind; readonly hops: readonly [RawHop, ...RawHop[]] }
  | { readonly kind: 'nexthop-object'; readonly id: number }
  | { readonly kind: RefusingKind };

/** One route for each destination. `to` has prefixes of the families in `families` only. */
export type RawRoute = {
  readonly families: readonly Family[];
  readonly to: Destinations;
  readonly table: TableReference;
  readonly target: RawTarget;
  readonly tos: number;
  readonly metric: number | undefined;
  readonly scope: number | undefined;
  readonly source: Address | undefined;
  readonly preference: RoutePreference | undefined;
  readonly realms: Realms | undefined;
  readonly metrics: RouteMetrics;
  readonly expiresSeconds: number | undefined;
  /** Takes over what others made, where it is the same. */
  readonly adopts: boolean;
  readonly at: Place;
};

/** What is asked, and when it counts. */
export type Health = HealthSettings & {
  readonly probe: ProbeKind;
  readonly targets: readonly string[];
  readonly port: number | undefined;
  readonly command: readonly [string, ...string[]] | undefined;
  readonly at: Place;
};

/** What the service does besides leading traffic elsewhere. */
export type Watch = {
  readonly hook: Hook | undefined;
  /** What `rehearse` holds outages against. */
  readonly maxOutageMs: number | undefined;
  /** Whether connections over an uplink that fails are forgotten. */
  readonly forgetsConnections: boolean;
};

export type Hook = {
  readonly command: readonly [string, ...string[]];
  readonly timeoutMs: number;
};
