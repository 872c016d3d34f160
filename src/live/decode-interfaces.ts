/** `ip -N -j -d addr show` -> interfaces with their addresses (iproute2, ip/ipaddress.c). */

import type { Family } from '../model/address.ts';
import { familyOf } from '../model/address.ts';
import type { Interface, LiveAddress } from '../model/live.ts';
import type { Decoded } from './decoded.ts';
import { unreadable } from './decoded.ts';
import type { DumpedObject } from './dump.ts';
import {
  isDumpedObject,
  Oddity,
  oddValue,
  parseDump,
  readAddress,
  readNumber,
  readNumeral,
} from './dump.ts';

/** An interface that cannot be decoded spoils the whole: there is no opaque interface. */
export function decodeInterfaces(command: string, text: string): Decoded<readonly Interface[]> {
  const dump = parseDump(command, text);
  if (!dump.ok) return dump;
  try {
    return { ok: true, value: dump.value.map(decodeInterface) };
  } catch (error) {
    if (!(error instanceof Oddity)) throw error;
    return unreadable(command, `printed an interface that cannot be read: ${error.message}`);
  }
}

function decodeInterface(object: DumpedObject): Interface {
  const { ifindex, ifname, group, addr_info } = object;
  const flags = readList(object['flags'], 'flags');
  const has = (flag: string): boolean => flags.includes(flag);
  if (typeof ifname !== 'string' || ifname === '') throw oddValue(ifname, 'ifname');
  return {
    index: readNumber(ifindex, 'ifindex'),
    name: ifname,
    up: has('UP'),
    carrier: has('LOWER_UP') && !has('NO-CARRIER'),
    withoutNeighbours: has('POINTOPOINT') || has('NOARP'),
    group: group === undefined ? 0 : readNumeral(group, 'group'),
    addresses: readList(addr_info, 'addr_info').flatMap(decodeAddress),
    ...otherNames(object['altnames']),
    ...vrfOf(object, ifname),
  };
}

function otherNames(value: unknown): Pick<Interface, 'otherNames'> {
  const names: readonly unknown[] = Array.isArray(value) ? value : [];
  const texts = names.filter((name) => typeof name === 'string');
  return texts.length === 0 ? {} : { otherNames: texts };
}

function vrfOf({ linkinfo, master }: DumpedObject, name: string): Pick<Interface, 'vrf'> {
  if (!isDumpedObject(linkinfo)) return {};
  if (linkinfo['info_kind'] === 'vrf') return { vrf: name };
  const isMember = linkinfo['info_slave_kind'] === 'vrf' && typeof master === 'string';
  return isMember ? { vrf: master } : {};
}

/** Flags that are there only when true. `temporary` is what IPv6 has for `secondary`. */
function decodeAddress(value: unknown): readonly LiveAddress[] {
  if (!isDumpedObject(value)) throw oddValue(value, 'addr_info');
  const family = readFamily(value['family']);
  if (family === undefined) return [];
  const { local, address: peer, prefixlen, scope } = value;
  const is = (flag: string): boolean => value[flag] === true;
  const address = readAddress(local, 'local');
  if (familyOf(address) !== family) throw oddValue(local, 'local');
  return [
    {
      address,
      prefixLength: readNumber(prefixlen, 'prefixlen'),
      family,
      ...(peer === undefined ? {} : { peer: readAddress(peer, 'address') }),
      scope: readNumeral(scope, 'scope'),
      secondary: is('secondary'),
      dynamic: is('dynamic'),
      temporary: is('temporary'),
      deprecated: is('deprecated'),
      tentative: is('tentative') && !is('dadfailed'),
      duplicate: is('dadfailed'),
      ...(is('optimistic') ? { optimistic: true } : {}),
      ...(is('home') ? { home: true } : {}),
    },
  ];
}

/** Other families, such as MCTP, route nothing of ours. */
function readFamily(value: unknown): Family | undefined {
  if (value === 'inet') return 'ipv4';
  return value === 'inet6' ? 'ipv6' : undefined;
}

function readList(value: unknown, key: string): readonly unknown[] {
  if (!Array.isArray(value)) throw oddValue(value, key);
  return value;
}
