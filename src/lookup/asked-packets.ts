/** The packets that a flow of an expectation speaks of: one of each kind that a host tells apart. */

import type { Address, Family, Prefix } from '../model/address.ts';
import { contains, families, familyOf, hostPrefix, networkOf } from '../model/address.ts';
import type { UplinkStatus } from '../model/desired.ts';
import type { Endpoint, FlowNames, FlowPattern } from '../model/flow-pattern.ts';
import type { Flow } from '../model/flow.ts';
import { globalAddresses } from '../model/global-addresses.ts';
import type { Interface } from '../model/live.ts';
import type { Range } from '../model/rule.ts';
import type { Content } from './packet-contents.ts';
import { choicesOf, contentsOf } from './packet-contents.ts';
import type { Piece } from './pieces.ts';
import { addressOf, pieceOf, piecesOf } from './pieces.ts';
import { reserved } from './special.ts';
import type { RoutingIndex, RoutingState } from './state.ts';
import type { Stretch } from './stretches.ts';
import { stretchesFor } from './stretches.ts';

/** Where expectations are held: a host as it would be. */
export type Scene = {
  readonly state: RoutingState;
  readonly index: RoutingIndex;
  readonly names: FlowNames;
  readonly uplinks: readonly UplinkStatus[];
  /** Interfaces with nothing supposed of them: what is down keeps its addresses in questions. */
  readonly interfaces: readonly Interface[];
};

export type Contents = readonly Content['flow'][];

/** Everything packets may carry that some rule asks for; as written where there is too much. */
export function contentsIn({ state }: Scene, isUnmarked: boolean): Contents | undefined {
  const selectors = state.rules.map(({ selector }) => selector);
  const choices = choicesOf(selectors, state.routes);
  const all = choices && contentsOf(choices).map(({ flow }) => flow);
  return isUnmarked ? all?.filter(({ mark }) => mark === 0) : all;
}

/** One packet of each kind that rules and routes tell apart within the pattern. */
export function packetsOf(
  pattern: FlowPattern,
  contents: Contents | undefined,
  scene: Scene,
): readonly Flow[] {
  const carried = contents ?? contentsSaid(pattern, scene);
  const bound = pattern.oif === undefined ? {} : { oif: pattern.oif };
  return familiesOf(pattern, scene).flatMap((family) => {
    const destinations = destinationsOf(pattern.to, family, scene);
    return sendersOf(pattern, family, scene).flatMap((sender) =>
      destinations.flatMap((to) =>
        carried.map((content) => ({ family, to, ...sender, ...bound, ...content })),
      ),
    );
  });
}

function contentsSaid(pattern: FlowPattern, scene: Scene): Contents {
  const { mark = 0, tos = 0, uid = 0 } = pattern;
  return protocolsIn(pattern, scene).flatMap((ipproto) =>
    portsIn(pattern.dport, 'dport', scene).flatMap((dport) =>
      portsIn(pattern.sport, 'sport', scene).map((sport) => ({
        mark,
        tos,
        ipproto,
        sport,
        dport,
        uid,
      })),
    ),
  );
}

/** A port without a protocol is that of TCP, and of any that rules ask for. */
function protocolsIn({ ipproto, sport, dport }: FlowPattern, { state }: Scene): readonly number[] {
  if (ipproto !== undefined || (sport === undefined && dport === undefined)) return [ipproto ?? 0];
  return [...new Set([tcp, ...state.rules.flatMap(({ selector }) => selector.ipproto ?? [])])];
}

const tcp = 6;

/** Those in which both ends have addresses; of `any -> any`, those in which the host has one. */
function familiesOf({ from, to }: FlowPattern, scene: Scene): readonly Family[] {
  return families.filter((family) => {
    const isPossible = (end: Endpoint) =>
      end.kind === 'any'
        ? ownAddresses(scene, family).length > 0
        : prefixesOf(end, family, scene).length > 0;
    return isPossible(from) && isPossible(to);
  });
}

function prefixesOf(end: Endpoint, family: Family, { names }: Scene): readonly Prefix[] {
  const all =
    end.kind === 'any'
      ? []
      : end.kind === 'prefix'
        ? [end.prefix]
        : (names.get(end.name)?.prefixes ?? []);
  return all.filter((prefix) => familyOf(prefix) === family);
}

type Sender = Pick<Flow, 'from' | 'iif'>;

function sendersOf(pattern: FlowPattern, family: Family, scene: Scene): readonly Sender[] {
  const { from: end, iif } = pattern;
  if (end.kind === 'any' && iif === undefined) return [{}];
  const own = ownAddresses(scene, family);
  const cuts = [
    ...scene.state.rules.flatMap(({ selector }) => selector.from ?? []),
    ...own.map((address) => hostPrefix(address)),
  ].filter((prefix) => familyOf(prefix) === family);
  const link = scene.interfaces.filter(({ name }) => name === iif);
  const prefixes =
    end.kind === 'any'
      ? globalAddresses(link, family).map((one) => networkOf(one))
      : prefixesOf(end, family, scene);
  return prefixes
    .flatMap((prefix) => piecesOf(family, cuts, pieceOf(prefix)))
    .map(({ first }) => addressOf(family, first))
    .flatMap((from) => senderOf(from, own, pattern, scene));
}

/** What is not our own came in by the interface whose network it is in; else it must be said. */
function senderOf(
  from: Address,
  own: readonly Address[],
  { from: end, iif }: FlowPattern,
  { names, interfaces }: Scene,
): readonly Sender[] {
  if (own.includes(from)) return iif === undefined ? [{ from }] : [];
  const named = end.kind === 'name' ? names.get(end.name) : undefined;
  const attached = interfaces.find(({ addresses }) =>
    addresses.some((one) => contains(networkOf(one), from)),
  );
  const device = iif ?? (named?.kind === 'network' ? named.interface : attached?.name);
  return device === undefined ? [] : [{ from, iif: device }];
}

/** `any` is every destination that is not special and not attached to the host itself. */
function destinationsOf(end: Endpoint, family: Family, scene: Scene): readonly Address[] {
  if (end.kind !== 'any') {
    return prefixesOf(end, family, scene).flatMap((prefix) =>
      firstsWithin(pieceOf(prefix), family, scene).filter((to) => isMeant(to, prefix)),
    );
  }
  const excluded = [...reserved, ...attachedNetworks(scene, family)];
  return piecesOf(
    family,
    excluded.filter((prefix) => familyOf(prefix) === family),
  )
    .filter(({ first }) => !excluded.some((prefix) => contains(prefix, addressOf(family, first))))
    .flatMap((piece) => firstsWithin(piece, family, scene));
}

/** Special addresses only where they are named as such, not as a part of everything. */
function isMeant(to: Address, prefix: Prefix): boolean {
  return !reserved.some((special) => contains(special, to) && !contains(special, prefix));
}

function firstsWithin(piece: Piece, family: Family, scene: Scene): readonly Address[] {
  return stretchesOf(scene, family)
    .filter(({ first, last }) => last >= piece.first && first <= piece.last)
    .map(({ first }) => addressOf(family, first > piece.first ? first : piece.first));
}

const known = new WeakMap<Scene, Map<Family, readonly Stretch[]>>();

function stretchesOf(scene: Scene, family: Family): readonly Stretch[] {
  const byFamily = known.get(scene) ?? new Map<Family, readonly Stretch[]>();
  known.set(scene, byFamily);
  const found = byFamily.get(family);
  if (found !== undefined) return found;
  const { state, index } = scene;
  const tables = new Set(state.routes.map(({ table }) => table));
  const states = { before: state, after: state };
  const made = stretchesFor(family, states, { before: index, after: index })(tables);
  byFamily.set(family, made);
  return made;
}

/** The first of each stretch of ports that rules tell apart. */
function portsIn(
  range: Range | undefined,
  field: 'sport' | 'dport',
  { state }: Scene,
): readonly number[] {
  if (range === undefined) return [0];
  const ends = state.rules.flatMap(({ selector }) => {
    const tested = selector[field];
    return tested === undefined ? [] : [tested.first, tested.last + 1];
  });
  return [range.first, ...ends.filter((port) => port > range.first && port <= range.last)];
}

function ownAddresses({ interfaces }: Scene, family: Family): readonly Address[] {
  return globalAddresses(interfaces, family).map(({ address }) => address);
}

function attachedNetworks({ interfaces }: Scene, family: Family): readonly Prefix[] {
  return globalAddresses(interfaces, family).map((one) => networkOf(one));
}
