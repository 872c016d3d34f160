/** Interfaces and marks that more than one entry claims. */

import type { Place } from '../../model/problem.ts';
import { networkOf, overlaps } from '../../model/address.ts';
import type { Mark } from '../../model/rule.ts';
import type { Places } from '../places.ts';
import { problemAt } from '../problem-at.ts';
import { hex } from '../values.ts';
import type { Check } from './check.ts';
import { declaredAddresses } from './facts.ts';

/** The first of each interface, and those that come later with the same one. */
function repeated<Entry extends { readonly interface: string }>(
  entries: readonly Entry[],
): readonly (readonly [Entry, Entry])[] {
  const first = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const other = first.get(entry.interface);
    if (other === undefined) first.set(entry.interface, entry);
    return other === undefined ? [] : [[other, entry] as const];
  });
}

export const interfacesHaveOneRole: Check = ({ uplinks, networks }, places) => {
  const pairs = networks.flatMap((network) => {
    const uplink = uplinks.find((one) => one.interface === network.interface);
    return uplink === undefined ? [] : [[uplink, network] as const];
  });
  const sameRole = repeated(networks).filter(([, later]) =>
    pairs.every(([, one]) => one !== later),
  );
  return [...pairs, ...sameRole].map(([other, network]) =>
    problemAt(places.under(network.at, ['interface']), {
      code: 'MH215',
      message: `interface ${network.interface} is already that of "${other.name}"`,
      hint: 'an uplink needs no entry under "networks"',
      related: [interfaceOf(other, places)],
    }),
  );
};

export const uplinksHaveInterfaces: Check = ({ uplinks }, places) =>
  repeated(uplinks).map(([other, uplink]) =>
    problemAt(places.under(uplink.at, ['interface']), {
      code: 'MH216',
      message: `uplinks "${other.name}" and "${uplink.name}" share interface ${uplink.interface}`,
      hint: 'programs that bind to the interface cannot be told apart: they get no rule',
      related: [interfaceOf(other, places)],
    }),
  );

function interfaceOf({ at }: { readonly at: Place }, places: Places) {
  return { message: 'first used here', at: places.under(at, ['interface']) };
}

export const networksAreApart: Check = (topology, places) => {
  const all = declaredAddresses(topology);
  const uplinks = all.filter(({ kind }) => kind === 'uplink');
  return all.flatMap((network) => {
    if (network.kind !== 'network') return [];
    const other = uplinks.find(
      (uplink) =>
        uplink.owner.interface !== network.owner.interface &&
        overlaps(networkOf(uplink), networkOf(network)),
    );
    if (other === undefined) return [];
    const message = `${networkOf(network)} overlaps ${networkOf(other)} of uplink "${other.owner.name}"`;
    return [
      problemAt(places.under(network.at, network.path), {
        code: 'MH217',
        message,
        hint: 'use another range for the attached network',
        related: [{ message: 'the uplink is here', at: places.under(other.at, other.path) }],
      }),
    ];
  });
};

export const marksOnce: Check = ({ uplinks }, places) =>
  uplinks.flatMap((uplink, index) => {
    const { mark } = uplink;
    if (mark === undefined) return [];
    const other = uplinks.slice(0, index).find((one) => one.mark && includes(one.mark, mark));
    if (other === undefined) return [];
    return [
      problemAt(places.under(uplink.at, ['mark']), {
        code: 'MH211',
        message: `mark ${hex(mark.value)} also belongs to uplink "${other.name}"`,
        hint: 'give each uplink a mark of its own',
        related: [{ message: 'the other one', at: places.under(other.at, ['mark']) }],
      }),
    ];
  });

/** Whether all packets of one mark have the other as well: they agree, and one mask is wider. */
function includes(one: Mark, other: Mark): boolean {
  const common = (one.mask & other.mask) >>> 0;
  const agree = ((one.value ^ other.value) & common) === 0;
  return agree && (common === one.mask || common === other.mask);
}
