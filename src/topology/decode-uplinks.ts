/** `uplinks` and `networks` -> Uplink and Network. */

import type { Family, InterfaceAddress } from '../model/address.ts';
import type { RouteMetrics } from '../model/route.ts';
import { rulePriorityMax } from '../model/rule.ts';
import { readAddress, readInterfaceAddress } from './addresses.ts';
import { decodeHealth } from './decode-health.ts';
import { decodeMetrics } from './decode-metrics.ts';
import type { Decoder } from './decoder.ts';
import { placeOfEntry, report, reportKey, take, takeOptional } from './decoder.ts';
import { withMarks } from './connection-marks.ts';
import { defaults } from './defaults.ts';
import type {
  WrittenNetworkFamily,
  WrittenTopology,
  WrittenUplink,
  WrittenUplinkFamily,
} from './generated/written.ts';
import type { Path } from './places.ts';
import { present } from './present.ts';
import type {
  Gateway,
  Health,
  LastResort,
  Network,
  Table,
  Uplink,
  UplinkFamily,
} from './topology.ts';
import {
  readInterface,
  readMark,
  readName,
  readNumber,
  readTableId,
  readTableName,
} from './values.ts';

const priorityBounds = { min: 0, max: rulePriorityMax };
const weightBounds = { min: 1, max: 256 };

/** What uplinks take from the top of the file. */
export type Inherited = {
  readonly lastResort: LastResort;
  readonly routeOptions: RouteMetrics;
  readonly health: Health | undefined;
  readonly connectionMarks: boolean;
};

export function decodeUplinks(
  decoder: Decoder,
  { uplinks = {} }: WrittenTopology,
  inherited: Inherited,
): readonly Uplink[] {
  const decoded = Object.entries(uplinks).map(([name, uplink]) => {
    checkName(decoder, ['uplinks', name], name);
    needsFamily(decoder, ['uplinks', name], uplink);
    return decodeUplink(decoder, name, uplink, inherited);
  });
  return inherited.connectionMarks ? withMarks(decoded) : decoded;
}

function decodeUplink(
  decoder: Decoder,
  name: string,
  uplink: WrittenUplink,
  { lastResort, routeOptions, health }: Inherited,
): Uplink {
  const path = ['uplinks', name];
  const at = (key: keyof WrittenUplink) => [...path, key];
  const readWeight = (one: number) => readNumber(one, weightBounds);
  const { priority, weight, mark } = uplink;
  return {
    name,
    interface: take(decoder, at('interface'), readInterface(uplink.interface)),
    table: decodeTable(decoder, path, name, uplink),
    priority: takeOptional(decoder, at('priority'), priority, readPriority),
    mark: takeOptional(decoder, at('mark'), mark, readMark),
    masquerade: decodeMasquerade(uplink.masquerade),
    weight: takeOptional(decoder, at('weight'), weight, readWeight) ?? defaults.weight,
    lastResort: uplink['last-resort'] ?? lastResort,
    routeOptions: {
      ...routeOptions,
      ...decodeMetrics(decoder, at('route-options'), uplink['route-options'] ?? {}),
    },
    ipv4: decodeFamily(decoder, at('ipv4'), 'ipv4', uplink.ipv4),
    ipv6: decodeFamily(decoder, at('ipv6'), 'ipv6', uplink.ipv6),
    health: uplink.health && decodeHealth(decoder, at('health'), uplink.health, health),
    at: placeOfEntry(decoder, path),
  };
}

/** Most networks have IPv6 addresses of their own that go out as they are. */
function decodeMasquerade(written: WrittenUplink['masquerade'] = false): readonly Family[] {
  if (typeof written !== 'boolean') return written;
  return written ? ['ipv4'] : [];
}

export function readPriority(written: number) {
  return readNumber(written, priorityBounds);
}

/** A bare number has no name; anything else that gives no name has the uplink's. */
function decodeTable(
  decoder: Decoder,
  path: Path,
  uplink: string,
  { table }: WrittenUplink,
): Table {
  const here = [...path, 'table'];
  const at = table === undefined ? decoder.places.key(path) : decoder.places.value(here);
  if (table === undefined) return { id: undefined, name: uplink, at };
  if (typeof table === 'number') {
    return { id: take(decoder, here, readTableId(table)), name: undefined, at };
  }
  if (typeof table === 'string') {
    return { id: undefined, name: take(decoder, here, readTableName(table)), at };
  }
  return {
    id: takeOptional(decoder, [...here, 'id'], table.id, readTableId),
    name: takeOptional(decoder, [...here, 'name'], table.name, readTableName) ?? uplink,
    at,
  };
}

function decodeFamily(
  decoder: Decoder,
  path: Path,
  family: Family,
  written: WrittenUplinkFamily | undefined,
): UplinkFamily | undefined {
  if (written === undefined) return undefined;
  const { assume = {} } = written;
  const readOwn = (text: string) => readInterfaceAddress(text, family);
  warnUnusedAssume(decoder, path, written);
  return {
    addresses: decodeAddresses(decoder, [...path, 'address'], family, written.address),
    gateway: decodeGateway(decoder, path, family, written),
    assume: present({
      address: takeOptional(decoder, [...path, 'assume', 'address'], assume.address, readOwn),
      gateway: takeOptional(decoder, [...path, 'assume', 'gateway'], assume.gateway, (text) =>
        readAddress(text, family),
      ),
    }),
    at: decoder.places.key(path),
  };
}

function decodeAddresses(
  decoder: Decoder,
  path: Path,
  family: Family,
  written: WrittenUplinkFamily['address'],
): UplinkFamily['addresses'] {
  if (written === 'auto') return 'auto';
  if (typeof written === 'string')
    return [take(decoder, path, readInterfaceAddress(written, family))];
  const [first, ...others] = written;
  return [
    take(decoder, [...path, 0], readInterfaceAddress(first, family)),
    ...others.map((one, index) =>
      take(decoder, [...path, index + 1], readInterfaceAddress(one, family)),
    ),
  ];
}

function decodeGateway(
  decoder: Decoder,
  path: Path,
  family: Family,
  { gateway, onlink = false }: WrittenUplinkFamily,
): Gateway {
  const isAddress = gateway !== undefined && gateway !== 'auto';
  if (onlink && !isAddress) {
    const message = '"onlink" is about a gateway address, and there is none';
    const hint = 'write the address of the gateway, or remove "onlink"';
    report(decoder, [...path, 'onlink'], { code: 'MH324', message, hint });
  }
  if (gateway === undefined) return { kind: 'none' };
  if (gateway === 'auto') return { kind: 'auto' };
  const address = take(decoder, [...path, 'gateway'], readAddress(gateway, family));
  return { kind: 'address', address, onlink };
}

function warnUnusedAssume(decoder: Decoder, path: Path, written: WrittenUplinkFamily): void {
  for (const key of ['address', 'gateway'] as const) {
    if (written.assume?.[key] === undefined || written[key] === 'auto') continue;
    const message = `"assume" gives the ${key}, but "${key}" is not auto`;
    const hint = `write ${key}: auto, or remove it from "assume"`;
    reportKey(decoder, [...path, 'assume', key], { code: 'MH325', message, hint });
  }
}

export function decodeNetworks(
  decoder: Decoder,
  { networks = {} }: WrittenTopology,
): readonly Network[] {
  return Object.entries(networks).map(([name, network]) => {
    const path = ['networks', name];
    checkName(decoder, path, name);
    needsFamily(decoder, path, network);
    return {
      name,
      interface: take(decoder, [...path, 'interface'], readInterface(network.interface)),
      ipv4: decodeNetworkFamily(decoder, [...path, 'ipv4'], 'ipv4', network.ipv4),
      ipv6: decodeNetworkFamily(decoder, [...path, 'ipv6'], 'ipv6', network.ipv6),
      at: placeOfEntry(decoder, path),
    };
  });
}

function decodeNetworkFamily(
  decoder: Decoder,
  path: Path,
  family: Family,
  written: WrittenNetworkFamily | undefined,
): InterfaceAddress | 'auto' | undefined {
  if (written === undefined) return undefined;
  const isShort = typeof written === 'string';
  const text = isShort ? written : written.address;
  if (text === 'auto') return 'auto';
  return take(decoder, isShort ? path : [...path, 'address'], readInterfaceAddress(text, family));
}

function checkName(decoder: Decoder, path: Path, name: string): void {
  const { flaw } = readName(name);
  if (flaw !== undefined) reportKey(decoder, path, flaw);
}

function needsFamily(
  decoder: Decoder,
  path: Path,
  written: { readonly ipv4?: unknown; readonly ipv6?: unknown },
): void {
  if (written.ipv4 !== undefined || written.ipv6 !== undefined) return;
  const noun = path[0] === 'uplinks' ? 'uplink' : 'network';
  const message = `${noun} "${path[1]}" has neither ipv4 nor ipv6`;
  reportKey(decoder, path, { code: 'MH029', message, hint: 'add ipv4: {address: auto}' });
}
