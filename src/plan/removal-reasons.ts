/** Why something of ours goes: what is still declared, but cannot be for now, is not called undeclared. */

import type { Desired, NetworkStatus, UplinkStatus } from '../model/desired.ts';
import type { Change, Item } from '../model/plan.ts';
import { hopsOf } from '../model/route.ts';

export function withReason(
  change: Change,
  { uplinks, networks }: Pick<Desired, 'uplinks' | 'networks'>,
): Change {
  if (change.action !== 'remove' || change.reason === 'duplicate') return change;
  const { item } = change;
  if (uplinks.some((uplink) => isUnready(uplink) && belongsTo(item, uplink))) {
    return { ...change, reason: 'uplink not ready' };
  }
  return networks.some((network) => isUnready(network) && mayComeFrom(item, network))
    ? { ...change, reason: 'network not ready' }
    : change;
}

function isUnready({ state }: UplinkStatus | NetworkStatus): boolean {
  return state.kind !== 'ready';
}

function belongsTo(item: Item, { family, table, interface: device }: UplinkStatus): boolean {
  if (item.noun === 'route') {
    return item.route.family === family && hopsOf(item.route).some((hop) => hop.device === device);
  }
  const { action } = item.rule;
  return item.rule.family === family && action.kind === 'lookup' && action.table === table;
}

/** The prefix is what the network has lost, so no more can be told of a rule than that it has one. */
function mayComeFrom(item: Item, { family }: NetworkStatus): boolean {
  return (
    item.noun === 'rule' && item.rule.family === family && item.rule.selector.from !== undefined
  );
}
