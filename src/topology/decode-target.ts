/** Where a written route leads: next hops, a nexthop object, or nowhere. */

import { readAddress } from './addresses.ts';
import type { Decoder, Names } from './decoder.ts';
import { report, reportKey, take, takeOptional, uplinkNamed } from './decoder.ts';
import { defaults } from './defaults.ts';
import type { WrittenNexthop, WrittenRoute } from './generated/written.ts';
import type { Path } from './places.ts';
import { present } from './present.ts';
import type { RawHop, RawTarget } from './topology.ts';
import { readInterface, readNumber } from './values.ts';

const hopKeys = ['via', 'dev', 'uplink', 'onlink'] as const;
const targetKeys = [...hopKeys, 'nexthops', 'nhid'] as const;

const weightBounds = { min: 1, max: 256 };
const nexthopIdBounds = { min: 1, max: 0xffffffff };

/** Never used: a target that could not be read has been reported. */
const standIn: RawTarget = { kind: 'unreachable' };

export function decodeTarget(
  decoder: Decoder,
  names: Names,
  path: Path,
  written: WrittenRoute,
): RawTarget {
  const kind = written.type ?? 'unicast';
  const given = targetKeys.filter((key) => written[key] !== undefined);
  switch (kind) {
    case 'unreachable':
    case 'prohibit':
    case 'blackhole':
    case 'throw':
      if (given[0] !== undefined) refuseHop(decoder, [...path, given[0]], kind);
      return { kind };
    case 'unicast':
    case 'local':
    case 'broadcast':
    case 'multicast':
    case 'anycast':
      if (!fitTogether(decoder, path, given)) return standIn;
      if (written.nhid !== undefined) return decodeObject(decoder, path, kind, written.nhid);
      return { kind, hops: decodeHops(decoder, names, path, written) };
  }
}

function refuseHop(decoder: Decoder, path: Path, kind: string): void {
  const message = `a route of type ${kind} has no next hop`;
  const hint = `remove "${path.at(-1)}"`;
  reportKey(decoder, path, { code: 'MH314', message, hint });
}

/** One way to say where to: `via` and `dev`, or `uplink`, or `nexthops`, or `nhid`. */
function fitTogether(decoder: Decoder, path: Path, given: readonly string[]): boolean {
  const ways = given.filter((key) => key !== 'onlink' && key !== 'dev');
  const [first, second] = given.includes('dev') && !ways.includes('via') ? ['dev', ...ways] : ways;
  if (first === undefined) {
    const message = 'this route leads nowhere';
    const hint = 'add "via", "dev", "uplink", "nexthops" or "nhid", or a type such as blackhole';
    reportKey(decoder, path, { code: 'MH315', message, hint });
    return false;
  }
  if (second === undefined) return true;
  const message = `"${first}" and "${second}" exclude each other`;
  reportKey(decoder, [...path, second], { code: 'MH028', message, hint: `remove one of them` });
  return false;
}

function decodeObject(decoder: Decoder, path: Path, kind: string, nhid: number): RawTarget {
  const here = [...path, 'nhid'];
  if (kind !== 'unicast') {
    const message = `a route of type ${kind} cannot use a nexthop object`;
    reportKey(decoder, here, { code: 'MH028', message, hint: 'remove "nhid" or "type"' });
  }
  return { kind: 'nexthop-object', id: take(decoder, here, readNumber(nhid, nexthopIdBounds)) };
}

function decodeHops(
  decoder: Decoder,
  names: Names,
  path: Path,
  written: WrittenRoute,
): readonly [RawHop, ...RawHop[]] {
  if (written.nexthops === undefined) return [decodeHop(decoder, names, path, written)];
  const [first, ...others] = written.nexthops;
  const here = [...path, 'nexthops'];
  return [
    decodeNexthop(decoder, names, [...here, 0], first),
    ...others.map((hop, index) => decodeNexthop(decoder, names, [...here, index + 1], hop)),
  ];
}

function decodeNexthop(
  decoder: Decoder,
  names: Names,
  path: Path,
  written: WrittenNexthop,
): RawHop {
  const given = hopKeys.filter((key) => written[key] !== undefined);
  fitTogether(decoder, path, given);
  return decodeHop(decoder, names, path, written);
}

function decodeHop(decoder: Decoder, names: Names, path: Path, written: WrittenNexthop): RawHop {
  const { via, dev, uplink, onlink = false, weight } = written;
  if (uplink !== undefined) uplinkNamed(decoder, names, [...path, 'uplink'], uplink);
  if (onlink && via === undefined && uplink === undefined) {
    const message = '"onlink" is about a gateway, and there is none';
    report(decoder, [...path, 'onlink'], { code: 'MH324', message, hint: 'add "via"' });
  }
  const readWeight = (one: number) => readNumber(one, weightBounds);
  return {
    ...present({
      uplink,
      gateway: takeOptional(decoder, [...path, 'via'], via, (one) => readAddress(one)),
      device: takeOptional(decoder, [...path, 'dev'], dev, readInterface),
    }),
    weight: takeOptional(decoder, [...path, 'weight'], weight, readWeight) ?? defaults.weight,
    onlink,
  };
}
