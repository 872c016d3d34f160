/**
 * Leases of interfaces, from the files in which DHCP clients keep them. One counts while its address is
 * on the interface, and until it expires; of several the one that was written last comes first.
 */

import { decodeDhcpcdLease } from '../live/decode-lease-dhcpcd.ts';
import { decodeDhclientLeases } from '../live/decode-lease-dhclient.ts';
import { decodeDeviceState } from '../live/decode-lease-keyfile.ts';
import { decodeLeaseVariables } from '../live/decode-lease-variables.ts';
import type { Lease, LeaseKeeper, UnusedLease, WrittenLease } from '../model/lease.ts';
import type { Interface } from '../model/live.ts';
import { readNames } from './files.ts';
import type { Host } from './host.ts';
import type { SmallFile } from './small-file.ts';
import { readSmallFile } from './small-file.ts';

export type Leases = {
  readonly leases: readonly Lease[];
  readonly unused: readonly UnusedLease[];
};

export function readLeases(host: Host, links: readonly Interface[], nowMs = Date.now()): Leases {
  if (links.length === 0) return { leases: [], unused: [] };
  const folders = new Map(
    folderNames.map((folder) => [folder, readNames(`${host.root}${folder}`)]),
  );
  const readFile = readingOnce(host);
  const read = links.map((link) => leasesOf(readFile, link, folders, nowMs));
  return {
    leases: read.flatMap(({ leases }) => leases),
    unused: read.flatMap(({ unused }) => unused),
  };
}

type FileLeases =
  | {
      readonly ok: true;
      /** The latest first. */
      readonly written: readonly WrittenLease[];
      readonly writtenMs: number;
    }
  | Extract<SmallFile, { readonly ok: false }>;

type ReadFile = (candidate: Candidate) => FileLeases;

/** One file may hold the leases of every interface. */
function readingOnce(host: Host): ReadFile {
  const known = new Map<string, FileLeases>();
  return ({ path, decode }) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const read = readSmallFile(`${host.root}${path}`);
    const leases: FileLeases = read.ok
      ? { ok: true, written: decode(read.bytes), writtenMs: read.writtenMs }
      : read;
    known.set(path, leases);
    return leases;
  };
}

type Candidate = {
  readonly path: string;
  readonly keeper: LeaseKeeper;
  /** The latest first. */
  readonly decode: (bytes: Buffer) => readonly WrittenLease[];
};

const networkManagerFolder = '/var/lib/NetworkManager';
const dhclientFolders = ['/var/lib/dhcp', '/var/lib/dhclient'] as const;
const dhcpcdFolders = ['/var/lib/dhcpcd', '/var/lib/dhcpcd5'] as const;
const folderNames = [networkManagerFolder, ...dhclientFolders, ...dhcpcdFolders];

type Folders = ReadonlyMap<string, ReturnType<typeof readNames>>;

function candidates({ index, name }: Interface, folders: Folders): readonly Candidate[] {
  const paths = (folder: string, isWanted: (file: string) => boolean): readonly string[] =>
    (folders.get(folder)?.names ?? []).filter(isWanted).map((file) => `${folder}/${file}`);
  const dhclient = [
    ...paths(networkManagerFolder, (file) => deviceIn(file, 'dhclient') === name),
    ...dhclientFolders.flatMap((folder) =>
      paths(folder, (file) => /^dhclient.*\.leases?$/.test(file)),
    ),
  ];
  const dhcpcd = dhcpcdFolders.flatMap((folder) =>
    paths(folder, (file) => isDhcpcdLease(file, name)),
  );
  return [
    {
      path: `/run/systemd/netif/leases/${index}`,
      keeper: 'systemd-networkd',
      decode: (bytes) => some(decodeLeaseVariables(bytes.toString())),
    },
    {
      path: `/run/NetworkManager/devices/${index}`,
      keeper: 'NetworkManager',
      decode: (bytes) => some(decodeDeviceState(bytes.toString()).lease),
    },
    ...paths(networkManagerFolder, (file) => deviceIn(file, 'internal') === name).map(
      (path): Candidate => ({
        path,
        keeper: 'NetworkManager',
        decode: (bytes) => some(decodeLeaseVariables(bytes.toString())),
      }),
    ),
    ...dhclient.map((path): Candidate => ({
      path,
      keeper: path.startsWith(networkManagerFolder) ? 'NetworkManager' : 'dhclient',
      decode: (bytes) => decodeDhclientLeases(bytes.toString()),
    })),
    ...dhcpcd.map((path): Candidate => ({
      path,
      keeper: 'dhcpcd',
      decode: (bytes) => some(decodeDhcpcdLease(bytes)),
    })),
  ];
}

function some<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}

/** `internal-UUID-eth0.lease`, as NetworkManager names them. */
function deviceIn(file: string, client: string): string | undefined {
  const [, found, device] = /^([a-z]+)-[0-9a-f-]{36}-(.+)\.lease$/.exec(file) ?? [];
  return found === client ? device : undefined;
}

/** `eth0.lease`, `wlan0-SSID.lease`; before version 7 `dhcpcd-eth0.lease`. */
function isDhcpcdLease(file: string, device: string): boolean {
  if (!file.endsWith('.lease')) return false;
  const name = file.replace(/^dhcpcd-/, '').slice(0, -'.lease'.length);
  return file === `${device}.lease` || name === device || file.startsWith(`${device}-`);
}

function leasesOf(readFile: ReadFile, link: Interface, folders: Folders, nowMs: number): Leases {
  const found: (Lease & { readonly writtenMs: number })[] = [];
  const unused: UnusedLease[] = [];
  const leaveOut = (text: string): void => void unused.push({ interface: link.name, text });
  for (const [folder, { unread }] of folders) {
    if (unread !== undefined) leaveOut(`${folder} was not read: ${unread}`);
  }
  for (const candidate of candidates(link, folders)) {
    const { path, keeper } = candidate;
    const read = readFile(candidate);
    if (!read.ok) {
      if (!read.missing) leaveOut(`${path} was not read: ${read.reason}`);
      continue;
    }
    const { writtenMs } = read;
    const written = read.written.filter((lease) => isOf(lease, link));
    const valid = written.find((lease) => endOf(lease, writtenMs) > nowMs);
    const [latest] = written;
    if (valid !== undefined) {
      const { address, gateways } = valid;
      found.push({ interface: link.name, address, gateways, keeper, file: path, writtenMs });
    } else if (latest !== undefined) {
      leaveOut(`the lease of ${latest.address} in ${path} has expired`);
    }
  }
  const leases = found.toSorted((one, other) => other.writtenMs - one.writtenMs);
  return { leases: leases.map(({ writtenMs: _, ...lease }) => lease), unused };
}

/** Numbers and names of interfaces are given again, and files outlive what they tell of. */
function isOf(lease: WrittenLease, { name, addresses }: Interface): boolean {
  return (
    (lease.interface ?? name) === name && addresses.some(({ address }) => address === lease.address)
  );
}

function endOf({ expiresMs, lifetimeMs }: WrittenLease, writtenMs: number): number {
  if (expiresMs !== undefined) return expiresMs;
  return lifetimeMs === undefined ? Number.POSITIVE_INFINITY : writtenMs + lifetimeMs;
}
