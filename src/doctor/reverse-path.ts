/**
 * What a strict reverse path filter drops (Documentation/networking/ip-sysctl.rst, rp_filter): each
 * answer is put to the lookup model, which does as __fib_validate_source does, with the filter strict
 * and with it loose.
 */

import type { Flow } from '../model/flow.ts';
import type { Finding } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { interfaceSysctl } from '../model/sysctl.ts';
import { decide } from '../lookup/decide.ts';
import type { RoutingIndex } from '../lookup/state.ts';
import { indexState } from '../lookup/state.ts';
import { farAddress, hostIn, hostWithin, packet, withFilters } from './packets.ts';
import type { JudgedUplink, Situation } from './situation.ts';
import { atLeast, ownValue } from './values.ts';

type Judge = {
  readonly strict: RoutingIndex;
  readonly loose: RoutingIndex;
  readonly off: RoutingIndex;
};

type Dropped = { readonly device: string; readonly what: string; readonly byMark: boolean };

export function reversePathFindings(situation: Situation): readonly Finding[] {
  const strict = situation.uplinks.filter(
    ({ family, interface: device }) =>
      family === 'ipv4' && filterOf(situation, device) === strictly,
  );
  if (strict.length === 0) return [];
  const dropped = situation.states().flatMap((state) => droppedIn({ ...situation, state }, strict));
  return strict.flatMap((uplink) => {
    const own = dropped.filter(({ device }) => device === uplink.interface);
    return own.length === 0 ? [] : [findingOf(uplink, own)];
  });
}

function droppedIn(situation: Situation, strict: readonly JudgedUplink[]): readonly Dropped[] {
  const { state } = situation;
  const judge: Judge = {
    strict: indexState(withFilters(state, () => 'strict')),
    loose: indexState(withFilters(state, () => 'loose')),
    off: indexState(withFilters(state, () => 'off')),
  };
  const hosted = strict.flatMap((uplink) => hostTraffic(situation, uplink, judge));
  return [...hosted, ...ruleTraffic(situation, judge)];
}

const strictly = 1;

/** IN_DEV_MAXCONF: 2, loose, wins over 1, strict. */
function filterOf({ sysctls }: Situation, device: string): number {
  return atLeast(sysctls, device, 'rp_filter');
}

/** What is sent to its own address, from afar and from its own link. */
function hostTraffic(
  { state }: Situation,
  { address, gateway, interface: iif }: JudgedUplink,
  judge: Judge,
): readonly Dropped[] {
  const far = farAddress(state);
  if (address === undefined) return [];
  const kinds = [
    { from: far, what: `what is sent to ${address}` },
    { from: gateway, what: `what neighbours send to ${address}` },
  ];
  return kinds.flatMap(({ from, what }) =>
    from !== undefined && isDropped(packet(from, address, { iif }), judge)
      ? [{ device: iif, what, byMark: false }]
      : [],
  );
}

/** Answers to what rules lead away from the ways of everything else. */
function ruleTraffic(situation: Situation, judge: Judge): readonly Dropped[] {
  return situation.state.rules
    .filter(({ family, action }) => family === 'ipv4' && action.kind === 'lookup')
    .flatMap((rule) => {
      const dropped = forwardedBy(rule, situation).flatMap((flow) => {
        const away = decide(judge.off, flow);
        if (away.kind === 'refused' || away.type !== 'unicast') return [];
        const devices = away.exits.flatMap(({ hop }) => hop?.device ?? []);
        return devices.filter((device) => isDropped(answerTo(flow, device), judge));
      });
      const byMark = rule.selector.fwmark !== undefined;
      const counted = [...new Set(dropped)].filter(
        (device) => !byMark || atLeast(situation.sysctls, device, 'src_valid_mark') === 0,
      );
      const what = `answers to what rule ${rule.priority} leads there`;
      return counted.map((device) => ({ device, what, byMark }));
    });
}

/** Of a rule that does not concern forwarded traffic there is none. */
function forwardedBy({ selector }: Rule, situation: Situation): readonly Flow[] {
  const { state, networks, uplinks, sysctls } = situation;
  const { not, oif, uidrange, tunId, iif, fwmark, ipproto, sport, dport, tos } = selector;
  const isLocal = oif !== undefined || uidrange !== undefined || iif === 'lo';
  const to = selector.to === undefined ? farAddress(state) : hostIn(selector.to, state);
  if (isLocal || not === true || tunId !== undefined || to === undefined) return [];
  const more = {
    mark: fwmark?.value ?? 0,
    ipproto: ipproto ?? 0,
    sport: sport?.first ?? 0,
    dport: dport?.first ?? 0,
    tos: tos ?? 0,
  };
  const forwarded = networks
    .filter((one) => one.family === 'ipv4' && (iif ?? one.interface) === one.interface)
    .filter((one) => one.isRouted || ownValue(sysctls, 'ipv4', one.interface, 'forwarding') === 1)
    .flatMap(({ interface: device, prefixes }) =>
      prefixes.flatMap((prefix) => {
        const from = hostWithin(selector.from, prefix, state);
        return from === undefined ? [] : [packet(from, to, { ...more, iif: device })];
      }),
    );
  // What the host itself sends was given a source before it got its mark.
  const marked = fwmark === undefined || iif !== undefined ? [] : uplinks;
  const own = marked.flatMap(({ family, address }) =>
    family === 'ipv4' && address !== undefined && selector.from === undefined
      ? [packet(address, to, more)]
      : [],
  );
  return [...forwarded, ...own];
}

function answerTo({ from, to, sport, dport, ...rest }: Flow, device: string): Flow {
  return { ...rest, from: to, to: from ?? to, sport: dport, dport: sport, iif: device };
}

function isDropped(flow: Flow, judge: Judge): boolean {
  return (
    decide(judge.strict, flow).kind === 'refused' && decide(judge.loose, flow).kind === 'delivered'
  );
}

function findingOf({ interface: device, at }: JudgedUplink, dropped: readonly Dropped[]): Finding {
  const path = interfaceSysctl('ipv4', device, 'rp_filter');
  const marks = dropped.every(({ byMark }) => byMark)
    ? '; or src_valid_mark=1, where packets have their mark when they come in'
    : '';
  return {
    code: 'MH601',
    severity: 'error',
    message: `${device} drops ${[...new Set(dropped.map(({ what }) => what))].join(', and ')}`,
    reason: `its reverse path filter is strict, and the way back is not by ${device}; 2 asks for any way back${marks}`,
    remedy: { kind: 'sysctls', settings: [{ path, value: 2 }] },
    ...(at === undefined ? {} : { at }),
  };
}
