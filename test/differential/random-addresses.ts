/** IPv6 addresses of every kind that the choice of a source tells apart. */

import { neighbour } from './places.ts';
import type { Random } from './random.ts';
import { times } from './random.ts';

/** What a kernel does about its addresses by itself. */
export type AddressHabits = {
  /** It gives every interface a link-local address. */
  readonly makesLinkLocal: boolean;
  /** It makes temporary addresses, and prefers them, on some interfaces. */
  readonly hides: boolean;
  /** It looks whether others have an address, which takes seconds: not for what it makes itself. */
  readonly asksForDuplicates: boolean;
};

export function randomHabits(random: Random): AddressHabits {
  const makesLinkLocal = random.percent(35);
  const hides = random.percent(25);
  const asksForDuplicates = !makesLinkLocal && !hides && random.percent(50);
  return { makesLinkLocal, hides, asksForDuplicates };
}

export function randomIpv6Addresses(random: Random, device: string): readonly string[] {
  const usual = `${neighbour('ipv6', device, 2)}/64`;
  const isThere = random.percent(92);
  const lines = [
    ...(isThere ? [usual] : []),
    ...(random.percent(30) ? [`${neighbour('ipv6', device, 3)}/128`] : []),
    ...(random.percent(15) ? [`${neighbour('ipv6', device, 4)}/64`] : []),
    ...(random.percent(40) ? others(random, Number(device.slice(1))) : []),
  ].map((address) => line(random, address, device));
  return random.percent(50) ? lines : lines.toReversed();
}

/** Of the loopback interface: routers have one there that outlasts their links. */
export function loopbackAddresses(random: Random): readonly string[] {
  if (random.percent(70)) return [];
  const addresses = ['2001:db8:1:8::1/128', 'fd00:0:f::1/128', '2001:db8:f0::1/64', 'fec0:f::1/64'];
  return times(1 + random.below(2), () => line(random, random.oneOf(addresses), 'lo'));
}

/** In networks for which there are no other routes. */
function others(random: Random, number: number): readonly string[] {
  const all = [
    ...[`fd00:0:${number}::2/64`, `fd00:0:${number}::3/48`, `fd00:0:${number}:1::2/64`],
    ...[`2001:db8:${number}:8::2/64`, `2001:db8:${number}:8::3/128`, `2001:db8:9${number}::2/56`],
    ...[`2001:0:${number}::2/64`, `2001:10:${number}::2/64`, `2001:10:${number}::2/128`],
    ...[`2002:c000:${number}::2/48`, `fec0:${number}::2/64`, `fe80::${number}:2/64`],
    ...[`3ffe:${number}::2/32`, `2001:db8:6${number}::2 peer 2001:db8:7${number}::2/64`],
  ] as const;
  return times(1 + random.below(3), () => random.oneOf(all));
}

function line(random: Random, address: string, device: string): string {
  const lifetime = random.perhaps(15, () => ' preferred_lft 0');
  const makesTemporary = address.endsWith('/64') && !address.includes('peer');
  const flag = makesTemporary ? random.perhaps(8, () => ' mngtmpaddr') : '';
  return `address add ${address} dev ${device} nodad${flag}${lifetime}`;
}

/** What an interface gets while it is down; there it stays tentative for ever. */
export function addressWhenDown(
  random: Random,
  device: string,
  { asksForDuplicates }: AddressHabits,
): readonly string[] {
  const isTentative = asksForDuplicates && random.percent(70);
  const address = `address add 2001:db8:${device.slice(1)}:e::2/64 dev ${device}`;
  return random.percent(60) ? [`${address}${isTentative ? '' : ' nodad'}`] : [];
}

export function randomLabels(random: Random): readonly string[] {
  if (random.percent(88)) return [];
  return [
    'addrlabel add prefix 2001:db8:1::/48 label 99',
    'addrlabel add prefix 2001:db8:2::/48 label 99',
    'addrlabel add prefix 2600::/16 label 99',
    'addrlabel add prefix 2001:db8::/32 dev e1 label 98',
    'addrlabel add prefix a000::/16 label 98',
    'addrlabel delete prefix fc00::/7',
  ].filter(() => random.percent(50));
}
