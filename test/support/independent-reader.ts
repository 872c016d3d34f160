/**
 * Is this rule or route in the kernel? Reads the dump by itself, field by field, so that a mistake
 * of the product's decoders and one of its renderer cannot hide each other.
 */

import type { Item } from '../../src/model/plan.ts';
import type { Hop, Route } from '../../src/model/route.ts';
import type { Rule, RuleAction } from '../../src/model/rule.ts';
import type { KernelObject, KernelState } from './kernel.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Undefined where it is there; else what was looked for. */
export function missingFrom(state: KernelState, item: Item): string | undefined {
  if (item.noun === 'rule') {
    const fields = ruleFields(item.rule);
    const isThere = state[item.rule.family].rules.some((object) => matches(object, fields));
    return isThere ? undefined : `${item.rule.family} rule ${JSON.stringify(fields)}`;
  }
  const fields = routeFields(item.route);
  const isThere = state[item.route.family].routes.some((object) => matches(object, fields));
  return isThere ? undefined : `${item.route.family} route ${JSON.stringify(fields)}`;
}

/** `undefined` asks for the absence of a field, as JSON text compares by value. */
function matches(object: KernelObject, fields: Fields): boolean {
  return Object.entries(fields).every(([key, value]) => {
    const present = key === 'ways' ? waysOf(object) : object[key];
    return JSON.stringify(present) === JSON.stringify(value);
  });
}

function ruleFields({ family, priority, selector, action, protocol }: Rule): Fields {
  const { not, from, to, iif, oif, fwmark, dport, sport, uidrange, tos } = selector;
  return {
    priority,
    protocol: `${protocol}`,
    not: not === undefined ? undefined : null,
    ...side('src', from ?? 'all', family),
    ...side('dst', to, family),
    ...{ iif, oif },
    fwmark: fwmark && `0x${fwmark.value.toString(16)}`,
    fwmask: fwmark && fwmark.mask !== 0xffffffff ? `0x${fwmark.mask.toString(16)}` : undefined,
    ...range('dport', dport),
    ...range('sport', sport),
    ...{ uid_start: uidrange?.first, uid_end: uidrange?.last },
    tos: tos === undefined ? undefined : `0x${tos.toString(16).padStart(2, '0')}`,
    ...actionFields(action),
  };
}

function side(key: string, prefix: string | undefined, family: string): Fields {
  const [address, length] = prefix?.split('/') ?? [];
  const isFull = length === undefined || length === (family === 'ipv4' ? '32' : '128');
  return { [key]: address, [`${key}len`]: isFull ? undefined : Number(length) };
}

function range(
  key: string,
  ports: { readonly first: number; readonly last: number } | undefined,
): Fields {
  const isOne = ports !== undefined && ports.first === ports.last;
  return {
    [key]: isOne ? ports.first : undefined,
    [`${key}_start`]: isOne ? undefined : ports?.first,
    [`${key}_end`]: isOne ? undefined : ports?.last,
  };
}

const actionNumbers = { blackhole: '6', unreachable: '7', prohibit: '8' } as const;

function actionFields(action: RuleAction): Fields {
  switch (action.kind) {
    case 'lookup':
      return {
        table: `${action.table}`,
        suppress_prefixlen: action.suppressPrefixlength,
        suppress_ifgroup:
          action.suppressIfgroup === undefined ? undefined : `${action.suppressIfgroup}`,
      };
    case 'goto':
      return { goto: action.target };
    case 'nop':
    case 'l3mdev':
      return { [action.kind]: null };
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return { action: actionNumbers[action.kind] };
  }
}

const typeNumbers = {
  ...{ unicast: '1', local: '2', broadcast: '3', anycast: '4', multicast: '5' },
  ...{ blackhole: '6', unreachable: '7', prohibit: '8', throw: '9', 'nexthop-object': '1' },
} as const;

function routeFields({
  family,
  to,
  table,
  metric,
  tos,
  protocol,
  target,
  source,
  metrics,
}: Route): Fields {
  const [address, length] = to.split('/');
  const isFull = length === (family === 'ipv4' ? '32' : '128');
  return {
    type: typeNumbers[target.kind],
    dst: length === '0' ? 'default' : isFull ? address : to,
    table: `${table}`,
    metric: metric === 0 ? undefined : metric,
    tos: tos === 0 ? undefined : `0x${tos.toString(16).padStart(2, '0')}`,
    protocol: `${protocol}`,
    prefsrc: source,
    metrics: Object.keys(metrics).length === 0 ? undefined : [metricFields(metrics)],
    ...('hops' in target ? hopFields(target.hops) : {}),
  };
}

/** Without a device the kernel finds one itself. */
function hopFields(hops: readonly Hop[]): Fields {
  const [first, ...others] = hops;
  if (first?.device === undefined && others.length === 0) return { gateway: first?.gateway };
  return { ways: hops.map((hop) => wayOf(hop, hops.length)).toSorted() };
}

/** In the order of the kernel's numbers for them (RTAX_* in linux/rtnetlink.h). */
function metricFields(metrics: Route['metrics']): Fields {
  const { mtu, window, rttMs, rttvarMs, ssthresh, cwnd, advmss, reordering, hoplimit } = metrics;
  const { initcwnd, ecn, rtoMinMs, initrwnd, quickack, congctl, fastopenNoCookie } = metrics;
  return {
    ...{
      mtu,
      window,
      rtt: rttMs,
      rttvar: rttvarMs,
      ssthresh,
      cwnd,
      advmss,
      reordering,
      hoplimit,
      initcwnd,
    },
    ecn: ecn === undefined ? undefined : null,
    ...{ rto_min: rtoMinMs, initrwnd },
    quickack: quickack === undefined ? undefined : Number(quickack),
    congestion: congctl,
    fastopen_no_cookie: fastopenNoCookie === undefined ? undefined : Number(fastopenNoCookie),
  };
}

function wayOf({ gateway, device, weight, onlink }: Hop, count: number): string {
  const share = count > 1 ? weight : 1;
  return `${gateway ?? ''} ${device ?? ''} ${share} ${onlink}`;
}

function waysOf(object: KernelObject): readonly string[] {
  const { nexthops } = object;
  const legs: readonly unknown[] = Array.isArray(nexthops) ? nexthops : [object];
  return legs
    .map((leg) => JSON.stringify(leg))
    .map((text) => wayIn(text))
    .toSorted();
}

function wayIn(text: string): string {
  const via =
    /"gateway":"([^"]*)"/.exec(text)?.[1] ??
    /"via":\{"family":"inet6","host":"([^"]*)"/.exec(text)?.[1];
  const device = /"dev":"([^"]*)"/.exec(text)?.[1];
  const weight = /"weight":([0-9]+)/.exec(text)?.[1];
  return `${via ?? ''} ${device ?? ''} ${weight ?? 1} ${/"flags":\[[^\]]*"onlink"/.test(text)}`;
}
