/** Rules and routes in the words of `ip rule` and `ip route`, with table names for people. */

import { ipProtocolWord } from '../model/ip-protocol.ts';
import { familyOf, showPrefix } from '../model/address.ts';
import type { Item } from '../model/plan.ts';
import type { Hop, Route, RouteMetrics } from '../model/route.ts';
import { defaultScope, hopsOf, metricNames, metricWords, scopes } from '../model/route.ts';
import type { Range, Realms, Rule, RuleAction, Selector } from '../model/rule.ts';
import { fullMark } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';

/** How to call a table: its name where it has one. */
export type TableNamer = (id: TableId) => string;

export function describeItem(item: Item, nameOf: TableNamer): string {
  return item.noun === 'rule' ? describeRule(item.rule, nameOf) : describeRoute(item.route);
}

export function describeRule(rule: Rule, nameOf: TableNamer): string {
  return `${rule.priority}: ${describeSelector(rule.selector)} ${describeAction(rule.action, nameOf)}`;
}

export function describeSelector(selector: Selector): string {
  const { not, from, to, iif, oif, fwmark, tos, dscp, ipproto, sport, dport, uidrange, tunId } =
    selector;
  return [
    not ? 'not' : '',
    `from ${from === undefined ? 'all' : showPrefix(from)}`,
    ...word('to', to && showPrefix(to)),
    ...word('iif', iif),
    ...word('oif', oif),
    ...word('fwmark', fwmark && mark(fwmark.value, fwmark.mask)),
    ...word('tos', tos === undefined ? undefined : hex(tos)),
    ...word('dscp', dscp),
    ...word('ipproto', ipproto === undefined ? undefined : ipProtocolWord(ipproto)),
    ...word('sport', sport && range(sport)),
    ...word('dport', dport && range(dport)),
    ...word('uidrange', uidrange && `${uidrange.first}-${uidrange.last}`),
    ...word('tun_id', tunId),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

export function describeAction(action: RuleAction, nameOf: TableNamer): string {
  switch (action.kind) {
    case 'lookup':
      return [
        `lookup ${nameOf(action.table)}`,
        ...word('suppress_prefixlength', action.suppressPrefixlength),
        ...word('suppress_ifgroup', action.suppressIfgroup),
        ...word('realms', action.realms && realmsText(action.realms)),
      ].join(' ');
    case 'goto':
      return `goto ${action.target}`;
    case 'l3mdev':
      return 'lookup [l3mdev-table]';
    case 'nop':
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return action.kind;
  }
}

/** Without its table: listings are by table. */
export function describeRoute(route: Route): string {
  const { to, tos, target, source, metric, scope, realms, preference, expiresSeconds } = route;
  const plain = target.kind === 'unicast' || target.kind === 'nexthop-object';
  const hops = hopsOf(route);
  const [only] = hops;
  return [
    ...(plain ? [] : [target.kind]),
    showPrefix(to),
    ...word('tos', tos === 0 ? undefined : hex(tos)),
    ...word('nhid', target.kind === 'nexthop-object' ? target.id : undefined),
    ...(hops.length === 1 && only !== undefined ? hopText(only, route) : []),
    ...word('src', source),
    ...word('metric', hidesMetric(route) ? undefined : metric),
    ...(scope === defaultScope(route.family, target) ? [] : ['scope', scopeText(scope)]),
    ...word('realms', realms && realmsText(realms)),
    ...word('pref', preference === 'medium' ? undefined : preference),
    ...(expiresSeconds === undefined ? [] : ['expires', `${expiresSeconds}s`]),
    ...metricsText(route.metrics),
    ...(hops.length > 1 ? hops.flatMap((hop) => legText(hop, route)) : []),
  ].join(' ');
}

/** Defaults say nothing: 0 in IPv4, 1024 in IPv6. */
function hidesMetric({ family, metric }: Route): boolean {
  return metric === (family === 'ipv4' ? 0 : 1024);
}

function hopText({ gateway, device, onlink }: Hop, route: Route): readonly string[] {
  const via =
    gateway !== undefined && familyOf(gateway) !== route.family ? `inet6 ${gateway}` : gateway;
  return [...word('via', via), ...word('dev', device), ...(onlink ? ['onlink'] : [])];
}

function legText(hop: Hop, route: Route): readonly string[] {
  return ['nexthop', ...hopText(hop, route), 'weight', `${hop.weight}`];
}

function metricsText(metrics: RouteMetrics): readonly string[] {
  return metricNames.flatMap((name) => {
    const value = metrics[name];
    if (value === undefined) return [];
    if (name === 'ecn') return ['features ecn'];
    if (typeof value === 'boolean') return [`${metricWords[name]} ${value ? 1 : 0}`];
    return [`${metricWords[name]} ${value}${name.endsWith('Ms') ? 'ms' : ''}`];
  });
}

function scopeText(scope: number): string {
  const found = Object.entries(scopes).find(([, number]) => number === scope);
  return found?.[0] ?? `${scope}`;
}

function word(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [name, `${value}`];
}

function range({ first, last }: Range): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

function realmsText({ from, to }: Realms): string {
  return from === 0 ? `${to}` : `${from}/${to}`;
}

function mark(value: number, mask: number): string {
  return mask === fullMark && value !== 0 ? hex(value) : `${hex(value)}/${hex(mask)}`;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
