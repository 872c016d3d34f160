/** What a plan changes beside rules and routes: each as a whole, with what was there before. */

import type { NftTable } from './nft.ts';
import { nftLines } from './nft.ts';
import type { Origin } from './origin.ts';

export type PacketTableChange = {
  readonly kind: 'nftables';
  /** The table, as `nft` names it: `inet multihome`. */
  readonly name: string;
  /** Undefined where there is none. */
  readonly before: NftTable | undefined;
  readonly after: NftTable | undefined;
  /** Undefined where it goes. */
  readonly origin: Origin | undefined;
};

/** The key under which a transaction keeps what it held. */
export function packetTableSlot({ kind, name }: Pick<PacketTableChange, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

export function packetTableLines(value: NftTable | undefined): readonly string[] {
  return nftLines(value);
}

export function packetTableAction({
  before,
  after,
}: PacketTableChange): 'add' | 'change' | 'remove' {
  if (before === undefined) return 'add';
  return after === undefined ? 'remove' : 'change';
}

/** Such go before any step of a plan; all others come after them. */
export function isGoing({ after }: Pick<PacketTableChange, 'after'>): boolean {
  return after === undefined;
}
