/** Whether health checks can ever say what they should. */

import type { Family } from '../../model/address.ts';
import { familyOf, parseAddress } from '../../model/address.ts';
import { hostOfTarget } from '../../model/health.ts';
import type { Places } from '../places.ts';
import type { Flaw } from '../problem-at.ts';
import { problemAt } from '../problem-at.ts';
import type { Health, Topology, Uplink } from '../topology.ts';
import type { Check } from './check.ts';
import { isOwnAddress } from './facts.ts';

type Judgement = Flaw & { readonly key: string };

/**
 * Judges each health once: an uplink that inherits a mistake is not to blame for it, and what the
 * top of the file leaves to all uplinks need not be whole by itself.
 */
function judging(judge: (health: Health) => Judgement | undefined): Check {
  return (topology, places) => {
    const inherited = topology.health && judge(topology.health);
    return inUse(topology).flatMap((health) => {
      const found = judge(health);
      if (found === undefined) return [];
      const isInherited = health !== topology.health && found.message === inherited?.message;
      return isInherited && usesTop(topology) ? [] : [problemOf(health, found, places)];
    });
  };
}

function problemOf(health: Health, { key, ...flaw }: Judgement, places: Places) {
  return problemAt(places.under(health.at, [key]), flaw);
}

function inUse(topology: Topology): readonly Health[] {
  const own = topology.uplinks.flatMap(({ health }) => health ?? []);
  return topology.health !== undefined && usesTop(topology) ? [topology.health, ...own] : own;
}

function usesTop({ uplinks }: Topology): boolean {
  return uplinks.length === 0 || uplinks.some(({ health }) => health === undefined);
}

/** A ping without targets asks the gateway, a command answers for itself. */
export const quorumIsPossible = judging(({ targets, quorum }) => {
  const count = Math.max(targets.length, 1);
  if (quorum <= count) return undefined;
  const message = `${quorum} targets must answer, but there ${count === 1 ? 'is 1' : `are ${count}`}`;
  return { code: 'MH401', key: 'quorum', message, hint: `write a quorum up to ${count}` };
});

export const intervalIsShort = judging(({ intervalMs, downAfterMs }) => {
  if (intervalMs <= downAfterMs) return undefined;
  const message = `the interval (${intervalMs} ms) is longer than down-after (${downAfterMs} ms)`;
  return { code: 'MH402', key: 'interval', message, hint: 'probe at least once within down-after' };
});

export const timeoutIsShort = judging(({ timeoutMs, downAfterMs }) => {
  if (timeoutMs <= downAfterMs) return undefined;
  const message = `the timeout (${timeoutMs} ms) is longer than down-after (${downAfterMs} ms)`;
  return { code: 'MH403', key: 'timeout', message, hint: 'write a shorter timeout' };
});

export const probesHaveTargets = judging(({ probe, targets, command }) => {
  if (probe === 'ping') return undefined;
  const missing = probe === 'command' ? 'command' : 'targets';
  if (probe === 'command' ? command !== undefined : targets.length > 0) return undefined;
  const message = `the probe ${probe} needs "${missing}"`;
  return { code: 'MH406', key: 'probe', message, hint: `add "${missing}"` };
});

export const lossThresholdsDiffer = judging(({ lossDownPercent: down, lossUpPercent: up }) => {
  if (up < down) return undefined;
  const message = `an uplink would come up at ${up}% loss and go down at ${down}%`;
  return { code: 'MH408', key: 'loss', message, hint: 'write a smaller "up" than "down"' };
});

export const latencyThresholdsDiffer = judging(({ latencyDownMs: down, latencyUpMs: up }) => {
  if (down === undefined || up === undefined || up < down) return undefined;
  const message = `an uplink would come up at ${up} ms latency and go down at ${down} ms`;
  return { code: 'MH409', key: 'latency', message, hint: 'write a smaller "up" than "down"' };
});

export const targetsAreElsewhere: Check = (topology, places) =>
  inUse(topology).flatMap((health) =>
    writtenTargets(topology, health).flatMap((target, index) => {
      const host = hostOfTarget(target);
      if (!isOwnAddress(topology, host)) return [];
      const message = `${host} is an address of this host: it always answers`;
      const hint = 'ask somebody on the other side of the uplink';
      const at = places.under(health.at, ['targets', index]);
      return [problemAt(at, { code: 'MH404', message, hint })];
    }),
  );

/** At the top of the file one uplink that has the family is enough. */
export const targetsAreReachable: Check = (topology, places) =>
  inUse(topology).flatMap((health) => {
    const owner = topology.uplinks.find((uplink) => uplink.health === health);
    const uplinks = owner === undefined ? topology.uplinks : [owner];
    return writtenTargets(topology, health).flatMap((target, index) => {
      const family = familyOfTarget(target);
      if (family === undefined || uplinks.length === 0 || someHas(uplinks, family)) return [];
      const who = owner === undefined ? 'no uplink' : `uplink "${owner.name}"`;
      const message = `${target} is ${family}, which ${who} ${owner === undefined ? 'has' : 'does not have'}`;
      const at = places.under(health.at, ['targets', index]);
      return [problemAt(at, { code: 'MH405', message, hint: 'write a target of another family' })];
    });
  });

/** Inherited targets are judged where they are written. */
function writtenTargets({ health: top }: Topology, health: Health): readonly string[] {
  return health === top || health.targets !== top?.targets ? health.targets : [];
}

function someHas(uplinks: readonly Uplink[], family: Family): boolean {
  return uplinks.some((uplink) => uplink[family] !== undefined);
}

function familyOfTarget(target: string): Family | undefined {
  const address = parseAddress(hostOfTarget(target));
  return address === undefined ? undefined : familyOf(address);
}
