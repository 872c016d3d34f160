/** What a host says about itself -> what its first topology should say. */

import type { Family, Prefix } from '../model/address.ts';
import { contains, families, networkOf, overlaps, parsePrefix } from '../model/address.ts';
import { laterMetric } from '../model/later-metric.ts';
import type { Interface, LiveAddress } from '../model/live.ts';
import type {
  EarlyDefault,
  Keeper,
  Starter,
  StarterNetwork,
  StarterUplink,
} from '../model/starter.ts';
import { builtInTableNames } from '../model/table.ts';
import type { HostTold, LikelyUplink } from './likely-uplinks.ts';
import {
  foreignDefaults,
  globalAddresses,
  likelyUplinks,
  plainAddress,
  waysOf,
} from './likely-uplinks.ts';

export type StarterFacts = HostTold & {
  readonly hostname: string;
  readonly keeperOf: (link: Interface) => Keeper | undefined;
};

export function starterOf(told: StarterFacts): Starter {
  const likely = likelyUplinks(told).filter(({ link }) => isNameable(link));
  const others = told.interfaces.filter(
    (link) => link.name !== 'lo' && !likely.some((uplink) => uplink.link === link),
  );
  const nameFor = namer(told);
  const { networks, clashes } = networksOn(others, likely, nameFor);
  const metric = metricFor(likely, told);
  return {
    hostname: told.hostname,
    uplinks: likely.map(({ link, parts }): StarterUplink => ({
      name: nameFor(link),
      interface: link.name,
      parts,
    })),
    networks,
    leftOut: [...clashes, ...others.flatMap((link) => leftOut(link) ?? [])],
    early: earlyDefaults(likely, metric ?? usualMetric, told),
    metric,
    isTied: families.some((family) => {
      const known = likely.map(({ metrics }) => metrics[family]).filter(Number.isFinite);
      return new Set(known).size < known.length;
    }),
    isBalanced: families.some((family) =>
      foreignDefaults(told, family).some((route) => waysOf(route).length > 1),
    ),
  };
}

/** What a topology takes for the name of an interface. */
function isNameable({ name }: Interface): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.+@-]{0,14}$/.test(name);
}

/** Tables of uplinks have their names, which must not be others'. */
function namer({ tableNames }: HostTold): (link: Interface) => string {
  const taken = new Set(
    [...tableNames, ...builtInTableNames].map(({ name }) => name).concat('any'),
  );
  return ({ name }) => {
    const letters = name.replaceAll(/[^A-Za-z0-9_-]/g, '-');
    const stem = /^[A-Za-z]/.test(letters) ? letters : `if-${letters}`;
    const tries = [stem, ...Array.from({ length: 99 }, (_, index) => `${stem}-${index + 2}`)];
    const free = tries.find((one) => !taken.has(one)) ?? stem;
    taken.add(free);
    return free;
  };
}

const privatePrefixes: readonly Prefix[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
]
  .map(parsePrefix)
  .filter((prefix) => prefix !== undefined);

function isPrivate({ address }: LiveAddress): boolean {
  return privatePrefixes.some((prefix) => contains(prefix, address));
}

type Networks = {
  readonly networks: readonly StarterNetwork[];
  readonly clashes: Starter['leftOut'];
};

/** What is attached twice cannot be told apart by its prefix. */
function networksOn(
  links: readonly Interface[],
  likely: readonly LikelyUplink[],
  nameFor: (link: Interface) => string,
): Networks {
  const taken = likely.flatMap(({ link }) => attachedTo(link).map((prefix) => ({ prefix, link })));
  const networks: StarterNetwork[] = [];
  const clashes: Starter['leftOut'][number][] = [];
  for (const link of links.filter(mayBeNetwork)) {
    const attached = families.flatMap((family) => privateAddress(link, family) ?? []);
    const prefixes = attached.map((address) => networkOf(address));
    const clash = taken.find(({ prefix }) => prefixes.some((own) => overlaps(own, prefix)));
    if (clash !== undefined) {
      const reason = `its network overlaps ${clash.prefix} of ${clash.link.name}`;
      clashes.push({ interface: link.name, reason });
    } else if (attached.length > 0) {
      const parts = attached.map((one) => ({
        family: one.family,
        address: one.dynamic ? ('auto' as const) : plainAddress(one),
      }));
      networks.push({ name: nameFor(link), interface: link.name, parts });
      taken.push(...prefixes.map((prefix) => ({ prefix, link })));
    }
  }
  return { networks, clashes };
}

function mayBeNetwork(link: Interface): boolean {
  return link.up && isNameable(link) && !link.withoutNeighbours && link.vrf === undefined;
}

function privateAddress(link: Interface, family: Family): LiveAddress | undefined {
  return globalAddresses(link, family).find(isPrivate);
}

function attachedTo(link: Interface): readonly Prefix[] {
  return families.flatMap((family) =>
    globalAddresses(link, family).map((address) => networkOf(address)),
  );
}

function leftOut(link: Interface): Starter['leftOut'][number] | undefined {
  const global = families.flatMap((family) => globalAddresses(link, family));
  const texts = global.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(', ');
  const reason = whyLeftOut(link, global, texts);
  return reason === undefined ? undefined : { interface: link.name, reason };
}

function whyLeftOut(
  link: Interface,
  global: readonly LiveAddress[],
  texts: string,
): string | undefined {
  if (!isNameable(link)) return 'its name is none that a topology takes';
  if (link.vrf !== undefined) return `it belongs to the VRF ${link.vrf}`;
  if (!link.up) return 'it is down';
  if (global.length === 0) return link.carrier ? 'it has no global address' : 'it has no carrier';
  if (link.withoutNeighbours) return `it has ${texts}, without a default route or a peer`;
  if (global.some(isPrivate)) return undefined;
  return `it has ${texts}, and neither a default route nor a lease names a gateway`;
}

/** That of a topology which names none. */
const usualMetric = 10;

/** Before the defaults of others, if there is room; before one of metric 0 there is none. */
function metricFor(likely: readonly LikelyUplink[], told: HostTold): number | undefined {
  const metrics = families.flatMap((family) =>
    foreignDefaults(told, family).map(({ metric }) => metric),
  );
  const least = Math.min(...metrics.filter((metric) => metric > 0));
  if (least > usualMetric + likely.length - 1) return undefined;
  return least > likely.length ? least - likely.length : undefined;
}

function earlyDefaults(
  likely: readonly LikelyUplink[],
  first: number,
  told: StarterFacts,
): readonly EarlyDefault[] {
  const last = first + likely.length - 1;
  return families
    .flatMap((family) => foreignDefaults(told, family))
    .filter(({ metric }) => metric <= last)
    .flatMap((route) =>
      waysOf(route).flatMap(({ device, gateway }) => {
        const link = told.interfaces.find(({ name }) => name === device);
        if (link === undefined) return [];
        const { family, protocol, metric } = route;
        const place = Math.max(
          0,
          likely.findIndex((uplink) => uplink.link === link),
        );
        const wanted = laterMetric(last) + place;
        const keeper = told.keeperOf(link);
        return [{ family, interface: link.name, gateway, protocol, metric, wanted, keeper }];
      }),
    );
}
