/** What the host itself sends (ip_route_output_key_hash_rcu, __mkroute_output). */

import { scopes } from '../model/route.ts';
import { localTable } from '../model/table.ts';
import { ask } from './ask.ts';
import { conclude } from './conclude.ts';
import type { Decision } from '../model/decision.ts';
import { refuse } from '../model/decision.ts';
import type { Link } from './links.ts';
import type { Point } from './prefix-test.ts';
import type { Query } from './query.ts';
import { loopback } from './query.ts';
import { searchIpv4 } from './search-ipv4.ts';
import { selectAddress } from './source.ts';
import { isLoopback, isToMany, isZeronet } from './special.ts';
import type { RoutingIndex } from './state.ts';
import type { Trace } from '../model/trace.ts';

export function decideIpv4Output(index: RoutingIndex, query: Query, trace: Trace): Decision {
  const { flow, oif } = query;
  if (flow.from !== undefined && query.from !== undefined) {
    if (isToMany(query.from) || isZeronet(query.from)) return refuse('EINVAL', noSource);
    if (!isLocal(index, query, query.from))
      return refuse('ENETUNREACH', `${flow.from} is not ours`);
  }
  const link = oif === undefined ? undefined : index.links.get(oif);
  if (oif !== undefined && link === undefined) return refuse('ENODEV', `no interface ${oif}`);
  if (link?.up === false) return refuse('ENETUNREACH', `${link.name} is down`);
  return onlyTrue(query, decide(index, query, link, trace));
}

const noSource = 'the source is no address of one host';

function decide(index: RoutingIndex, query: Query, link: Link | undefined, trace: Trace): Decision {
  const found = ask(index, query, trace);
  if (found.kind === 'route' || link === undefined) return conclude(index, query, found);
  trace?.push({ kind: 'note', text: `bound to ${link.name}: looked for on the link` });
  return onLink(index, query, link, found.uncertain);
}

/** A socket bound to an interface: what no route leads to is taken to be on the link itself. */
function onLink(
  index: RoutingIndex,
  query: Query,
  link: Link,
  uncertain: string | undefined,
): Decision {
  const source = query.flow.from ?? selectAddress(index, link.name, undefined, scopes.link);
  const hop = { device: link.name, weight: 1, onlink: false };
  return {
    kind: 'delivered',
    type: 'unicast',
    exits: [{ route: undefined, hop, source }],
    uncertain,
  };
}

/** What was found and still must not leave. */
function onlyTrue(query: Query, decision: Decision): Decision {
  if (decision.kind === 'refused') return decision;
  const { flow } = query;
  const { exits, type, uncertain } = decision;
  if (isZeronet(query.to)) return refuse('EINVAL', 'no host has such an address', uncertain);
  const leaves = type !== 'local' && exits.some(({ hop }) => hop?.device !== loopback);
  if (flow.from !== undefined && query.from !== undefined && isLoopback(query.from) && leaves) {
    return refuse('EINVAL', `${flow.from} must not leave the host`, uncertain);
  }
  return decision;
}

/** __ip_dev_find: an address of an interface, or one that table local delivers here. */
function isLocal(index: RoutingIndex, query: Query, address: Point): boolean {
  if (index.ownAddresses.has(address.words[0] ?? 0)) return true;
  const { merged, tables } = index.families.ipv4;
  const table = merged ?? tables.get(localTable);
  const asked = { ...query, to: address, tos: 0, oif: undefined };
  const hit = table && searchIpv4(table, asked, undefined);
  return hit !== undefined && hit.entry.type === 'local';
}
