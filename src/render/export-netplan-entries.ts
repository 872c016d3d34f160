/** One rule or route as an entry of a netplan document, or the words that netplan has none for. */

import type { Family } from '../model/address.ts';
import { defaultPrefix, familyOf } from '../model/address.ts';
import { nothing } from '../model/nothing.ts';
import type { Hop, Route, RouteMetrics, RouteTarget } from '../model/route.ts';
import { metricMax, metricNames, metricWords, scopes } from '../model/route.ts';
import type { Rule, RuleAction, Selector } from '../model/rule.ts';
import { fullMark } from '../model/rule.ts';
import type { Spoken } from './export-text.ts';
import { exportWord } from './export-text.ts';

export function ruleEntry({ family, priority, selector, action }: Rule): Spoken {
  const lacks = [
    ...selectorLacks(selector),
    ...actionLacks(action),
    ...tooGreat('priority', priority),
  ];
  if (lacks.length > 0 || action.kind !== 'lookup') return { kind: 'left-out', lacks };
  const { from, to, fwmark, tos } = selector;
  // One of the two has to be there, and tells the family.
  const source = from ?? (to === undefined ? defaultPrefix[family] : undefined);
  const lines = [
    ...text('from', source),
    ...text('to', to),
    `table: ${action.table}`,
    `priority: ${priority}`,
    ...number('mark', fwmark?.value),
    ...number('type-of-service', tos),
  ];
  return { kind: 'said', lines, lacks: [] };
}

function selectorLacks(selector: Selector): readonly string[] {
  const { not, from, to, iif, oif, fwmark, tos, dscp, ipproto, ...more } = selector;
  const { sport, dport, uidrange, tunId, ...rest } = more;
  nothing(rest);
  void [from, to];
  return [
    ...lack('not', not),
    ...lack('iif', iif),
    ...lack('oif', oif),
    ...(fwmark === undefined || fwmark.mask === fullMark ? [] : ['fwmark with a mask']),
    ...(fwmark?.value === 0 ? ['fwmark 0'] : []),
    ...tooGreat('fwmark', fwmark?.value),
    ...(tos === undefined || tos < 0xff ? [] : ['tos']),
    ...lack('dscp', dscp),
    ...lack('ipproto', ipproto),
    ...lack('sport', sport),
    ...lack('dport', dport),
    ...lack('uidrange', uidrange),
    ...lack('tun_id', tunId),
  ];
}

function actionLacks(action: RuleAction): readonly string[] {
  if (action.kind !== 'lookup') return [action.kind];
  const { table, suppressPrefixlength, suppressIfgroup, realms } = action;
  return [
    ...tooGreat('table', table),
    ...lack('suppress_prefixlength', suppressPrefixlength),
    ...lack('suppress_ifgroup', suppressIfgroup),
    ...lack('realms', realms),
  ];
}

/** Without tuning a route still leads where it should; without what it is chosen by it does not. */
export function routeEntry(route: Route): Spoken {
  const { to, from, table, tos, source, scope, target, expiresSeconds, family } = route;
  const [hop] = 'hops' in target ? target.hops : [];
  const lacks = [
    ...lack('from', from),
    ...(tos === 0 ? [] : ['tos']),
    ...tooGreat('table', table),
    ...tooGreat('metric', route.metric === metricMax ? undefined : route.metric),
    ...lack('expires', expiresSeconds),
    ...targetLacks(target, family),
    ...(family === 'ipv6' || scopeWord(scope) !== undefined ? [] : [`scope ${scope}`]),
  ];
  if (lacks.length > 0) return { kind: 'left-out', lacks };
  const metric = writtenMetric(route.metric);
  const lines = [
    ...text('to', to),
    ...hopText(hop),
    ...text('from', source),
    ...(target.kind === 'unicast' ? [] : [`type: ${target.kind}`]),
    ...scopeText(route, hop),
    `table: ${table}`,
    `metric: ${metric}`,
    ...metricNames.flatMap((name) => metricText(name, route.metrics)),
  ];
  return { kind: 'said', lines, lacks: tuningLacks(route) };
}

function targetLacks(target: RouteTarget, family: Family): readonly string[] {
  if (target.kind === 'nexthop-object') return ['nhid'];
  if (!('hops' in target)) return [];
  const [first, ...others] = target.hops;
  if (others.length > 0) return ['nexthop'];
  if (first.device === undefined) return ['via without dev'];
  const { gateway } = first;
  return gateway === undefined || familyOf(gateway) === family ? [] : ['via of the other family'];
}

/** It hands numbers on as signed ones, which networkd does not take. */
const numberMax = 0x7fffffff;

/** What stands behind all others still does. */
function writtenMetric(metric: number): number {
  return metric === metricMax ? numberMax : metric;
}

function tooGreat(word: string, value: number | undefined): readonly string[] {
  return value === undefined || value <= numberMax ? [] : [`${word} above ${numberMax}`];
}

function hopText(hop: Hop | undefined): readonly string[] {
  return [...text('via', hop?.gateway), ...(hop?.onlink ? ['on-link: true'] : [])];
}

/** It has to be told that a route needs no gateway, in IPv6, too. */
function scopeText({ family, scope, target }: Route, hop: Hop | undefined): readonly string[] {
  if (family === 'ipv4') return text('scope', scopeWord(scope));
  return target.kind === 'unicast' && hop?.gateway === undefined ? ['scope: "link"'] : [];
}

function scopeWord(scope: number): string | undefined {
  const words = ['global', 'link', 'host'] as const;
  return words.find((word) => scopes[word] === scope);
}

function tuningLacks({ metrics, preference, realms, metric }: Route): readonly string[] {
  return [
    ...(metric === metricMax ? [`metric ${metricMax} (it becomes ${numberMax})`] : []),
    ...(preference === undefined || preference === 'medium' ? [] : ['pref']),
    ...lack('realms', realms),
    ...metricNames.flatMap((name) =>
      metrics[name] === undefined || metricKeys[name] !== undefined ? [] : [metricWords[name]],
    ),
  ];
}

/** Those of 0.106; an unknown key would have the whole document refused. */
const metricKeys: Readonly<Partial<Record<keyof RouteMetrics, string>>> = {
  mtu: 'mtu',
  initcwnd: 'congestion-window',
  initrwnd: 'advertised-receive-window',
};

function metricText(name: keyof RouteMetrics, metrics: RouteMetrics): readonly string[] {
  const written = metricKeys[name];
  const value = metrics[name];
  return written === undefined || value === undefined ? [] : [`${written}: ${String(value)}`];
}

function text(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name}: "${exportWord(value)}"`];
}

function number(name: string, value: number | undefined): readonly string[] {
  return value === undefined ? [] : [`${name}: ${value}`];
}

function lack(word: string, value: unknown): readonly string[] {
  return value === undefined ? [] : [word];
}
