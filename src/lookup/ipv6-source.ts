/** Which of its own addresses a host sends from in IPv6 (ip6_route_get_saddr; RFC 6724 §5). */

import type { Address } from '../model/address.ts';
import { labelOf } from './address-labels.ts';
import type { IndexedRoute, Leg } from './indexed-route.ts';
import type { Candidate, Choice, SourceIndex } from './ipv6-candidates.ts';
import { areRankedByHost, choiceFor, highest, lastWord } from './ipv6-candidates.ts';
import type { Point } from './prefix-test.ts';
import { commonBits } from './prefix-test.ts';
import type { Query } from './query.ts';
import { ipv6Scopes, isOrchid, scopeOf } from './special.ts';

/** A route, and one of the ways it may send a packet. */
export type Way = { readonly entry: IndexedRoute; readonly leg: Leg };

/** Undefined where there is none, or it cannot be told which. */
export function ipv6Source(index: SourceIndex, query: Query, way: Way): Address | undefined {
  const { target, source } = way.entry.route;
  const device = way.leg.hop?.device;
  if (target.kind !== 'nexthop-object') {
    if (isOfAnother(way)) return undefined;
    if (source !== undefined || device === undefined) return source;
    return select(index, query, device);
  }
  if (index.lenders === undefined || device === undefined) return undefined;
  const own = select(index, query, device);
  return index.lenders.every((lender) => select(index, query, lender) === own) ? own : undefined;
}

/** Each next hop came with a source of its own, or none; that of the first one alone is shown. */
function isOfAnother({ entry: { legs }, leg }: Way): boolean {
  return legs.length > 1 && leg !== legs[0];
}

/** Whether all packets by the route that come without a source get the same, our own aside. */
export function hasOneSource({ choices }: SourceIndex, { route, legs }: IndexedRoute): boolean {
  if (route.target.kind === 'nexthop-object') return false;
  const device = legs[0]?.hop?.device;
  return route.source !== undefined || device === undefined || choices.get(device)?.kind === 'one';
}

/** Whether the destination has a say of its own. */
export function isUsualDestination({ lastWords }: SourceIndex, to: Point): boolean {
  return !lastWords.has(lastWord(to)) && scopeOf(to) === ipv6Scopes.global;
}

function select(index: SourceIndex, { to, isSample }: Query, device: string): Address | undefined {
  const choice = choose(index, device, scopeOf(to));
  if (isSample) return choice.kind === 'one' ? choice.address : undefined;
  const own = ownAddress(index, to, device);
  if (own !== undefined) return own;
  return choice.kind === 'one' ? choice.address : best(index, choice, to, device);
}

function choose(index: SourceIndex, device: string, scope: number): Choice {
  if (scope !== ipv6Scopes.global) return choiceFor(index, device, scope);
  const known = index.choices.get(device);
  if (known !== undefined) return known;
  const made = choiceFor(index, device, scope);
  index.choices.set(device, made);
  return made;
}

/** What a host sends to itself comes from where it goes. */
function ownAddress(
  { candidates, lastWords, vrfs }: SourceIndex,
  to: Point,
  device: string,
): Address | undefined {
  if (!lastWords.has(lastWord(to))) return undefined;
  const vrf = vrfs.get(device);
  return candidates.find((one) => one.vrf === vrf && commonBits(one.point, to) === 128)?.address;
}

/** One with the label of the destination, then one that has most in common with it. */
function best(
  { labels, isDescribed }: SourceIndex,
  { rivals, haveOneLabel, areRanked }: Extract<Choice, { readonly kind: 'rivals' }>,
  to: Point,
  device: string,
): Address | undefined {
  const label = haveOneLabel ? undefined : labelOf(labels, to, device);
  const left = areRanked ? highest(rivals, (one) => (one.label === label ? 1 : 0)) : rivals;
  if (areRanked && areRankedByHost(left)) return undefined;
  let chosen: Candidate | undefined;
  let highestRank = -1;
  let isTie = false;
  for (const rival of left) {
    const rank = rankOf(rival, to, label);
    if (rank < highestRank) continue;
    isTie = rank === highestRank;
    if (isTie) continue;
    highestRank = rank;
    chosen = rival;
  }
  return isDescribed && isTie ? undefined : chosen?.address;
}

/** Whatever comes first outweighs all that follows; addresses have at most 128 bits in common. */
function rankOf(rival: Candidate, to: Point, label: number | undefined): number {
  const hasLabel = rival.label === label ? 1024 : 0;
  const isAlike = isOrchid(rival.point) === isOrchid(to) ? 512 : 0;
  return hasLabel + isAlike + Math.min(commonBits(rival.point, to), rival.prefixLength);
}
