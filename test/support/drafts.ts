/** Drafts of topologies: what random generation and mutation work on. */

export type Written = { readonly [key: string]: unknown };

export type FamilyDraft = {
  readonly address: 'one' | 'two' | 'auto';
  readonly gateway: 'first' | 'second' | 'off-net' | 'auto' | 'none';
};

export type UplinkDraft = {
  /** Which uplink it is, 0 to 3; its interface, too, unless it shares that of uplink 0. */
  readonly slot: number;
  readonly sharesInterface: boolean;
  readonly table: 'named' | 'numbered' | 'both' | 'renamed';
  readonly tableOffset: number;
  readonly priority: number | undefined;
  readonly mark: number | string | undefined;
  readonly weight: number | undefined;
  readonly lastResort: string | undefined;
  readonly options: Written | undefined;
  readonly ipv4: FamilyDraft | undefined;
  readonly ipv6: FamilyDraft | undefined;
};

export type PolicyDraft = {
  readonly priority: number | undefined;
  readonly selector: Written;
  readonly to: readonly string[];
  readonly inFile: boolean;
  readonly fromNetwork: boolean;
  readonly mode: 'failover' | 'balance' | undefined;
  readonly rotate: number;
};

export type RuleDraft = {
  readonly priority: number | undefined;
  readonly selector: Written;
  readonly action: Written;
  /** For goto: how far ahead. */
  readonly uplink: number | undefined;
};

export type RouteDraft = {
  readonly table: string | number;
  readonly route: Written;
  readonly uplink: number | undefined;
};

export type TopologyDraft = {
  readonly uplinks: readonly UplinkDraft[];
  readonly outbound: {
    readonly mode: string;
    readonly metric: number | undefined;
    readonly rotate: number;
  };
  readonly policies: readonly PolicyDraft[];
  readonly rules: readonly RuleDraft[];
  readonly routes: readonly RouteDraft[];
  readonly mainFirst: boolean | undefined;
  readonly lastResort: string | undefined;
  readonly options: Written | undefined;
  readonly priorityBase: number | undefined;
};

export type TopologyFiles = {
  readonly topology: Written;
  /** Prefix lists, by name. */
  readonly lists: Readonly<Record<string, string>>;
};

/** Hands out each number once; who comes later gets none. */
export type Register = (wanted: number | undefined, count: number) => number | undefined;

export type Uplinks = readonly (readonly [name: string, uplink: Written])[];

export function deviceOf({ slot, sharesInterface }: UplinkDraft): number {
  return sharesInterface && slot === 3 ? 0 : slot;
}

/**
 * Whether a rule passes over the kernel's own question, when a route is added, where its gateway is:
 * one without source, mark, protocol or port. A rule that answers it from a table with a last resort
 * makes the kernel refuse gateways that only main knows.
 */
export function isBound({ not, ...selector }: Written): boolean {
  const { family, oif, tos, ...others } = selector;
  void [family, oif, tos];
  const isAny = others['from'] === '0.0.0.0/0' || others['from'] === undefined;
  const count = Object.keys(others).length - Number('from' in others && isAny);
  return not === undefined && count > 0;
}

export function present(object: Written): Written {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
