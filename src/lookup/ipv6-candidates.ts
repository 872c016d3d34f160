/**
 * The addresses that IPv6 may send from by one device, as far as the destination does not matter:
 * mostly one is left (ipv6_dev_get_saddr, ipv6_get_saddr_eval in net/ipv6/addrconf.c).
 *
 * Left unknown is what hangs on sysctls that no dump shows: use_tempaddr, optimistic_dad and
 * use_optimistic. use_oif_addrs_only is taken to be off.
 */

import type { Address } from '../model/address.ts';
import { wordsOf } from '../model/address.ts';
import type { Interface, Live, LiveAddress } from '../model/live.ts';
import type { IndexedLabel } from './address-labels.ts';
import { indexLabels, labelOf } from './address-labels.ts';
import { lendingDevices } from './lending-devices.ts';
import type { Point } from './prefix-test.ts';
import { commonBits, pointOf } from './prefix-test.ts';
import { isOrchid, scopeOf } from './special.ts';

export type Candidate = Pick<LiveAddress, 'address' | 'prefixLength' | 'deprecated'> & {
  readonly point: Point;
  readonly device: string;
  readonly vrf: string | undefined;
  readonly scope: number;
  /** Undefined where none fits. */
  readonly label: number | undefined;
  readonly temporary: boolean;
  /** What it is worth is not shown. */
  readonly isOdd: boolean;
};

/** What is left of the candidates before the destination is looked at. */
export type Choice =
  /** Undefined where there is none, or it cannot be told which. */
  | { readonly kind: 'one'; readonly address: Address | undefined }
  | {
      readonly kind: 'rivals';
      readonly rivals: readonly Candidate[];
      readonly haveOneLabel: boolean;
      /** See `areRankedByHost`. */
      readonly areRanked: boolean;
    };

/** What of a host decides on the IPv6 addresses it sends from. */
export type SourceIndex = {
  /** In kernel order on each device. */
  readonly candidates: readonly Candidate[];
  /** The last words of them, for a quick no. */
  readonly lastWords: ReadonlySet<number>;
  readonly labels: readonly IndexedLabel[];
  readonly vrfs: ReadonlyMap<string, string>;
  /** See `lendingDevices`. */
  readonly lenders: readonly string[] | undefined;
  readonly isDescribed: boolean;
  /** By device, for destinations of global scope: made when first asked for. */
  readonly choices: Map<string, Choice>;
};

export type SourceState = Pick<Live, 'interfaces' | 'labels' | 'routes'> & {
  /** Nobody has read it from a host: neither all addresses are known nor their order. */
  readonly isDescribed?: true;
};

export function indexSources(state: SourceState): SourceIndex {
  const { interfaces, routes, isDescribed = false } = state;
  const labels = indexLabels(state.labels);
  const candidates = interfaces.flatMap((link) => candidatesOn(link, labels));
  const vrfs = interfaces.flatMap(({ name, vrf }) =>
    vrf === undefined ? [] : [[name, vrf] as const],
  );
  return {
    candidates,
    lastWords: new Set(candidates.map(({ point }) => lastWord(point))),
    labels,
    vrfs: new Map(vrfs),
    lenders: lendingDevices(routes),
    isDescribed,
    choices: new Map(),
  };
}

export function lastWord({ words }: Point): number {
  return words[3] ?? 0;
}

function candidatesOn(
  { name, vrf, addresses }: Interface,
  labels: readonly IndexedLabel[],
): readonly Candidate[] {
  return addresses.filter(isUsable).map((one) => {
    const { address, prefixLength, deprecated, temporary, optimistic, home } = one;
    const point = pointOf(wordsOf(address));
    return {
      ...{ address, prefixLength, deprecated, temporary, point, device: name, vrf },
      scope: scopeOf(point),
      label: labelOf(labels, point, name),
      isOdd: optimistic === true || home === true,
    };
  });
}

/** Whether its device is up does not matter. */
function isUsable({ family, tentative, duplicate, optimistic }: LiveAddress): boolean {
  return family === 'ipv6' && ((!tentative && !duplicate) || optimistic === true);
}

const unknown: Choice = { kind: 'one', address: undefined };

/** For packets out by the device to an address of that scope which is none of our own. */
export function choiceFor(index: SourceIndex, device: string, scope: number): Choice {
  const vrf = index.vrfs.get(device);
  const reachable = index.candidates.filter((one) => one.vrf === vrf);
  const near = highest(reachable, (one) => scopeRank(one.scope, scope));
  if (near.some(({ isOdd }) => isOdd)) return unknown;
  const preferred = highest(near, ({ deprecated }) => (deprecated ? 0 : 1));
  const outgoing = highest(preferred, (one) => (one.device === device ? 1 : 0));
  const [first, ...others] = index.isDescribed ? outgoing : withoutOutdone(outgoing);
  if (first === undefined) return unknown;
  if (index.isDescribed && first.device !== device) return unknown;
  if (others.length === 0) return { kind: 'one', address: first.address };
  const haveOneLabel = others.every(({ label }) => label === first.label);
  const rivals = [first, ...others];
  const areRanked = areRankedByHost(rivals);
  const isOpen = index.labels.length === 0 || (haveOneLabel && areRanked);
  return isOpen ? unknown : { kind: 'rivals', rivals, haveOneLabel, areRanked };
}

/** What reaches far enough, and no farther; else what reaches farthest. */
function scopeRank(own: number, wanted: number): number {
  return own >= wanted ? -own : own - 128;
}

export function highest<Item>(
  items: readonly Item[],
  rankOf: (item: Item) => number,
): readonly Item[] {
  const ranks = items.map(rankOf);
  const best = Math.max(...ranks);
  return items.filter((_, at) => ranks[at] === best);
}

/** Whether use_tempaddr has a say: it ranks temporary addresses, and differs between devices. */
export function areRankedByHost(candidates: readonly Candidate[]): boolean {
  const [first] = candidates;
  return candidates.some(
    ({ device, temporary }) => device !== first?.device || temporary !== first.temporary,
  );
}

/** Without those that lose to an earlier one whatever the destination. */
function withoutOutdone(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(
    (later, at) => !candidates.slice(0, at).some((earlier) => outdoes(earlier, later)),
  );
}

function outdoes(earlier: Candidate, later: Candidate): boolean {
  return (
    earlier.label === later.label &&
    !areRankedByHost([earlier, later]) &&
    isOrchid(earlier.point) === isOrchid(later.point) &&
    earlier.prefixLength >= later.prefixLength &&
    commonBits(earlier.point, later.point) >= later.prefixLength
  );
}
