/** Routes, rules and flows to look up, the same for the kernel and for the model. */

import type { Address } from '../src/model/address.ts';
import { parseAddress } from '../src/model/address.ts';
import { format } from '../src/model/address-words.ts';
import type { Flow } from '../src/model/flow.ts';
import { createRandom, joined, times } from '../test/differential/random.ts';
import type { Random } from '../test/differential/random.ts';

export const routesCount = 100_000;
export const rulesCount = 50;
export const flowsCount = 1_000_000;
/** `ip` takes too long for more. */
export const askedCount = 20_000;

const ownAddress = address('203.0.113.10');
const lengths = [16, 20, 22, 24, 24, 24, 24, 28, 32] as const;
const seed = 20_261_121;

/** Nested prefixes below 10.0.0.0 to 209.255.255.255; some are made twice. */
export function routeLines(device: string): readonly string[] {
  const random = createRandom(seed);
  // With a default route, no question of ours is an error.
  const prefixes = new Set<string>(['default']);
  while (prefixes.size < routesCount) {
    const length = random.oneOf(lengths);
    const network = (randomAddress(random) & (0xffffffff << (32 - length))) >>> 0;
    prefixes.add(`${format([network])}/${length}`);
  }
  return [...prefixes].map((prefix) => `route add ${prefix} via 203.0.113.1 dev ${device}`);
}

/** With the three of the kernel, as many as promised. */
export function ruleLines(): readonly string[] {
  const random = createRandom(seed + 1);
  return times(rulesCount - 3, (at) =>
    joined(
      `rule add priority ${1000 + at}`,
      at % 2 === 0 ? `from 10.${at}.0.0/16` : `to 192.168.${at}.0/24`,
      random.perhaps(30, () => `fwmark ${at + 1}`),
      random.perhaps(20, () => `ipproto tcp dport ${1000 + at}`),
      `lookup ${2000 + at}`,
    ),
  );
}

export function flows(count: number): readonly Flow[] {
  const random = createRandom(seed + 2);
  return times(count, () => ({
    family: 'ipv4',
    ...(random.percent(25) ? { from: ownAddress } : {}),
    to: address(format([randomAddress(random)])),
    mark: random.below(60),
    tos: 0,
    ipproto: 6,
    sport: 40_000,
    dport: random.oneOf([22, 25, 53, 443, 1011]),
    uid: 0,
  }));
}

export function getLine({ from, to, mark, sport, dport }: Flow): string {
  const source = from === undefined ? '' : `from ${from}`;
  return joined(
    `route get ${to}`,
    source,
    `mark ${mark} ipproto tcp sport ${sport} dport ${dport}`,
  );
}

function randomAddress(random: Random): number {
  return (((10 + random.below(200)) << 24) | random.below(0x1000000)) >>> 0;
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`no address: ${text}`);
  return parsed;
}
