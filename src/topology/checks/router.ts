/** What `masquerade` and `connection-marks` need. */

import { families } from '../../model/address.ts';
import type { Mark } from '../../model/rule.ts';
import { connectionMarkBits, connectionMarksMax, isHandedOut } from '../connection-marks.ts';
import { problemAt } from '../problem-at.ts';
import type { Uplink } from '../topology.ts';
import type { Check } from './check.ts';

export const masqueradeHasSources: Check = ({ uplinks, networks }, places) =>
  uplinks.flatMap((uplink) =>
    uplink.masquerade.flatMap((family) => {
      const at = places.keyUnder(uplink.at, ['masquerade']);
      if (uplink[family] === undefined) {
        const message = `uplink "${uplink.name}" has no ${family} to masquerade with`;
        const hint = `give it ${family}, or name another family, as in masquerade: [ipv4]`;
        return [problemAt(at, { code: 'MH304', message, hint })];
      }
      if (networks.some((network) => network[family] !== undefined)) return [];
      const message = `there is no ${family} network whose packets could be masqueraded`;
      const hint =
        'declare it under "networks", as in networks: {lan: {interface: eth2, ipv4: auto}}';
      return [problemAt(at, { code: 'MH335', message, hint })];
    }),
  );

export const masqueradeIsByInterface: Check = ({ uplinks }, places) =>
  uplinks.flatMap((uplink, index) => {
    const other = sharing(uplinks, index, (one) =>
      families.some((family) => differIn(family, one, uplink)),
    );
    if (other === undefined) return [];
    const message = `uplinks "${other.name}" and "${uplink.name}" share interface ${uplink.interface}, and only one of them masquerades`;
    const hint =
      'which of them a packet leaves by cannot be told by its interface: let both do, or none';
    return [problemAt(places.under(uplink.at, ['interface']), { code: 'MH336', message, hint })];
  });

/** One that does not have the family has no packets of it. */
function differIn(family: (typeof families)[number], one: Uplink, other: Uplink): boolean {
  if (one[family] === undefined || other[family] === undefined) return false;
  return one.masquerade.includes(family) !== other.masquerade.includes(family);
}

export const marksNeedInterfaces: Check = ({ uplinks, connectionMarks }, places) =>
  uplinks.flatMap((uplink, index) => {
    const other = sharing(uplinks, index, () => true);
    if (connectionMarks === undefined || other === undefined) return [];
    const message = `uplinks "${other.name}" and "${uplink.name}" share interface ${uplink.interface}: by which of them a connection came in cannot be told`;
    const hint =
      'give each an interface of its own (a VLAN, a macvlan), or leave out "connection-marks"';
    return [problemAt(places.under(uplink.at, ['interface']), { code: 'MH336', message, hint })];
  });

function sharing(
  uplinks: readonly Uplink[],
  index: number,
  matters: (other: Uplink) => boolean,
): Uplink | undefined {
  const device = uplinks[index]?.interface;
  return uplinks.slice(0, index).find((one) => one.interface === device && matters(one));
}

export const marksAreEnough: Check = ({ uplinks, connectionMarks }) => {
  const first = uplinks[connectionMarksMax];
  if (connectionMarks === undefined || first === undefined) return [];
  const message = `there are marks for ${connectionMarksMax} uplinks, and these are ${uplinks.length}`;
  return [problemAt(connectionMarks, { code: 'MH337', message, hint: 'use fewer uplinks' })];
};

/** Whatever else is marked in these bits would be taken for packets of an uplink. */
export const marksAreFree: Check = ({ uplinks, policies, rules, connectionMarks }, places) => {
  if (connectionMarks === undefined || !uplinks.some(isHandedOut)) return [];
  const used = [
    ...uplinks.flatMap((uplink) =>
      isHandedOut(uplink) ? [] : [{ mark: uplink.mark, at: places.under(uplink.at, ['mark']) }],
    ),
    ...[...policies, ...rules].map(({ selector, at }) => ({
      mark: selector.fwmark,
      at: places.under(at, ['fwmark']),
    })),
  ];
  return used.flatMap(({ mark, at }) => {
    if (mark === undefined || !usesOurBits(mark)) return [];
    const message = `mark ${hex(mark.value)} has bits of ${hex(connectionMarkBits)}, in which "connection-marks" marks uplinks`;
    const hint = 'use other bits, as in 0x10/0xff';
    return [problemAt(at, { code: 'MH338', message, hint })];
  });
};

function usesOurBits({ value, mask }: Mark): boolean {
  return (value & mask & connectionMarkBits) !== 0;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
