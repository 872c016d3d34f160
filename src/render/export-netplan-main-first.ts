/**
 * `main-first` for netplan, which has no suppress_prefixlength: without it, what the host answers to its own
 * networks would leave by an uplink. A rule for each network that main is known to lead to does the same.
 */

import type { Family, Prefix } from '../model/address.ts';
import {
  addressOfPrefix,
  familyOf,
  ipv6LinkLocal,
  isDefault,
  networkOf,
  overlaps,
  prefixLengthOf,
} from '../model/address.ts';
import type { ExportItem, ExportLoss, ExportSource } from '../model/export.ts';
import type { Rule } from '../model/rule.ts';
import { mainTable } from '../model/table.ts';

export function withMainFirst(source: ExportSource): ExportSource {
  const known = knownNetworks(source);
  const items = source.items.flatMap((one): readonly ExportItem[] =>
    isMainFirst(one) ? networkRules(one, known) : [one],
  );
  const losses = source.items.filter(isMainFirst).map((one) => mainFirstLoss(one, known));
  return { ...source, items, losses: [...source.losses, ...losses] };
}

type RuleItem = ExportItem & { readonly item: { readonly noun: 'rule'; readonly rule: Rule } };

function isRule(one: ExportItem): one is RuleItem {
  return one.item.noun === 'rule';
}

function isMainFirst(one: ExportItem): one is RuleItem {
  if (!isRule(one)) return false;
  const { action, selector } = one.item.rule;
  return (
    action.kind === 'lookup' &&
    action.table === mainTable &&
    action.suppressPrefixlength === 0 &&
    Object.keys(selector).length === 0
  );
}

function networkRules(one: RuleItem, known: readonly Prefix[]): readonly RuleItem[] {
  return ofFamily(known, one.family).map((to) => ({
    ...one,
    item: {
      noun: 'rule',
      rule: {
        ...one.item.rule,
        selector: { to },
        action: { kind: 'lookup', table: mainTable },
      },
    },
  }));
}

function mainFirstLoss({ family, origin, item }: RuleItem, known: readonly Prefix[]): ExportLoss {
  const networks = ofFamily(known, family).join(', ');
  return {
    origin,
    text: `netplan has no suppress_prefixlength: rule ${item.rule.priority} becomes one for each network known (${networks}); what is sent to any other attached network may leave by an uplink, and to one that is down by the default of main`,
  };
}

/** Where main leads by more than its default; link-local addresses are everywhere in IPv6. */
function knownNetworks({ items, uplinks, networks }: ExportSource): readonly Prefix[] {
  const routed = items.flatMap(({ item, origin }) => {
    if (item.noun === 'rule' || isDefault(item.route.to)) return [];
    const { table, to } = item.route;
    // What somebody adds to the table of an uplink is not in main: by main it would go elsewhere.
    const isAttached = uplinks.some((uplink) => uplink.table === table && uplink.origin === origin);
    return table === mainTable || isAttached ? [to] : [];
  });
  const all = [ipv6LinkLocal, ...networks, ...routed];
  return outermost(all);
}

/** A network within another needs no rule of its own: both lead to main. */
function outermost(prefixes: readonly Prefix[]): readonly Prefix[] {
  const all = new Set(prefixes);
  const lengths = [...new Set(prefixes.map(prefixLengthOf))];
  return [...all].filter((prefix) => {
    const address = addressOfPrefix(prefix);
    const shorter = lengths.filter((length) => length < prefixLengthOf(prefix));
    return !shorter.some((prefixLength) => all.has(networkOf({ address, prefixLength })));
  });
}

function ofFamily(prefixes: readonly Prefix[], family: Family): readonly Prefix[] {
  return prefixes.filter((prefix) => familyOf(prefix) === family);
}

/** Rules that take what is sent from many addresses, where no network is known that they are in. */
export function unknownNetworks(source: ExportSource): readonly ExportLoss[] {
  const mainFirst = source.items.filter(isMainFirst);
  return source.items.filter(isRule).flatMap((one) => {
    const { family, item, origin } = one;
    const first = mainFirst.find((other) => other.family === family);
    const isBehind = first !== undefined && first.item.rule.priority < item.rule.priority;
    if (!isBehind || !takesAll(one, source)) return [];
    const { from } = item.rule.selector;
    const isKnown = source.networks.some(
      (prefix) => familyOf(prefix) === family && (from === undefined || overlaps(prefix, from)),
    );
    return isKnown ? [] : [{ origin, text: unknownText(item.rule) }];
  });
}

function unknownText({ priority, selector }: Rule): string {
  return `netplan has no suppress_prefixlength, and no network is declared in ${selector.from ?? 'the topology'}: with rule ${priority} answers of this host to its own networks would leave by an uplink`;
}

/** By where it comes from alone; single addresses are those of uplinks, or of hosts behind this one. */
function takesAll({ family, item }: RuleItem, { items }: ExportSource): boolean {
  const { selector, action } = item.rule;
  const { from, not: _, ...others } = selector;
  const isOne = from !== undefined && prefixLengthOf(from) === (family === 'ipv4' ? 32 : 128);
  if (isOne || Object.keys(others).length > 0) return false;
  if (action.kind !== 'lookup' || action.table === mainTable) return false;
  const own = items.flatMap((one) =>
    one.item.noun === 'route' && one.family === family && one.item.route.table === action.table
      ? [one.item.route]
      : [],
  );
  return own.length === 0 || own.some(({ to }) => isDefault(to));
}
