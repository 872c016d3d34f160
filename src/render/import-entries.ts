/** Rules and routes -> entries of `rules` and `routes`, in the words of the topology. */

import type { Family } from '../model/address.ts';
import { familyOf, isDefault, showPrefix } from '../model/address.ts';
import type { Hop, Route, RouteMetrics } from '../model/route.ts';
import {
  defaultScope,
  hopsOf,
  ipv6DefaultMetric,
  metricNames,
  metricWords,
  scopes,
} from '../model/route.ts';
import type { Mark, Range, Realms, Rule, RuleAction } from '../model/rule.ts';
import { fullMark } from '../model/rule.ts';
import { ipProtocolWord } from '../model/ip-protocol.ts';
import type { TableId } from '../model/table.ts';
import { mainTable } from '../model/table.ts';
import type { FlowMap, FlowValue } from './yaml-flow.ts';

/** A name that the topology declares, or the number. */
export type TableWord = (id: TableId) => string | number;

export type EntryOptions = { readonly tableWord: TableWord; readonly adopt: boolean };

/** `family` is undefined where the rule is for both. */
export function ruleEntry(
  rule: Rule,
  family: Family | undefined,
  { tableWord, adopt }: EntryOptions,
): FlowMap {
  const { priority, selector, action } = rule;
  const { not, from, to, iif, oif, fwmark, tos, dscp, ipproto, sport, dport, uidrange, tunId } =
    selector;
  return {
    priority,
    family: from === undefined && to === undefined ? family : undefined,
    not,
    from: from && showPrefix(from),
    to: to && showPrefix(to),
    iif,
    oif,
    fwmark: fwmark && markText(fwmark),
    tos,
    dscp,
    ipproto: ipproto === undefined ? undefined : protocolValue(ipproto),
    sport: sport && rangeValue(sport),
    dport: dport && rangeValue(dport),
    uidrange: uidrange && rangeValue(uidrange),
    'tun-id': tunId,
    ...actionEntry(action, tableWord),
    adopt: adopt ? true : undefined,
  };
}

function actionEntry(action: RuleAction, tableWord: TableWord): FlowMap {
  switch (action.kind) {
    case 'lookup':
      return {
        lookup: tableWord(action.table),
        'suppress-prefixlength': action.suppressPrefixlength,
        'suppress-ifgroup': action.suppressIfgroup,
        realms: action.realms && realmsText(action.realms),
      };
    case 'goto':
      return { goto: action.target };
    case 'l3mdev':
      return { l3mdev: true };
    case 'nop':
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return { action: action.kind };
  }
}

export function routeEntry(route: Route, { tableWord, adopt }: EntryOptions): FlowMap {
  const { family, table, to, tos, metric, target, source, scope, preference, realms } = route;
  const usualMetric = family === 'ipv4' ? 0 : ipv6DefaultMetric;
  const isUsualType = target.kind === 'unicast' || target.kind === 'nexthop-object';
  return {
    to: showPrefix(to),
    family: isDefault(to) && !tellsFamily(route) ? family : undefined,
    type: isUsualType ? undefined : target.kind,
    ...wayEntry(route),
    src: source,
    table: table === mainTable ? undefined : tableWord(table),
    metric: metric === usualMetric ? undefined : metric,
    tos: tos === 0 ? undefined : tos,
    scope: scope === defaultScope(family, target) ? undefined : scopeValue(scope),
    pref: preference === 'medium' ? undefined : preference,
    realms: realms && realmsText(realms),
    ...metricEntries(route.metrics),
    expires: route.expiresSeconds === undefined ? undefined : `${route.expiresSeconds}s`,
    adopt: adopt ? true : undefined,
  };
}

/** Whether a source or gateways say of which family a default route is, and say it right. */
function tellsFamily({ family, source, target }: Route): boolean {
  if (source !== undefined) return true;
  const hops = 'hops' in target ? target.hops : [];
  const gateways = hops.flatMap(({ gateway }) => gateway ?? []);
  return gateways.length > 0 && gateways.every((gateway) => familyOf(gateway) === family);
}

function wayEntry(route: Route): FlowMap {
  const { target } = route;
  if (target.kind === 'nexthop-object') return { nhid: target.id };
  const [first, ...others] = hopsOf(route);
  if (first === undefined) return {};
  if (others.length === 0) return hopEntry(first);
  return {
    nexthops: [first, ...others].map((hop) => ({
      ...hopEntry(hop),
      weight: hop.weight === 1 ? undefined : hop.weight,
    })),
  };
}

function hopEntry({ gateway, device, onlink }: Hop): FlowMap {
  return { via: gateway, dev: device, onlink: onlink ? true : undefined };
}

function metricEntries(metrics: RouteMetrics): FlowMap {
  return Object.fromEntries(
    metricNames.flatMap((name) => {
      const value = metrics[name];
      return value === undefined
        ? []
        : [[metricWords[name].replaceAll('_', '-'), metricValue(name, value)]];
    }),
  );
}

function metricValue(name: keyof RouteMetrics, value: number | boolean | string): FlowValue {
  if (name === 'ecn') return ['ecn'];
  return name.endsWith('Ms') ? `${value}ms` : value;
}

function markText({ value, mask }: Mark): string {
  const text = `0x${value.toString(16)}`;
  return mask === fullMark && value !== 0 ? text : `${text}/0x${mask.toString(16)}`;
}

function protocolValue(protocol: number): string | number {
  const word = ipProtocolWord(protocol);
  return word === `${protocol}` ? protocol : word;
}

function rangeValue({ first, last }: Range): string | number {
  return first === last ? first : `${first}-${last}`;
}

function realmsText({ from, to }: Realms): string {
  return `${from}/${to}`;
}

function scopeValue(scope: number): string | number {
  return Object.entries(scopes).find(([, number]) => number === scope)?.[0] ?? scope;
}
