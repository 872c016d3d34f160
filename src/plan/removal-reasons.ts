/** Why something of ours goes: what is still declared, but cannot be for now, is not called undeclared. */

import type { Desired, NetworkStatus, UplinkStatus } from '../model/desired.ts';
import { addressBits, isDefault, prefixLengthOf } from '../model/address.ts';
import type { Change, Item } from '../model/plan.ts';
import { hopsOf } from '../model/route.ts';
import { mainTable } from '../model/table.ts';

export function withReason(
  change: Change,
  { uplinks, networks }: Pick<Desired, 'uplinks' | 'networks'>,
): Change {
  if (change.action !== 'remove' || change.reason === 'duplicate') return change;
  const { item } = change;
  if (uplinks.some((uplink) => isUnready(uplink) && belongsTo(item, uplink))) {
    return { ...change, reason: 'uplink not ready' };
  }
  return networks.some((network) => isUnready(network) && mayHaveComeFrom(item, network))
    ? { ...change, reason: 'network not ready' }
    : change;
}

function isUnready({ state }: UplinkStatus | NetworkStatus): boolean {
  return state.kind !== 'ready';
}

function belongsTo(item: Item, { family, table, interface: device }: UplinkStatus): boolean {
  if (item.noun === 'rule') {
    const { action } = item.rule;
    return item.rule.family === family && action.kind === 'lookup' && action.table === table;
  }
  const { route } = item;
  const isOfUplink = route.table === table || (route.table === mainTable && isDefault(route.to));
  const leaves = hopsOf(route).some((hop) => hop.device === device);
  return route.family === family && isOfUplink && leaves;
}

/** Its prefix is what the network has lost, so no more can be told of a rule than that it has one. */
function mayHaveComeFrom(item: Item, { family, prefixes }: NetworkStatus): boolean {
  if (item.noun === 'route' || item.rule.family !== family || prefixes.length > 0) return false;
  const { from } = item.rule.selector;
  return from !== undefined && prefixLengthOf(from) < addressBits(family);
}
