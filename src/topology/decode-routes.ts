/** `routes` -> RawRoute. */

import type { Address, Family } from '../model/address.ts';
import { families as bothFamilies, familyOf } from '../model/address.ts';
import { metricMax } from '../model/route.ts';
import { mainTable } from '../model/table.ts';
import { readAddress } from './addresses.ts';
import type { GivenDestinations } from './decode-destinations.ts';
import { decodeDestinations, destinationsIn, familiesOf } from './decode-destinations.ts';
import { decodeMetrics } from './decode-metrics.ts';
import { decodeTarget } from './decode-target.ts';
import type { Decoder, Names } from './decoder.ts';
import { isFlawed, placeOfEntry, report, reportKey, takeOptional } from './decoder.ts';
import type { WrittenRoute } from './generated/written.ts';
import type { Path } from './places.ts';
import { bad, good } from './read-value.ts';
import type { Read } from './read-value.ts';
import { tableNamed } from './table-reference.ts';
import type { RawRoute, RawTarget } from './topology.ts';
import { readDuration, readNumber, readRealms, readScope } from './values.ts';

export function decodeRoutes(
  decoder: Decoder,
  names: Names,
  routes: readonly WrittenRoute[],
): readonly RawRoute[] {
  return routes.flatMap((written, index) => {
    const route = decodeRoute(decoder, names, ['routes', index], written);
    return route === undefined ? [] : [route];
  });
}

/** Undefined when its prefix list has nothing to offer. */
function decodeRoute(
  decoder: Decoder,
  names: Names,
  path: Path,
  written: WrittenRoute,
): RawRoute | undefined {
  const given = decodeDestinations(decoder, [...path, 'to'], written.to);
  const target = decodeTarget(decoder, names, path, written);
  const source = takeOptional(decoder, [...path, 'src'], written.src, (one) => readAddress(one));
  const families = familiesOfRoute(decoder, path, { written, given, target, source, names });
  const to = destinationsIn(decoder, [...path, 'to'], given, families);
  if (to === undefined) return undefined;
  const table =
    written.table === undefined
      ? ({ kind: 'id', id: mainTable } as const)
      : tableNamed(decoder, names, [...path, 'table'], written.table);
  return {
    families,
    to,
    table,
    target,
    source,
    ...decodeAttributes(decoder, path, written),
    metrics: decodeMetrics(decoder, path, written),
    adopts: written.adopt === true,
    at: placeOfEntry(decoder, path),
  };
}

function decodeAttributes(
  decoder: Decoder,
  path: Path,
  written: WrittenRoute,
): Pick<RawRoute, 'tos' | 'metric' | 'scope' | 'preference' | 'realms' | 'expiresSeconds'> {
  const number = (key: 'metric' | 'tos', max: number) =>
    takeOptional(decoder, [...path, key], written[key], (one) => readNumber(one, { min: 0, max }));
  return {
    tos: number('tos', 255) ?? 0,
    metric: number('metric', metricMax),
    scope: takeOptional(decoder, [...path, 'scope'], written.scope, readScope),
    preference: written.pref,
    realms: takeOptional(decoder, [...path, 'realms'], written.realms, readRealms),
    expiresSeconds: takeOptional(decoder, [...path, 'expires'], written.expires, readSeconds),
  };
}

function readSeconds(written: string): Read<number> {
  const { value, flaw } = readDuration(written);
  if (flaw !== undefined) return { value, flaw };
  if (value % 1000 === 0) return good(value / 1000);
  const message = `${written} is not a whole number of seconds`;
  return bad(1, { code: 'MH107', message, hint: `write ${Math.ceil(value / 1000)}s` });
}

type RouteParts = {
  readonly written: WrittenRoute;
  readonly given: GivenDestinations;
  readonly target: RawTarget;
  readonly source: Address | undefined;
  readonly names: Names;
};

function familiesOfRoute(decoder: Decoder, path: Path, parts: RouteParts): readonly Family[] {
  const { written, given } = parts;
  const own = familiesOf(given.prefixes);
  if (written.family !== undefined) {
    const other = own.find((family) => family !== written.family);
    if (other !== undefined && given.file === undefined) otherFamily(decoder, path, written, other);
    return [written.family];
  }
  if (own.length > 0 || !given.hasDefault) return own;
  const implied = impliedFamilies(parts);
  if (implied.length === 0 && !isFlawed(decoder)) {
    const message = 'nothing here tells of which family this default route is';
    report(decoder, [...path, 'to'], {
      code: 'MH323',
      message,
      hint: 'add family: ipv4 or family: ipv6',
    });
  }
  return implied.length === 0 ? bothFamilies : implied;
}

function otherFamily(decoder: Decoder, path: Path, { family }: WrittenRoute, other: Family): void {
  if (isFlawed(decoder)) return;
  const message = `the route is ${family} by "family", and ${other} by "to"`;
  reportKey(decoder, [...path, 'family'], { code: 'MH318', message, hint: 'remove "family"' });
}

/** What `src`, the gateways or the uplinks of a default route say about its family. */
function impliedFamilies({ target, source, names }: RouteParts): readonly Family[] {
  if (source !== undefined) return [familyOf(source)];
  const hops = 'hops' in target ? target.hops : [];
  const gateways = hops.flatMap(({ gateway }) => (gateway === undefined ? [] : [gateway]));
  if (gateways.length > 0) return [...new Set(gateways.map((gateway) => familyOf(gateway)))];
  return bothFamilies.filter((family) =>
    hops.some(({ uplink }) => uplink !== undefined && names.uplinks.get(uplink)?.[family]),
  );
}
