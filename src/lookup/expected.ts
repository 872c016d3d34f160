/** Which packets an expectation speaks of, and whether one takes the way that it names. */

import type { Decision, Exit } from '../model/decision.ts';
import type { Expectation, ExpectedWay, Refusal } from '../model/expectation.ts';
import type { FlowPattern } from '../model/flow-pattern.ts';
import type { Flow } from '../model/flow.ts';
import { globalAddresses } from '../model/global-addresses.ts';
import type { Scene } from './asked-packets.ts';
import { contentsIn, packetsOf } from './asked-packets.ts';

export type Asked =
  | { readonly kind: 'packets'; readonly packets: readonly Flow[] }
  /** What cannot fail proves nothing. */
  | { readonly kind: 'empty'; readonly reason: string };

/** One packet of each kind that the host tells apart among those the expectation speaks of. */
export function packetsAskedBy({ flows, way, kinds }: Expectation, scene: Scene): Asked {
  const contents = kinds === 'as written' ? undefined : contentsIn(scene, kinds === 'unmarked');
  const packets: Flow[] = [];
  for (const pattern of flows) {
    const reason = whyNone(pattern, way, scene);
    if (reason !== undefined) return { kind: 'empty', reason };
    const found = packetsOf(pattern, contents, scene);
    if (found.length === 0) return { kind: 'empty', reason: noPacket(pattern) };
    for (const packet of found) packets.push(packet);
  }
  return { kind: 'packets', packets };
}

/** A question about what is not there is no question. */
function whyNone(
  { from, to, iif, oif }: FlowPattern,
  { way }: ExpectedWay,
  { names, interfaces, state }: Scene,
): string | undefined {
  const unknown = [from, to].find((end) => end.kind === 'name' && !names.has(end.name));
  if (unknown?.kind === 'name') return `nothing is called "${unknown.name}"`;
  const asked = [iif, oif, ...(way.kind === 'dev' ? way.devices : [])];
  const missing = asked.find(
    (device) => device !== undefined && !state.interfaces.some(({ name }) => name === device),
  );
  if (missing !== undefined) return `there is no interface "${missing}"`;
  if (iif === undefined) return undefined;
  if (oif !== undefined) return 'what comes in by an interface is not bound to one';
  const link = interfaces.filter(({ name }) => name === iif);
  return from.kind === 'any' && globalAddresses(link).length === 0
    ? `${iif} has no network: write where the packets come from`
    : undefined;
}

function noPacket({ text }: FlowPattern): string {
  return `"${text}" speaks of no packet: an end has no address in the family of the other (with \`auto\`, \`assume\` says what it will be), or comes from elsewhere and needs iif`;
}

/**
 * Of several ways all must be as expected; of those that it must not take, none may be. What cannot
 * be told does not hold.
 */
export function isAsExpected(
  decision: Decision,
  { way, isNegated }: ExpectedWay,
  scene: Scene,
): boolean {
  if (decision.uncertain !== undefined) return false;
  switch (way.kind) {
    case 'local':
      return (decision.kind === 'delivered' && decision.type === 'local') !== isNegated;
    case 'refused':
      return isRefused(decision, way.by) !== isNegated;
    case 'uplink':
      return leavesBy(decision, isNegated, (exit) =>
        way.uplinks.some((uplink) => isOfUplink(exit, uplink, scene)),
      );
    case 'dev':
      return leavesBy(
        decision,
        isNegated,
        ({ hop }) =>
          hop?.device !== undefined &&
          way.devices.includes(hop.device) &&
          (way.gateway === undefined || hop.gateway === way.gateway),
      );
  }
}

/** Where two uplinks have one interface, the gateway or the table says which of them it is. */
function isOfUplink({ hop, route }: Exit, uplink: string, { uplinks }: Scene): boolean {
  const sharing = uplinks.filter((one) => one.interface === hop?.device);
  const own = sharing.filter(({ name }) => name === uplink);
  if (own.length === 0 || sharing.every(({ name }) => name === uplink)) return own.length > 0;
  return own.some(
    ({ state, table, family }) =>
      route?.family === family &&
      (route.table === table || (state.kind === 'ready' && state.gateway === hop?.gateway)),
  );
}

/** A rule that says `unreachable` answers as if there were no route (fib4_rule_action). */
const errorsOf: Readonly<Record<Refusal, readonly string[]>> = {
  unreachable: ['EHOSTUNREACH', 'ENETUNREACH'],
  prohibit: ['EACCES'],
  blackhole: ['EINVAL'],
};

function isRefused(decision: Decision, by: Refusal | undefined): boolean {
  if (decision.kind !== 'refused') return false;
  return by === undefined || errorsOf[by].includes(decision.error);
}

function leavesBy(
  decision: Decision,
  isNegated: boolean,
  isExpected: (exit: Exit) => boolean,
): boolean {
  if (decision.kind === 'refused' || decision.type !== 'unicast') return isNegated;
  return decision.exits.every((exit) => isExpected(exit) !== isNegated);
}
