/** The rules that lead to uplinks' tables, and the one before them that keeps main's networks. */

import type { Prefix } from '../model/address.ts';
import { families, overlaps, prefixLengthOf } from '../model/address.ts';
import type { Wanted } from '../model/desired.ts';
import type { Rule, Selector } from '../model/rule.ts';
import { mainTable } from '../model/table.ts';
import type { Priorities } from './priorities.ts';
import type { ResolvedUplink } from './resolve-uplinks.ts';

export function uplinkRules(
  resolved: ResolvedUplink,
  all: readonly ResolvedUplink[],
  priorities: Priorities,
  protocol: number,
): readonly Wanted<Rule>[] {
  const { uplink, family, table, sources, status } = resolved;
  const rule = (priority: number, selector: Selector): Wanted<Rule> => ({
    item: { family, priority, selector, action: { kind: 'lookup', table }, protocol },
    origin: status.origin,
  });
  const { mark } = uplink;
  return [
    ...sources.map((from, index) => rule(priorities.source(uplink, index), { from })),
    ...(mark === undefined ? [] : [rule(priorities.mark(uplink), { fwmark: mark })]),
    ...(ownsInterface(resolved, all)
      ? [rule(priorities.device(uplink), { oif: uplink.interface })]
      : []),
  ];
}

/** With two uplinks on one interface, its name does not say which of them is meant. */
function ownsInterface(resolved: ResolvedUplink, all: readonly ResolvedUplink[]): boolean {
  const first = all.find(
    (other) =>
      other.family === resolved.family && other.uplink.interface === resolved.uplink.interface,
  );
  return first === resolved;
}

/** A network that another uplink is attached to as well, and a source that must stay on its own. */
export type OnLink = {
  readonly resolved: ResolvedUplink;
  readonly from: Prefix;
  readonly to: Prefix;
};

/**
 * Several uplinks in one network: main reaches it through the first of them, whatever the source.
 * Their own tables know better, so these rules come before `mainFirst`.
 */
export function onLinkPairs(all: readonly ResolvedUplink[]): readonly OnLink[] {
  return all.flatMap((resolved) => {
    const others = all.filter(
      (other) =>
        other.family === resolved.family && other.uplink.interface !== resolved.uplink.interface,
    );
    const theirs = others.flatMap((other) => networksOf(other));
    const shared = new Set(
      networksOf(resolved).flatMap((own) =>
        theirs.filter((other) => overlaps(own, other)).map((other) => narrower(own, other)),
      ),
    );
    return resolved.sources.flatMap((from) => [...shared].map((to) => ({ resolved, from, to })));
  });
}

/** What both are attached to: beyond it, main's more specific networks must still win. */
function narrower(one: Prefix, other: Prefix): Prefix {
  return prefixLengthOf(one) >= prefixLengthOf(other) ? one : other;
}

function networksOf({ path }: ResolvedUplink): readonly Prefix[] {
  return path?.connected.map(({ network }) => network) ?? [];
}

export function onLinkRules(
  pairs: readonly OnLink[],
  priorities: Priorities,
  protocol: number,
): readonly Wanted<Rule>[] {
  return pairs.map(({ resolved, from, to }, index) => ({
    item: {
      family: resolved.family,
      priority: priorities.onLink(index),
      selector: { from, to },
      action: { kind: 'lookup', table: resolved.table },
      protocol,
    },
    origin: resolved.status.origin,
  }));
}

/** Attached networks and specific routes of main win over all that follows; its defaults do not. */
export function mainFirstRules(
  used: readonly Wanted<Rule>[],
  priorities: Priorities,
  protocol: number,
): readonly Wanted<Rule>[] {
  return families.flatMap((family) => {
    const cause = used.find(({ item }) => item.family === family);
    if (cause === undefined) return [];
    const item: Rule = {
      family,
      priority: priorities.mainFirst,
      selector: {},
      action: { kind: 'lookup', table: mainTable, suppressPrefixlength: 0 },
      protocol,
    };
    return [{ item, origin: cause.origin }];
  });
}
