/**
 * The health of one path, an uplink in one family: what is heard of its targets and its link -> a
 * verdict. Pure: time is an argument, and the same events give the same verdicts.
 */

import type { HealthSettings, LinkFault, PathVerdict, ProbeResult } from '../model/health.ts';
import { chanceOf } from './chance.ts';
import type { Flaps } from './hold.ts';
import { holdMs, noFlaps, withFlap } from './hold.ts';
import type { Target } from './target.ts';
import { freshTarget, isHeard, silentFromMs, withHeard } from './target.ts';
import type { Quality } from './window.ts';
import { emptyWindow, lossPercent, qualityOf, windowMs } from './window.ts';

export type PathHealth = {
  readonly settings: HealthSettings;
  readonly targets: readonly Target[];
  readonly verdict: PathVerdict;
  readonly flaps: Flaps;
  /** Of the last change of the link: what was asked before says nothing about it. */
  readonly linkMs: number;
};

export type HealthEvent =
  | { readonly kind: 'result'; readonly target: number; readonly result: ProbeResult }
  | { readonly kind: 'link'; readonly fault: LinkFault | undefined }
  /** Nothing was heard until now. */
  | { readonly kind: 'time' }
  /** Nobody listened for so long: what was not heard then says nothing. */
  | { readonly kind: 'deaf'; readonly forMs: number };

export function beginHealth(
  settings: HealthSettings,
  tiers: readonly Target['tier'][],
  nowMs: number,
): PathHealth {
  return {
    settings,
    targets: tiers.map((tier) => freshTarget({ tier })),
    verdict: { kind: 'unknown', sinceMs: nowMs },
    flaps: noFlaps,
    linkMs: nowMs,
  };
}

export function observe(path: PathHealth, event: HealthEvent, nowMs: number): PathHealth {
  switch (event.kind) {
    case 'result':
      return judge(withHeardOf(path, event.target, event.result, nowMs), nowMs);
    case 'link':
      return linkChanged(path, event.fault, nowMs);
    case 'time':
      return judge(path, nowMs);
    case 'deaf':
      return { ...path, ...shifted(path, event.forMs) };
  }
}

function withHeardOf(
  path: PathHealth,
  target: number,
  result: ProbeResult,
  nowMs: number,
): PathHealth {
  if (path.verdict.kind === 'unusable' || result.sentMs < path.linkMs) return path;
  if (isOfTheOutage(path.verdict, result)) return path;
  const targets = path.targets.map((one, at) =>
    at === target ? withHeard(one, result, nowMs) : one,
  );
  return { ...path, targets };
}

/** A recovery is measured from when it began: what was missed before is what it recovers from. */
function isOfTheOutage({ kind, sinceMs }: PathVerdict, result: ProbeResult): boolean {
  return kind === 'recovering' && result.kind === 'missed' && result.sentMs < sinceMs;
}

/** A link that comes back has to prove itself: a carrier is no answer. */
function linkChanged(path: PathHealth, fault: LinkFault | undefined, nowMs: number): PathHealth {
  const before = path.verdict;
  if (before.kind === 'unusable' ? before.fault === fault : fault === undefined) return path;
  const fresh = { ...path, targets: path.targets.map(freshTarget), linkMs: nowMs };
  const sinceMs = before.kind === 'unusable' ? before.sinceMs : nowMs;
  if (fault === undefined) return { ...fresh, verdict: { kind: 'silent', sinceMs } };
  return {
    ...fresh,
    flaps: failing(path, nowMs),
    verdict: { kind: 'unusable', fault, sinceMs },
  };
}

function judge(path: PathHealth, nowMs: number): PathHealth {
  const { verdict } = path;
  switch (verdict.kind) {
    case 'unusable':
      return path;
    case 'unknown':
      if (isQuorumHeard(path, nowMs)) return changed(path, { kind: 'up', sinceMs: nowMs });
      return nowMs < silentMs(path)
        ? path
        : fallen(path, { kind: 'silent', sinceMs: nowMs }, nowMs);
    case 'silent':
      return isQuorumHeard(path, nowMs) ? recovering(path, nowMs) : path;
    case 'up':
    case 'impaired':
    case 'recovering':
      if (!isQuorumHeard(path, nowMs)) {
        return fallen(path, { kind: 'silent', sinceMs: nowMs }, nowMs);
      }
      return judgeQuality(path, verdict, nowMs);
  }
}

type Answering = Extract<PathVerdict, { readonly kind: 'up' | 'impaired' | 'recovering' }>;

function judgeQuality(path: PathHealth, verdict: Answering, nowMs: number): PathHealth {
  const { settings } = path;
  if (verdict.kind === 'impaired') {
    const recent = quality(path, nowMs - Math.max(settings.upAfterMs, recentMs), nowMs);
    return isGood(recent, settings) ? recovering(path, nowMs) : path;
  }
  const by = firstImpairment(path, nowMs);
  if (by !== undefined) return fallen(path, { kind: 'impaired', by, sinceMs: nowMs }, nowMs);
  if (verdict.kind === 'up' || nowMs < trustedMs(path, nowMs)) return path;
  // What was lost before the recovery began is not in the window any more.
  return isGood(quality(path, verdict.sinceMs, nowMs), settings)
    ? changed(path, { kind: 'up', sinceMs: nowMs })
    : path;
}

function recovering(path: PathHealth, nowMs: number): PathHealth {
  const targets = path.targets.map((target) => ({ ...target, window: emptyWindow }));
  return { ...path, targets, verdict: { kind: 'recovering', sinceMs: nowMs } };
}

function changed(path: PathHealth, verdict: PathVerdict): PathHealth {
  return { ...path, verdict };
}

function fallen(path: PathHealth, verdict: PathVerdict, nowMs: number): PathHealth {
  return { ...path, verdict, flaps: failing(path, nowMs) };
}

/** Only what was trusted can flap. */
function failing({ verdict, flaps, settings }: PathHealth, nowMs: number): Flaps {
  return verdict.kind === 'up' ? withFlap(flaps, settings.upAfterMs, nowMs) : flaps;
}

/** Of what was impaired, so long at least must be good. */
const recentMs = 10_000;

/** Fewer make no share. */
const askedMin = 10;

/** Losses count only where they can hardly be those of a path that is good. */
const chanceMax = 1e-5;

/** Heavy loss shows in a short time, light loss in a long one. */
const spansMs = [windowMs / 4, windowMs / 2, windowMs] as const;

function firstImpairment(path: PathHealth, nowMs: number): 'loss' | 'latency' | undefined {
  for (const spanMs of spansMs) {
    const by = impairment(quality(path, nowMs - spanMs, nowMs), path.settings);
    if (by !== undefined) return by;
  }
  return undefined;
}

function impairment(found: Quality, settings: HealthSettings): 'loss' | 'latency' | undefined {
  const { asked, lost, latencyMs } = found;
  const { lossDownPercent, lossUpPercent, latencyDownMs } = settings;
  if (asked < askedMin) return undefined;
  const isLossy = lossPercent(found) >= lossDownPercent;
  if (isLossy && chanceOf(lost, asked, lossUpPercent / 100) < chanceMax) return 'loss';
  const isSlow = latencyDownMs !== undefined && latencyMs !== undefined;
  return isSlow && latencyMs >= latencyDownMs ? 'latency' : undefined;
}

function isGood(found: Quality, { lossUpPercent, latencyUpMs }: HealthSettings): boolean {
  if (lossPercent(found) > lossUpPercent) return false;
  return latencyUpMs === undefined || (found.latencyMs ?? 0) <= latencyUpMs;
}

/** A target that is silent altogether tells nothing of the path while others answer. */
function quality(path: PathHealth, fromMs: number, nowMs: number): Quality {
  const heard = judgedTargets(path).filter((target) => isHeard(target, path.settings, nowMs));
  return qualityOf(
    heard.map(({ window }) => window),
    fromMs,
  );
}

function isQuorumHeard(path: PathHealth, nowMs: number): boolean {
  const judged = judgedTargets(path);
  const answering = judged.filter((target) => isHeard(target, path.settings, nowMs));
  return answering.length >= Math.min(path.settings.quorum, judged.length);
}

function judgedTargets(path: PathHealth): readonly Target[] {
  const beyond = path.targets.filter(({ tier }) => tier === 'beyond');
  return beyond.length === 0 ? path.targets : beyond;
}

/** When it is silent, if nothing more is heard. */
function silentMs(path: PathHealth): number {
  const judged = judgedTargets(path);
  const times = judged
    .map((target) => silentFromMs(target, path.linkMs, path.settings))
    .toSorted((one, other) => other - one);
  // As soon as too few are left for the quorum.
  return times[Math.min(path.settings.quorum, times.length) - 1] ?? Infinity;
}

function trustedMs({ verdict, flaps, settings }: PathHealth, nowMs: number): number {
  return verdict.sinceMs + holdMs(flaps, settings.upAfterMs, nowMs);
}

/** When time alone can change the verdict next. */
export function nextDueMs(path: PathHealth, nowMs: number): number {
  switch (path.verdict.kind) {
    case 'unusable':
    case 'silent':
    case 'impaired':
      return path.verdict.kind === 'impaired' ? silentMs(path) : Infinity;
    case 'unknown':
    case 'up':
      return silentMs(path);
    case 'recovering': {
      const trusted = trustedMs(path, nowMs);
      return Math.min(silentMs(path), trusted > nowMs ? trusted : Infinity);
    }
  }
}

/** Targets that missed a question: asked again at once, they tell sooner whether it was chance. */
export function suspects(path: PathHealth, nowMs: number): readonly number[] {
  const { targets, settings, verdict } = path;
  if (verdict.kind === 'unusable' || verdict.kind === 'silent') return [];
  return targets.flatMap((target, at) =>
    target.misses > 0 && isHeard(target, settings, nowMs) ? [at] : [],
  );
}

/** Whether the gateway answers while the targets do not; undefined where it is not asked. */
export function gatewayAnswers(path: PathHealth, nowMs: number): boolean | undefined {
  const gateways = path.targets.filter(({ tier }) => tier === 'gateway');
  if (gateways.length === 0) return undefined;
  return gateways.some((target) => isHeard(target, path.settings, nowMs));
}

/** As if the time had not passed. */
function shifted(
  { targets, linkMs }: PathHealth,
  forMs: number,
): Pick<PathHealth, 'targets' | 'linkMs'> {
  const later = (atMs: number | undefined) => (atMs === undefined ? undefined : atMs + forMs);
  return {
    targets: targets.map((one) => ({ ...one, answeredSentMs: later(one.answeredSentMs) })),
    linkMs: targets.some(({ answeredSentMs }) => answeredSentMs !== undefined)
      ? linkMs
      : linkMs + forMs,
  };
}

/** When the newest question was sent that somebody who counts has answered. */
export function heardMsOf(path: PathHealth): number | undefined {
  const times = judgedTargets(path).flatMap(({ answeredSentMs }) => answeredSentMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Of each target, whether it answers. */
export function targetsHeard({ targets, settings }: PathHealth, nowMs: number): readonly boolean[] {
  return targets.map((target) => isHeard(target, settings, nowMs));
}

/** Of the last minute, or since it recovers. */
export function qualityNow(path: PathHealth, nowMs: number): Quality {
  return quality(path, nowMs - windowMs, nowMs);
}
