/** A table -> what `nft -j -f -` loads, as one transaction: whatever stands there, this is what remains. */

import type { NftObject, NftTable } from '../model/nft.ts';
import { nftFamily } from '../model/nft.ts';

/** `name` without its family; undefined leaves none. In one line. */
export function nftDocument(name: string, after: NftTable | undefined): string {
  const table = { table: { family: nftFamily, name } };
  // What is not there cannot be deleted.
  const cleared = [{ add: table }, { delete: table }];
  const filled = after === undefined ? [] : [{ add: table }, ...inOrder(after).map(added)];
  return JSON.stringify({ nftables: [...cleared, ...filled] });
}

/** Rules lead to chains and sets, which must be there. */
function inOrder({ objects }: NftTable): readonly NftObject[] {
  const rank = (object: NftObject) => ('rule' in object ? 2 : 'element' in object ? 1 : 0);
  return objects.toSorted((one, other) => rank(one) - rank(other));
}

function added(object: NftObject): object {
  return { add: object };
}
