/** What a host can reach now, and could not, or otherwise, once a plan is carried out. */

import type { Address, Family, Prefix } from '../model/address.ts';
import { families, familyOf, prefixLengthOf } from '../model/address.ts';
import type { Decision } from '../model/decision.ts';
import type { Flow } from '../model/flow.ts';
import { globalAddresses } from '../model/global-addresses.ts';
import type { LostWay, Session } from '../model/management.ts';
import type { TableId } from '../model/table.ts';
import { decide } from './decide.ts';
import { addressOf, pieceOf } from './pieces.ts';
import type { RoutingIndex, RoutingState } from './state.ts';
import { indexState } from './state.ts';
import { stretchesFor } from './stretches.ts';

export type BeforeAndAfter = { readonly before: RoutingState; readonly after: RoutingState };

type Indexes = { readonly before: RoutingIndex; readonly after: RoutingIndex };

/** Ways back to whoever manages the host that vanish or change. */
export function lostWays(
  states: BeforeAndAfter,
  sessions: readonly Session[],
  management: readonly Prefix[],
): readonly LostWay[] {
  if (sessions.length === 0 && management.length === 0) return [];
  const indexes = { before: indexState(states.before), after: indexState(states.after) };
  return [
    ...sessions.flatMap((session) => sessionLost(session, indexes)),
    ...management.flatMap((prefix) => prefixLost(prefix, states, indexes)),
  ];
}

/** Families in which a default route carries something now, and nothing afterwards. */
export function lostDefaults(states: BeforeAndAfter): readonly Family[] {
  const { before, after } = states;
  const indexes = { before: indexState(before), after: indexState(after) };
  const tables = tablesIn(states);
  return families.filter((family) => {
    const stretches = stretchesFor(family, states, indexes)(tables);
    const isCarried = (index: RoutingIndex) =>
      stretches.some(({ first }) => usesDefault(index, addressOf(family, first)));
    return !isCarried(indexes.after) && isCarried(indexes.before);
  });
}

/** Halves of everything count: 0.0.0.0/1 and 128.0.0.0/1 are how VPNs say default. */
const defaultLengthMax = 1;

function usesDefault(index: RoutingIndex, to: Address): boolean {
  const decision = decide(index, flowTo(to));
  if (decision.kind === 'refused' || decision.type !== 'unicast') return false;
  return decision.exits.some(
    ({ route }) => route !== undefined && prefixLengthOf(route.to) <= defaultLengthMax,
  );
}

function tablesIn({ before, after }: BeforeAndAfter): ReadonlySet<TableId> {
  return new Set([...before.routes, ...after.routes].map(({ table }) => table));
}

const tcp = 6;

/** Answers must leave as before, and what comes in must still be let in. */
function sessionLost(session: Session, indexes: Indexes): readonly LostWay[] {
  const { client, clientPort, server, serverPort } = session;
  const carried = { ipproto: tcp, sport: serverPort, dport: clientPort };
  const back: Flow = { ...flowTo(client), from: server, ...carried };
  const answers = changeOf(back, indexes);
  if (answers !== undefined) return [answers];
  const way = decide(indexes.before, back);
  const device = way.kind === 'delivered' ? way.exits[0].hop?.device : undefined;
  if (device === undefined || device === 'lo') return [];
  const asked = { ipproto: tcp, sport: clientPort, dport: serverPort };
  const request = changeOf({ ...flowTo(server), from: client, iif: device, ...asked }, indexes);
  return request === undefined ? [] : [request];
}

/** Without a source, and from every address the host has: it does not say with which it is asked. */
function prefixLost(prefix: Prefix, states: BeforeAndAfter, indexes: Indexes): readonly LostWay[] {
  const family = familyOf(prefix);
  const tables = tablesIn(states);
  const { first, last } = pieceOf(prefix);
  const own = globalAddresses(states.before.interfaces, family).map(({ address }) => address);
  for (const stretch of stretchesFor(family, states, indexes)(tables)) {
    if (stretch.last < first || stretch.first > last) continue;
    const to = addressOf(family, stretch.first > first ? stretch.first : first);
    for (const from of [undefined, ...own]) {
      const lost = changeOf({ ...flowTo(to), ...(from === undefined ? {} : { from }) }, indexes);
      if (lost !== undefined) return [lost];
    }
  }
  return [];
}

function changeOf(flow: Flow, indexes: Indexes): LostWay | undefined {
  const before = decide(indexes.before, flow);
  const after = decide(indexes.after, flow);
  // What did not work before cannot be lost.
  if (before.kind === 'refused' || waysOf(before) === waysOf(after)) return undefined;
  return { flow, before, after };
}

function waysOf(decision: Decision): string {
  if (decision.kind === 'refused') return decision.error;
  const ways = decision.exits.map(({ hop }) => `${hop?.device} ${hop?.gateway}`);
  return `${decision.type} ${ways.toSorted().join()}`;
}

function flowTo(to: Address): Flow {
  return { family: familyOf(to), to, mark: 0, tos: 0, ipproto: 0, sport: 0, dport: 0, uid: 0 };
}
