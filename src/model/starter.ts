/** What a host suggests to be written into its first topology. */

import type { Address, Family, InterfaceAddress } from './address.ts';

/** Who does the addresses of an interface, and so its default route. */
export type Keeper = 'systemd-networkd' | 'NetworkManager' | 'ifupdown' | 'dhclient' | 'dhcpcd';

export type StarterPart = {
  readonly family: Family;
  readonly addresses: 'auto' | readonly InterfaceAddress[];
  readonly gateway: 'auto' | 'none' | { readonly address: Address; readonly onlink: boolean };
  /** What they are now. */
  readonly now: {
    readonly address: InterfaceAddress | undefined;
    readonly gateway: Address | undefined;
  };
  /** Why it is taken for an uplink. */
  readonly because: string;
};

export type StarterUplink = {
  readonly name: string;
  readonly interface: string;
  readonly parts: readonly StarterPart[];
};

export type StarterNetwork = {
  readonly name: string;
  readonly interface: string;
  readonly parts: readonly {
    readonly family: Family;
    readonly address: InterfaceAddress | 'auto';
  }[];
};

/** A default route of somebody else's that decides before ours would. */
export type EarlyDefault = {
  readonly family: Family;
  readonly interface: string;
  readonly gateway: Address | undefined;
  readonly protocol: number;
  readonly metric: number;
  /** One that is late enough. */
  readonly wanted: number;
  readonly keeper: Keeper | undefined;
};

export type Starter = {
  readonly hostname: string;
  /** The most preferred first. */
  readonly uplinks: readonly StarterUplink[];
  readonly networks: readonly StarterNetwork[];
  /** Interfaces that may be meant to be something, and why they are nothing. */
  readonly leftOut: readonly { readonly interface: string; readonly reason: string }[];
  readonly early: readonly EarlyDefault[];
  /** Where the usual one would come too late. */
  readonly metric: number | undefined;
  /** Several of their defaults have one metric: the order among them is a guess. */
  readonly isTied: boolean;
  /** One default route of the host spreads traffic over several of them. */
  readonly isBalanced: boolean;
};
