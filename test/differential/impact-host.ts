/** Hosts for random topologies: the interfaces of `scenery.ts`, with settings and losses of their own. */

import fc from 'fast-check';

import type { Family } from '../../src/model/address.ts';
import { families } from '../../src/model/address.ts';
import {
  addressOn,
  deviceCount,
  deviceName,
  gatewayOn,
  lengths,
  nexthopObjects,
} from '../support/scenery.ts';
import type { HostNumber } from '../support/scenery.ts';
import { batchCommands } from './namespace-shell.ts';
import { settingCommand } from './world.ts';

export type HostDraft = {
  /** Ethernet, with neighbours to be asked for; else links without. */
  readonly isWired: boolean;
  readonly forwards: boolean;
  /** As in rp_filter. */
  readonly filter: 0 | 1 | 2;
  readonly ignoresLinkdown: boolean;
  /** A device without carrier. */
  readonly lost: number | undefined;
  /** No rule was ever added: IPv4 still looks up tables local and main as one. */
  readonly isUntouched: boolean;
};

/** Cables and filters make many kinds of packets, both together more than can be waited for. */
const surroundings: fc.Arbitrary<Pick<HostDraft, 'isWired' | 'filter'>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ isWired: false, filter: 0 as const }) },
  { weight: 1, arbitrary: fc.constant({ isWired: true, filter: 0 as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { isWired: false, filter: 1 as const },
      { isWired: false, filter: 2 as const },
    ),
  },
);

export const hosts: fc.Arbitrary<HostDraft> = fc
  .record({
    surroundings,
    forwards: fc.constantFrom(true, true, true, true, true, true, false),
    ignoresLinkdown: fc.boolean(),
    lost: fc.constantFrom(undefined, undefined, undefined, undefined, 2, 3),
    isUntouched: fc.constantFrom(false, false, false, false, true),
  })
  .map(({ surroundings: around, ...rest }) => ({ ...around, ...rest }));

const devices = Array.from({ length: deviceCount }, (_, device) => device);
const network = 'lan0';
const names = [...devices.map(deviceName), network];

/** Commands for a shell in an empty namespace. */
export function hostCommands(host: HostDraft): string {
  const missing = host.lost === undefined ? 0 : 1;
  return [
    // Interfaces that are made later have what `default` has.
    ...settings(host).map(settingCommand),
    batchCommands('', ['link set lo up', ...names.flatMap((name) => linkLines(host, name))]),
    batchCommands('', [
      ...names.filter((name) => isCable(host, name) && !isLost(host, name)).map(upLine('p')),
      ...names.map(upLine('')),
      ...devices.flatMap((device) => addressLines(device)),
      `address add 192.168.1.1/24 dev ${network}`,
      `address add 2001:db8:c::1/64 dev ${network} nodad`,
    ]),
    waitFor('[ -z "$(ip -6 -o address show tentative)" ]'),
    waitFor(`[ "$(ip -o link show up | grep -c NO-CARRIER)" = ${missing} ]`),
    batchCommands('', families.map(nexthopLine)),
    host.isUntouched
      ? ''
      : batchCommands('-4', [`rule add ${ruleOfNobody}`, `rule del ${ruleOfNobody}`]),
    // Whoever gets the lock of the links knows that all who worked on them are done.
    'ip link set lo up',
  ].join('\n');
}

/** A first rule of anybody's parts table local from main for good. */
const ruleOfNobody = 'priority 1 lookup main';

function linkLines(host: HostDraft, name: string): readonly string[] {
  const ends = isCable(host, name) ? [name, `p${name}`] : [name];
  const type = isCable(host, name) ? `veth peer name p${name}` : 'ifb';
  return [
    `link add ${name} type ${type}`,
    ...ends.map((end) => `link set ${end} addrgenmode none`),
  ];
}

function upLine(prefix: string): (name: string) => string {
  return (name) => `link set ${prefix}${name} up`;
}

function nexthopLine(family: Family): string {
  const way = `via ${gatewayOn[family](0, 1)} dev ${deviceName(0)}`;
  return `nexthop add id ${nexthopObjects[family]} ${way}`;
}

/** One end of a cable can be pulled; an ifb always has carrier. */
function isCable(host: HostDraft, name: string): boolean {
  return host.isWired || isLost(host, name);
}

function isLost({ lost }: HostDraft, name: string): boolean {
  return lost !== undefined && name === deviceName(lost);
}

/** IPv4 settings would else be those of the machine the tests run on (devinet_init_net). */
function settings({ forwards, filter, ignoresLinkdown }: HostDraft): readonly string[] {
  return ['all', 'default'].flatMap((scope) => [
    `ipv4/conf/${scope}/forwarding ${Number(forwards)}`,
    `ipv6/conf/${scope}/forwarding ${Number(forwards)}`,
    // The greater one of `all` and of the interface counts.
    `ipv4/conf/${scope}/rp_filter ${scope === 'all' ? 0 : filter}`,
    `ipv4/conf/${scope}/ignore_routes_with_linkdown ${Number(ignoresLinkdown)}`,
    `ipv6/conf/${scope}/ignore_routes_with_linkdown ${Number(ignoresLinkdown)}`,
    `ipv4/conf/${scope}/accept_local 0`,
    `ipv4/conf/${scope}/route_localnet 0`,
  ]);
}

/** Few: every address of its own is a source to be told apart. */
const hostsOn: readonly (readonly HostNumber[])[] = [[10, 11, 12], [10, 11], [10], [10]];

function addressLines(device: number): readonly string[] {
  return families.flatMap((family) =>
    (hostsOn[device] ?? []).map((host) => {
      const full = `${addressOn[family](device, host)}/${lengths[family]}`;
      const options = family === 'ipv6' ? ' nodad' : '';
      return `address add ${full} dev ${deviceName(device)}${options}`;
    }),
  );
}

/** One attempt takes a millisecond. */
function waitFor(condition: string): string {
  return `for attempt in $(seq 300); do ${condition} && break; done`;
}
