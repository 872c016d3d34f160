/** What the service has found -> the status that it tells others. */

import { qualityNow, targetsHeard } from '../health/path-health.ts';
import type { Quality } from '../health/window.ts';
import { lossPercent, qualityOf, windowMs } from '../health/window.ts';
import type { AllowableGuard } from '../model/plan.ts';
import type { Probe } from '../model/health.ts';
import { rankIn } from '../model/health.ts';
import type { PathStatus, Status, TargetStatus } from '../model/status.ts';
import { statusFormat, statusVersion } from '../model/status.ts';
import type { WatchedHealth } from '../watch/watched.ts';
import type { LoopState } from './watch-state.ts';
import { activeIn } from './watch-active.ts';
import { termsOf } from './watch-terms.ts';
import { verdictText } from './watch-text.ts';

export type Witness = Pick<Status, 'process' | 'topology' | 'started' | 'switches'> & {
  readonly allow: readonly AllowableGuard[];
  /** Monotonic. */
  readonly nowMs: number;
  /** The same moment, as milliseconds since the epoch. */
  readonly epochMs: number;
};

export function statusOf(
  { topology, planned: { plan, live }, standings, active, remarks, read }: LoopState,
  all: readonly WatchedHealth[],
  { allow, nowMs, epochMs, ...witness }: Witness,
): Status {
  const time = (atMs: number) => new Date(epochMs - (nowMs - atMs)).toISOString();
  return {
    ...{ format: statusFormat, format_version: statusVersion, ...witness },
    ...{ read, terms: termsOf(topology, plan, allow) },
    written: time(nowMs),
    paths: all.map((one) => {
      const { uplink, family } = one.path;
      return pathStatus(one, rankIn(standings, uplink, family), nowMs, time);
    }),
    active: activeIn(active, { protocol: topology.protocol, uplinks: plan.uplinks, live }),
    remarks: Object.entries(remarks).flatMap(([event, texts]) =>
      texts.map((text) => ({ event, text })),
    ),
  };
}

function pathStatus(
  one: WatchedHealth,
  rank: number,
  nowMs: number,
  time: (atMs: number) => string,
): PathStatus {
  const { path, health } = one;
  const { uplink, family, address, gateway } = path;
  return {
    ...{ uplink, family, interface: path.interface },
    ...{ address: address ?? null, gateway: gateway ?? null },
    verdict: health.verdict.kind,
    since: time(health.verdict.sinceMs),
    reason: verdictText(one, nowMs),
    rank,
    ...measured(qualityNow(health, nowMs)),
    // Targets that are silent altogether are left out of what is measured; here that is all of them.
    ...(health.verdict.kind === 'silent' && path.questions.length > 0 ? { loss_percent: 100 } : {}),
    targets: targetsOf(one, nowMs),
  };
}

function measured(quality: Quality): Pick<PathStatus, 'loss_percent' | 'latency_ms'> {
  const { asked, latencyMs } = quality;
  return {
    loss_percent: asked === 0 ? null : rounded(lossPercent(quality)),
    latency_ms: latencyMs === undefined ? null : rounded(latencyMs),
  };
}

function targetsOf({ path, health }: WatchedHealth, nowMs: number): readonly TargetStatus[] {
  const heard = targetsHeard(health, nowMs);
  return path.questions.flatMap(({ tier, probe }, at) => {
    const target = health.targets[at];
    if (target === undefined) return [];
    const { loss_percent } = measured(qualityOf([target.window], nowMs - windowMs));
    return [
      {
        ...{ target: targetText(probe), probe: probe.kind, tier, loss_percent },
        answers: heard[at] ?? false,
        latency_ms: target.latencyMs === undefined ? null : rounded(target.latencyMs),
        reason: target.reason ?? null,
      },
    ];
  });
}

function targetText(probe: Probe): string {
  switch (probe.kind) {
    case 'ping':
    case 'http':
      return probe.target;
    case 'tcp':
    case 'dns':
      return `${probe.target} port ${probe.port}`;
    case 'command':
      return probe.command.join(' ');
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
