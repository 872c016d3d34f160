/** Interfaces and their settings by name, as routing asks for them. */

import type { Family } from '../model/address.ts';
import type { Interface, InterfaceSettings } from '../model/live.ts';

export type Link = {
  readonly name: string;
  readonly up: boolean;
  readonly carrier: boolean;
  readonly group: number;
  readonly addresses: Interface['addresses'];
  readonly settings: Readonly<Record<Family, LinkSettings>>;
};

export type LinkSettings = {
  readonly ignoresLinkdown: boolean;
  readonly forwards: boolean;
  readonly reversePathFilter: InterfaceSettings['reversePathFilter'];
};

export type Links = ReadonlyMap<string, Link>;

/** Where nothing is known of the settings: a router without a reverse path filter. */
const unknown: LinkSettings = { ignoresLinkdown: false, forwards: true, reversePathFilter: 'off' };

export function linksOf(
  interfaces: readonly Interface[],
  settings: readonly InterfaceSettings[],
): Links {
  const byKey = new Map(settings.map((one) => [`${one.family} ${one.interface}`, one]));
  const all = byKey.get('ipv4 all');
  return new Map(
    interfaces.map(({ name, up, carrier, group, addresses }) => {
      const ipv4 = combined(byKey.get(`ipv4 ${name}`), all);
      const ipv6 = byKey.get(`ipv6 ${name}`) ?? unknown;
      return [name, { name, up, carrier, group, addresses, settings: { ipv4, ipv6 } }] as const;
    }),
  );
}

const strictness = ['off', 'strict', 'loose'] as const;

/** IN_DEV_ORCONF and IN_DEV_MAXCONF in linux/inetdevice.h; forwarding is each interface's own. */
function combined(
  own: InterfaceSettings | undefined,
  all: InterfaceSettings | undefined,
): LinkSettings {
  if (own === undefined) return unknown;
  const filter = Math.max(
    strictness.indexOf(own.reversePathFilter),
    strictness.indexOf(all?.reversePathFilter ?? 'off'),
  );
  return {
    ignoresLinkdown: own.ignoresLinkdown || all?.ignoresLinkdown === true,
    forwards: own.forwards,
    reversePathFilter: strictness[filter] ?? 'off',
  };
}

/** Whether the way back of what comes in is asked for, by any interface (IPv4 alone does so). */
export function looksBack(family: Family, links: Links): boolean {
  if (family === 'ipv6') return false;
  return [...links.values()].some(({ settings }) => settings.ipv4.reversePathFilter !== 'off');
}
