/** Lines for `ip rule` with every selector and every action, jumps between them included. */

import type { Family } from '../../src/model/address.ts';
import { addresses, devices, ownAddress, prefixes } from './places.ts';
import { tables } from './random-routes.ts';
import type { Random } from './random.ts';
import { joined, times } from './random.ts';

const priorities = [
  ...[5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170],
  ...[32_765, 32_766, 32_767, 40_000],
];

/** One world in ten has none: then the kernel looks up local and main at once. */
export function randomRules(random: Random, family: Family): readonly string[] {
  if (random.percent(10)) return [];
  const rules = times(1 + random.below(14), () => randomRule(random, family));
  return [...rules, ...(random.percent(8) ? moveLocal(random) : [])];
}

function moveLocal(random: Random): readonly string[] {
  const priority = random.oneOf([35, 32_765, 32_768]);
  return ['rule delete priority 0', `rule add priority ${priority} lookup local`];
}

function randomRule(random: Random, family: Family): string {
  const selectors = random.percent(25) ? '' : randomSelectors(random, family);
  const not = random.perhaps(selectors === '' ? 2 : 15, () => 'not');
  const priority = random.oneOf(priorities);
  const action = randomAction(random, family, priority);
  return joined('rule add', not, selectors, `priority ${priority}`, action);
}

type Write = (random: Random, family: Family) => string;

const selectorWords: readonly Write[] = [
  (random, family) => `from ${network(random, family)}`,
  (random, family) => `from ${ownAddress(random, family)}`,
  (random, family) => `to ${network(random, family)}`,
  (random, family) => `to ${random.oneOf(addresses[family])}`,
  (random) => `iif ${random.oneOf([...devices, 'lo', 'lo', 'nosuch'])}`,
  (random) => `oif ${random.oneOf([...devices, 'nosuch'])}`,
  (random) =>
    `fwmark ${random.oneOf(['0x10', '0x10/0xf0', '0x1f/0xf0', '0', '0/0xff', '0x97', '0x30/0x10'])}`,
  (random, family) =>
    `tos ${random.oneOf(family === 'ipv4' ? ['0x10', '0x10', '0x08', '0x04', '0x1c'] : ['0x10', '0xb8', '0x28', '0x08'])}`,
  (random, family) => `ipproto ${random.oneOf(['tcp', 'udp', family === 'ipv4' ? '1' : '58'])}`,
  (random) => `dport ${random.oneOf(['443', '53', '1000-2000', '1-100'])}`,
  (random) => `sport ${random.oneOf(['443', '1000-2000', '2000-65000'])}`,
  (random) => `uidrange ${random.oneOf(['0-0', '1000-1999', '1000-1000', '0-999'])}`,
  () => 'tun_id 77',
];

function network(random: Random, family: Family): string {
  if (family === 'ipv4' && random.percent(12)) return '0.0.0.0/8';
  return random.oneOf(prefixes[family]).replace('default', family === 'ipv4' ? '0/0' : '::/0');
}

/** Each selector at most once. */
function randomSelectors(random: Random, family: Family): string {
  const words = times(random.percent(65) ? 1 : 2, () =>
    random.oneOf(selectorWords)(random, family),
  );
  const byKey = new Map(words.map((word) => [word.split(' ')[0], word]));
  return joined(...byKey.values());
}

const others = ['nop', 'l3mdev', 'blackhole', 'unreachable', 'prohibit'];

function randomAction(random: Random, family: Family, priority: number): string {
  if (random.percent(72)) return randomLookup(random, family);
  // Only forward.
  const target = random.oneOf([...priorities.filter((other) => other > priority), 50_000]);
  const jump = `goto ${target}`;
  return random.oneOf([jump, jump, jump, ...others]);
}

function randomLookup(random: Random, family: Family): string {
  const lengths = family === 'ipv4' ? [0, 0, 1, 8, 16, 24, 31, 32] : [0, 0, 1, 32, 48, 64, 128];
  return joined(
    `lookup ${random.oneOf([...tables, '9999'])}`,
    random.perhaps(25, () => `suppress_prefixlength ${random.oneOf(lengths)}`),
    random.perhaps(8, () => `suppress_ifgroup ${random.oneOf([0, 5, 6])}`),
  );
}
