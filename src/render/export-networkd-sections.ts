/** One rule or route as a section of a .network file, or the words that networkd has none for. */

import type { Family } from '../model/address.ts';
import type { Hop, Route, RouteMetrics, RouteTarget } from '../model/route.ts';
import { metricNames, metricWords, scopes } from '../model/route.ts';
import type { Range, Rule, RuleAction, Selector } from '../model/rule.ts';
import { fullMark } from '../model/rule.ts';
import { nothing } from '../model/nothing.ts';
import type { Spoken } from './export-text.ts';
import { exportWord } from './export-text.ts';

/** Keys that say a part, or the word of `ip` for which there is none. */
type Part = { readonly keys: readonly string[] } | { readonly lacks: string };

export function ruleSection({ family, priority, selector, action }: Rule): Spoken {
  const parts = [
    key('Family', family),
    key('Priority', priority),
    ...selectorParts(selector),
    ...actionParts(action),
  ];
  const lacks = lacking(parts);
  if (lacks.length > 0) return { kind: 'left-out', lacks };
  return { kind: 'said', lines: ['[RoutingPolicyRule]', ...keysOf(parts)], lacks: [] };
}

function selectorParts(selector: Selector): readonly Part[] {
  const { not, from, to, iif, oif, fwmark, tos, dscp, ipproto, ...more } = selector;
  const { sport, dport, uidrange, tunId, ...rest } = more;
  nothing(rest);
  return [
    key('InvertRule', not && 'yes'),
    key('From', from),
    key('To', to),
    key('IncomingInterface', iif),
    key('OutgoingInterface', oif),
    // It takes no value of 0.
    fwmark?.value === 0
      ? { lacks: 'fwmark 0' }
      : key('FirewallMark', fwmark && markText(fwmark.value, fwmark.mask)),
    key('TypeOfService', tos),
    dscp === undefined ? none : { lacks: 'dscp' },
    key('IPProtocol', ipproto),
    key('SourcePort', sport && rangeText(sport)),
    key('DestinationPort', dport && rangeText(dport)),
    key('User', uidrange && rangeText(uidrange)),
    tunId === undefined ? none : { lacks: 'tun_id' },
  ];
}

function actionParts(action: RuleAction): readonly Part[] {
  switch (action.kind) {
    case 'lookup': {
      const { table, suppressPrefixlength, suppressIfgroup, realms } = action;
      return [
        key('Table', table),
        key('SuppressPrefixLength', suppressPrefixlength),
        key('SuppressInterfaceGroup', suppressIfgroup),
        realms === undefined ? none : { lacks: 'realms' },
      ];
    }
    case 'blackhole':
    case 'unreachable':
    case 'prohibit':
      return [key('Type', action.kind)];
    case 'goto':
    case 'nop':
    case 'l3mdev':
      return [{ lacks: action.kind }];
  }
}

/** Without tuning a route still leads where it should; without what it is chosen by it does not. */
export function routeSection(route: Route, family: Family): Spoken {
  const { to, table, tos, metric, source, scope, protocol, target, from, expiresSeconds } = route;
  const parts = [
    key('Destination', to),
    key('Source', from),
    key('Table', table),
    key('Metric', metric),
    key('PreferredSource', source),
    family === 'ipv4' ? scopePart(scope) : none,
    key('Protocol', protocol),
    tos === 0 ? none : { lacks: 'tos' },
    expiresSeconds === undefined ? none : { lacks: 'expires' },
    ...targetParts(target),
  ];
  const lacks = lacking(parts);
  if (lacks.length > 0) return { kind: 'left-out', lacks };
  const tuning = tuningParts(route);
  const lines = ['[Route]', ...keysOf(parts), ...keysOf(tuning)];
  return { kind: 'said', lines, lacks: lacking(tuning) };
}

function scopePart(scope: number): Part {
  const name = Object.entries(scopes).find(([, number]) => number === scope)?.[0];
  return name === undefined ? { lacks: `scope ${scope}` } : key('Scope', name);
}

function targetParts(target: RouteTarget): readonly Part[] {
  if (target.kind === 'nexthop-object') return [{ lacks: 'nhid' }];
  const type = key('Type', target.kind === 'unicast' ? undefined : target.kind);
  if (!('hops' in target)) return [type];
  const [first, ...others] = target.hops;
  if (others.length > 0) return [type, ...target.hops.map(multiPathPart)];
  if (first.device === undefined) return [{ lacks: 'via without dev' }];
  return [
    type,
    key('Gateway', first.gateway),
    key('GatewayOnLink', first.onlink ? 'yes' : undefined),
  ];
}

function multiPathPart({ gateway, device, weight, onlink }: Hop): Part {
  if (gateway === undefined) return { lacks: 'nexthop without via' };
  if (onlink) return { lacks: 'nexthop onlink' };
  const at = device === undefined ? '' : `@${device}`;
  return key('MultiPathRoute', `${gateway}${at} ${weight}`);
}

const windowMax = 1023;

function tuningParts({ metrics, preference, realms }: Route): readonly Part[] {
  return [
    key('IPv6Preference', preference === 'medium' ? undefined : preference),
    realms === undefined ? none : { lacks: 'realms' },
    ...metricNames.map((name) => metricPart(name, metrics)),
  ];
}

function metricPart(name: keyof RouteMetrics, metrics: RouteMetrics): Part {
  const value = metrics[name];
  if (value === undefined) return none;
  const named = metricKeys[name];
  const isWindow = name === 'initcwnd' || name === 'initrwnd';
  if (named === undefined) return { lacks: metricWords[name] };
  if (isWindow && typeof value === 'number' && (value < 1 || value > windowMax)) {
    return { lacks: `${name} above ${windowMax}` };
  }
  return key(named, typeof value === 'boolean' ? (value ? 'yes' : 'no') : value);
}

const metricKeys: Readonly<Partial<Record<keyof RouteMetrics, string>>> = {
  mtu: 'MTUBytes',
  advmss: 'TCPAdvertisedMaximumSegmentSize',
  initcwnd: 'InitialCongestionWindow',
  initrwnd: 'InitialAdvertisedReceiveWindow',
  quickack: 'QuickAck',
  congctl: 'TCPCongestionControlAlgorithm',
  fastopenNoCookie: 'FastOpenNoCookie',
};

const none: Part = { keys: [] };

function key(name: string, value: string | number | undefined): Part {
  return value === undefined ? none : { keys: [`${name}=${exportWord(value)}`] };
}

function keysOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => ('keys' in part ? part.keys : []));
}

function lacking(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => ('lacks' in part ? [part.lacks] : []));
}

function rangeText({ first, last }: Range): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

function markText(value: number, mask: number): string {
  return mask === fullMark ? `${value}` : `${value}/${mask}`;
}
