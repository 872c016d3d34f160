/** What a DHCP client has written down of a lease (RFC 2131). Only IPv4: DHCPv6 names no gateways. */

import type { Address } from './address.ts';

/** As it stands in a file. */
export type WrittenLease = {
  readonly address: Address;
  /** Best first; none where the lease leads nowhere. */
  readonly gateways: readonly Address[];
  /** Where the file names one. */
  readonly interface?: string;
  /** Of the wall clock. Absent where the file does not say, or where it never ends. */
  readonly expiresMs?: number;
  /** From when it was written. */
  readonly lifetimeMs?: number;
};

export const leaseKeepers = ['systemd-networkd', 'NetworkManager', 'dhclient', 'dhcpcd'] as const;

export type LeaseKeeper = (typeof leaseKeepers)[number];

/** One that counts now: of an address that its interface has. */
export type Lease = Pick<WrittenLease, 'address' | 'gateways'> & {
  readonly interface: string;
  readonly keeper: LeaseKeeper;
  /** The file, as the host sees it. */
  readonly file: string;
};

/** A file that should have told of one, and why it does not. */
export type UnusedLease = { readonly interface: string; readonly text: string };
