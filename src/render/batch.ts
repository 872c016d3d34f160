/**
 * Plan steps -> lines for `ip -batch`, in numbers only. Nothing reaches such a line but tokens of
 * one strict alphabet: a line break or a quote in a name would be a second command run as root.
 */

import type { Address, Family } from '../model/address.ts';
import { familyOf } from '../model/address.ts';
import { isSafeLine } from '../model/batch-line.ts';
import type { Step } from '../model/plan.ts';
import type { Hop, Route, RouteMetrics, RouteTarget } from '../model/route.ts';
import { hopsOf, metricNames, metricWords, noMetrics } from '../model/route.ts';
import type { Range, Rule, RuleAction, Selector } from '../model/rule.ts';
import { fullMark } from '../model/rule.ts';

/** One line, without the family: that is an argument of the process (`ip -4`, `ip -6`). */
export function batchLine({ verb, item }: Pick<Step, 'verb' | 'item'>): string {
  const words = item.noun === 'rule' ? ruleWords(item.rule) : routeWords(item.route, verb);
  return guarded([item.noun, verb, ...words]);
}

/**
 * Lines in as few processes as can be: where the device of a `nexthop` is gone, `ip` ends at once, with
 * all lines behind it undone, even with `-force` (iproute.c, parse_one_nh).
 */
export function batchesOf(lines: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let isAlone = true;
  for (const line of lines) {
    const mustBeAlone = line.includes(' nexthop ');
    const last = batches.at(-1);
    if (last === undefined || isAlone || mustBeAlone) batches.push([line]);
    else last.push(line);
    isAlone = mustBeAlone;
  }
  return batches;
}

export function commandLine(step: Step): string {
  return `ip ${step.family === 'ipv4' ? '-4' : '-6'} ${batchLine(step)}`;
}

/** Judged as a line, which is quicker; a word with a space in it shows in their number. */
export function guarded(words: readonly string[]): string {
  const line = words.join(' ');
  if (isSafeLine(line) && spacesIn(line) === words.length - 1) return line;
  throw new Error(`not a safe word for ip -batch: ${JSON.stringify(line)}`);
}

function spacesIn(line: string): number {
  let count = 0;
  for (let at = line.indexOf(' '); at !== -1; at = line.indexOf(' ', at + 1)) count++;
  return count;
}

/** The same for `add` and `del`: a delete names priority, protocol and every selector. */
function ruleWords(rule: Rule): readonly string[] {
  const { priority, selector, action, protocol } = rule;
  return [
    ...selectorWords(selector),
    ...['pref', `${priority}`],
    ...actionWords(action),
    ...['protocol', `${protocol}`],
  ];
}

function selectorWords(selector: Selector): readonly string[] {
  const { not, from, to, iif, oif, fwmark, tos, dscp, ipproto, sport, dport, uidrange, tunId } =
    selector;
  return [
    ...(not ? ['not'] : []),
    ...pair('from', from),
    ...pair('to', to),
    ...pair('iif', iif),
    ...pair('oif', oif),
    ...pair('fwmark', fwmark && markWord(fwmark.value, fwmark.mask)),
    ...pair('tos', tos === undefined ? undefined : hex(tos)),
    ...pair('dscp', dscp),
    ...pair('ipproto', ipproto),
    ...pair('sport', sport && rangeWord(sport)),
    ...pair('dport', dport && rangeWord(dport)),
    ...pair('uidrange', uidrange && `${uidrange.first}-${uidrange.last}`),
    ...pair('tun_id', tunId),
  ];
}

function actionWords(action: RuleAction): readonly string[] {
  switch (action.kind) {
    case 'lookup': {
      const { table, suppressPrefixlength, suppressIfgroup, realms } = action;
      return [
        ...['table', `${table}`],
        ...pair('suppress_prefixlength', suppressPrefixlength),
        ...pair('suppress_ifgroup', suppressIfgroup),
        ...pair('realms', realms && `${realms.from}/${realms.to}`),
      ];
    }
    case 'goto':
      return ['goto', `${action.target}`];
    case 'l3mdev':
    case 'nop':
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return [action.kind];
  }
}

/**
 * A delete gives all by which the kernel tells routes apart, but no path metrics: those of a route
 * that somebody tuned since must not keep it alive.
 */
function routeWords(route: Route, verb: Step['verb']): readonly string[] {
  const { family, to, table, tos, metric, source, scope, protocol, target, realms } = route;
  const key = [
    target.kind === 'nexthop-object' ? 'unicast' : target.kind,
    to,
    ...pair('tos', tos === 0 ? undefined : hex(tos)),
    ...['table', `${table}`],
    ...['proto', `${protocol}`],
    ...pair('scope', family === 'ipv4' ? scope : undefined),
    ...pair('metric', metric === 0 ? undefined : metric),
    ...pair('src', source),
    ...pair('realms', realms && `${realms.from}/${realms.to}`),
    ...pair('nhid', target.kind === 'nexthop-object' ? target.id : undefined),
  ];
  if (verb === 'del') return [...key, ...hopWords(hopsOf(route), family, 'del')];
  return [
    ...key,
    ...metricWordsOf(route.metrics),
    ...pair('pref', route.preference === 'medium' ? undefined : route.preference),
    ...pair('expires', route.expiresSeconds),
    ...(verb === 'append' ? hopWords(hopsOf(route), family, verb) : targetWords(target, family)),
  ];
}

/** Thousands of routes share one target: its words are made once. */
const targetsMade: Readonly<Record<Family, WeakMap<RouteTarget, readonly string[]>>> = {
  ipv4: new WeakMap(),
  ipv6: new WeakMap(),
};

function targetWords(target: RouteTarget, family: Family): readonly string[] {
  const made = targetsMade[family].get(target);
  if (made !== undefined) return made;
  const words = 'hops' in target ? hopWords(target.hops, family, 'add') : [];
  targetsMade[family].set(target, words);
  return words;
}

/**
 * In IPv6 only what is written as `nexthop` joins a route that is there; in IPv4 the kernel refuses
 * realms beside it (fib_create_info).
 */
function hopWords(hops: readonly Hop[], family: Family, verb: Step['verb']): readonly string[] {
  if (hops.length > 1 || (verb === 'append' && family === 'ipv6')) {
    return hops.flatMap((hop) => [
      'nexthop',
      ...hopWay(hop, family),
      'weight',
      `${hop.weight}`,
      ...onlink(hop),
    ]);
  }
  return hops.flatMap((hop) => [...hopWay(hop, family), ...(verb === 'del' ? [] : onlink(hop))]);
}

function hopWay({ gateway, device }: Hop, family: Family): readonly string[] {
  return [...(gateway === undefined ? [] : viaWords(gateway, family)), ...pair('dev', device)];
}

function viaWords(gateway: Address, family: Family): readonly string[] {
  const other = familyOf(gateway) !== family;
  return other ? ['via', family === 'ipv4' ? 'inet6' : 'inet', gateway] : ['via', gateway];
}

function onlink(hop: Hop): readonly string[] {
  return hop.onlink ? ['onlink'] : [];
}

function metricWordsOf(metrics: RouteMetrics): readonly string[] {
  if (metrics === noMetrics) return [];
  return metricNames.flatMap((name) => {
    const value = metrics[name];
    return value === undefined ? [] : [metricWords[name], metricValue(name, value)];
  });
}

/** Times carry their unit: iproute2 takes a bare rtt for kernel units, eight to the millisecond. */
function metricValue(name: keyof RouteMetrics, value: number | boolean | string): string {
  if (name === 'ecn') return 'ecn';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return name.endsWith('Ms') ? `${value}ms` : `${value}`;
}

function pair(word: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [word, `${value}`];
}

function rangeWord({ first, last }: Range): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** A bare `fwmark 0` would be no selector at all: the rule would match every packet. */
function markWord(value: number, mask: number): string {
  return mask === fullMark && value !== 0 ? hex(value) : `${hex(value)}/${hex(mask)}`;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
