/** Addresses to ask of: in what an impact names, at the edges of what rules and routes name, and any. */

import type { Address, Family, Prefix } from '../../src/model/address.ts';
import {
  addressBits,
  defaultPrefix,
  familyOf,
  parsePrefix,
  wordsOf,
} from '../../src/model/address.ts';
import type { ImpactLine } from '../../src/model/impact.ts';
import { addressOf, numberOf } from '../../src/lookup/pieces.ts';
import type { Place, Terrain } from './impact-terrain.ts';
import { isIn, isNowhere, placeOf, regionOf } from './impact-terrain.ts';
import type { Random } from './random.ts';
import { times } from './random.ts';

const triesMax = 12;

export function destinationIn(
  random: Random,
  terrain: Terrain,
  to: ImpactLine['to'],
): Address | undefined {
  if (to !== 'anywhere') return addressIn(random, placeOf(random.oneOf(to)));
  const { family } = terrain;
  return firstOf(
    () => addressIn(random, wholeOf(family)),
    (address) => isOrdinary(address) && isNowhere(numberIn(address), terrain),
  );
}

export function sourceIn(
  random: Random,
  terrain: Terrain,
  prefix: Prefix | undefined,
): Address | undefined {
  return firstOf(
    () => addressIn(random, prefix === undefined ? wholeOf(terrain.family) : placeOf(prefix)),
    (address) => isOrdinary(address) && regionOf(address, terrain) === (prefix ?? 'others'),
  );
}

/** Of anybody else, at the edges of what is told apart or not. */
export function foreignSource(random: Random, terrain: Terrain): Address | undefined {
  const { family, own, kept, sources } = terrain;
  const taken = [...odd[family], ...kept];
  return firstOf(
    () => addressIn(random, random.oneOf([wholeOf(family), ...sources])),
    (from) => !own.includes(from) && !taken.some((place) => isIn(numberIn(from), place)),
  );
}

function firstOf(
  make: () => Address,
  isWanted: (address: Address) => boolean,
): Address | undefined {
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const address = make();
    if (isWanted(address)) return address;
  }
  return undefined;
}

function placesOf(...texts: readonly string[]): readonly Place[] {
  return texts.flatMap((text) => {
    const prefix = parsePrefix(text);
    return prefix === undefined ? [] : [placeOf(prefix)];
  });
}

function wholeOf(family: Family): Place {
  return placeOf(defaultPrefix[family]);
}

/** Its first or last one, or any. */
function addressIn(random: Random, { prefix, first, last }: Place): Address {
  const family = familyOf(prefix);
  const ends = random.below(4);
  if (ends === 0) return addressOf(family, first);
  if (ends === 1) return addressOf(family, last);
  return addressOf(family, first + (randomNumber(random, family) % (last - first + 1n)));
}

function randomNumber(random: Random, family: Family): bigint {
  const words = times(addressBits(family) / 32, () => random.below(0x1_0000_0000));
  return words.reduce((number, word) => (number << 32n) | BigInt(word), 0n);
}

/** In, or right beside, what some rule or route names. */
export function destinationNear(random: Random, { family, destinations }: Terrain): Address {
  if (destinations.length === 0 || random.percent(15)) return addressIn(random, wholeOf(family));
  const place = random.oneOf(destinations);
  if (random.percent(75)) return addressIn(random, place);
  const { first, last } = place;
  const beside = random.percent(50) ? first - 1n : last + 1n;
  return addressOf(family, isIn(beside, wholeOf(family)) ? beside : first);
}

/**
 * What an impact does not speak of: addresses of no single host, or of one link or host alone. That
 * somebody else sends from an address of ours is none of its matters either.
 */
const odd: Readonly<Record<Family, readonly Place[]>> = {
  ipv4: placesOf('0.0.0.0/8', '127.0.0.0/8', '224.0.0.0/4', '255.255.255.255/32'),
  ipv6: placesOf('::/127', 'fe80::/10', 'ff00::/8'),
};

export function isOrdinary(address: Address): boolean {
  const number = numberIn(address);
  return !odd[familyOf(address)].some((place) => isIn(number, place));
}

function numberIn(address: Address): bigint {
  return numberOf(wordsOf(address));
}
