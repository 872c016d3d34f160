/** Several interfaces in one network: who answers ARP for whom (arp_ignore, arp_announce). */

import type { Prefix } from '../model/address.ts';
import { networkOf } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import { globalAddresses } from '../model/global-addresses.ts';
import type { Interface } from '../model/live.ts';
import { interfaceSysctl } from '../model/sysctl.ts';
import type { Situation } from './situation.ts';
import { atLeast } from './values.ts';

export function sharedSubnetFindings(situation: Situation): readonly Finding[] {
  const { live, uplinks, networks } = situation;
  const ours = [...uplinks, ...networks];
  const links = live.interfaces.filter(({ name }) => ours.some((one) => one.interface === name));
  return [...sharing(links)].flatMap(([prefix, some]) => {
    const at = ours.find((one) => one.interface === some[0]?.name)?.at;
    return findingsOf(prefix, some, situation).map((found) =>
      at === undefined ? found : { ...found, at },
    );
  });
}

function sharing(links: readonly Interface[]): ReadonlyMap<Prefix, readonly Interface[]> {
  const byPrefix = new Map<Prefix, readonly Interface[]>();
  for (const link of links) {
    for (const address of globalAddresses([link], 'ipv4')) {
      const prefix = networkOf(address);
      const known = byPrefix.get(prefix) ?? [];
      if (address.peer === undefined && !known.includes(link)) {
        byPrefix.set(prefix, [...known, link]);
      }
    }
  }
  return new Map([...byPrefix].filter(([, some]) => some.length > 1));
}

function findingsOf(
  prefix: Prefix,
  links: readonly Interface[],
  { sysctls, uplinks }: Situation,
): readonly Finding[] {
  const careless = links.filter(({ name }) => {
    // With arp_filter the answer comes by where the rules would send to whoever asks.
    return atLeast(sysctls, name, 'arp_ignore') === 0 && atLeast(sysctls, name, 'arp_filter') === 0;
  });
  const settings = careless.flatMap(({ name, addresses }) => {
    const isLearned =
      addresses.some(({ dynamic }) => dynamic) ||
      uplinks.some((one) => one.interface === name && one.family === 'ipv4' && one.isLearned);
    const announces = isLearned || atLeast(sysctls, name, 'arp_announce') === 2;
    return [
      { path: interfaceSysctl('ipv4', name, 'arp_ignore'), value: 1 },
      ...(announces ? [] : [{ path: interfaceSysctl('ipv4', name, 'arp_announce'), value: 2 }]),
    ];
  });
  const [first, ...rest] = settings;
  if (first === undefined) return [];
  const names = links.map(({ name }) => name).join(', ');
  return [
    {
      code: 'MH602',
      severity: 'warning',
      message: `${names} are in one network, ${prefix}, and each answers ARP for all of them`,
      reason:
        'neighbours send to an address by another interface, and go on doing so when that one fails',
      remedy: { kind: 'sysctls', settings: [first, ...rest] },
    },
  ];
}
