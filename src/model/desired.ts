/** What a topology wants of a host, each item with the reason it exists. */

import type { Family, Prefix } from './address.ts';
import type { NftTable } from './nft.ts';
import type { Place } from './problem.ts';
import type { Route } from './route.ts';
import type { Rule } from './rule.ts';
import type { TableId, TableName } from './table.ts';

export type Wanted<Item> = {
  readonly item: Item;
  readonly origin: Place;
  /** Somebody else's that is the same becomes ours. */
  readonly adopts?: true;
};

/** Why an uplink cannot take part as declared, in one family. */
export type Unready =
  | {
      readonly kind: 'interface-missing';
      /** The name of the interface that has the wanted one as another name (IFLA_ALT_IFNAME). */
      readonly knownAs?: string;
      /** Those that are there. */
      readonly present: readonly string[];
    }
  | { readonly kind: 'interface-down' }
  | { readonly kind: 'no-carrier' }
  | { readonly kind: 'no-address' }
  | {
      readonly kind: 'address-missing';
      readonly address: string;
      /** What the interface has instead. */
      readonly present: readonly string[];
    }
  | { readonly kind: 'address-tentative'; readonly address: string }
  | { readonly kind: 'address-duplicate'; readonly address: string }
  | { readonly kind: 'no-gateway' };

/** How an uplink stands with the facts at hand. */
export type UplinkStatus = {
  readonly name: string;
  readonly family: Family;
  readonly interface: string;
  readonly table: TableId;
  readonly origin: Place;
  readonly state:
    | { readonly kind: 'ready'; readonly address: string; readonly gateway: string | undefined }
    | Unready;
  /** Where values written as `auto` came from. */
  readonly learned: readonly string[];
};

/** How a network stands whose prefixes a policy takes its sources from. */
export type NetworkStatus = {
  readonly name: string;
  readonly family: Family;
  readonly interface: string;
  readonly origin: Place;
  /** What policies match; a declared one also while the interface does not have it. */
  readonly prefixes: readonly Prefix[];
  readonly state:
    | { readonly kind: 'ready' }
    | Extract<
        Unready,
        {
          kind:
            | 'interface-missing'
            | 'interface-down'
            | 'no-carrier'
            | 'no-address'
            | 'address-missing';
        }
      >;
};

/** A route that cannot exist for now, while its interface is missing or down. */
export type Waiting = {
  readonly interface: string;
  readonly state: 'interface-missing' | 'interface-down';
  readonly origin: Place;
};

export type Desired = {
  /** rt_protos number that marks what is ours. */
  readonly protocol: number;
  readonly rules: readonly Wanted<Rule>[];
  readonly routes: readonly Wanted<Route>[];
  readonly tableNames: readonly Wanted<TableName>[];
  readonly uplinks: readonly UplinkStatus[];
  readonly networks: readonly NetworkStatus[];
  readonly waiting: readonly Waiting[];
  /** Of nftables; undefined where no key asks for it. */
  readonly packetTable: Wanted<NftTable> | undefined;
};
