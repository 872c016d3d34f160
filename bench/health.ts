/** What the health engine notices, how soon, and how often it errs: days of virtual time. */

import { healthDefaults } from '../src/topology/defaults.ts';
import type { HealthSettings } from '../src/model/health.ts';
import type { Change, Loss } from './health-path.ts';
import { randomFrom, simulate } from './health-path.ts';

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;

export type Detector = {
  readonly name: string;
  readonly targets: number;
  readonly settings: HealthSettings;
};

const { probe, ...defaultTimes } = healthDefaults;
void probe;
export const defaultSettings: HealthSettings = {
  ...defaultTimes,
  latencyDownMs: undefined,
  latencyUpMs: undefined,
};
const fast: HealthSettings = {
  ...defaultSettings,
  intervalMs: 200,
  timeoutMs: 200,
  downAfterMs: 600,
};

export const detectors: readonly Detector[] = [
  { name: 'defaults, 3 targets', targets: 3, settings: defaultSettings },
  { name: 'defaults, 2 targets', targets: 2, settings: defaultSettings },
  { name: 'defaults, 1 target', targets: 1, settings: defaultSettings },
  { name: 'interval 200ms, down-after 600ms, 3 targets', targets: 3, settings: fast },
];

/** Times from the beginning of an outage of five minutes, and from its end. */
export function outage(
  { settings, targets }: Detector,
  seed: number,
): { readonly downMs: number; readonly upMs: number } {
  const random = randomFrom(seed);
  const beginMs = 2 * minuteMs + random() * 10_000;
  const endMs = beginMs + 5 * minuteMs;
  const loss: Loss = (atMs) => (atMs >= beginMs && atMs < endMs ? 1 : 0);
  const changes = simulate({ settings, targets, loss, random, untilMs: endMs + 10 * minuteMs });
  const down = changes.find(({ atMs, verdict }) => atMs >= beginMs && isBad(verdict.kind));
  const up = changes.find(({ atMs, verdict }) => atMs >= endMs && verdict.kind === 'up');
  return { downMs: (down?.atMs ?? Infinity) - beginMs, upMs: (up?.atMs ?? Infinity) - endMs };
}

/** How often a day a path that loses so much is taken for a bad one. */
export function falseSwitches(
  { settings, targets }: Detector,
  loss: Loss,
  seed: number,
  days: number,
): number {
  const random = randomFrom(seed);
  const changes = simulate({ settings, targets, loss, random, untilMs: days * dayMs });
  return switches(changes) / days;
}

function switches(changes: readonly Change[]): number {
  return changes.filter(({ verdict }, at) => {
    const before = changes[at - 1]?.verdict.kind ?? 'unknown';
    return isBad(verdict.kind) && (before === 'up' || before === 'unknown');
  }).length;
}

function isBad(kind: Change['verdict']['kind']): boolean {
  return kind !== 'up' && kind !== 'unknown';
}

/** Outages of `lengthMs`, one in five minutes or so, at random. */
export function microOutages(lengthMs: number, seed: number, untilMs: number): Loss {
  const random = randomFrom(seed);
  const begins: number[] = [];
  for (let atMs = 0; atMs < untilMs;) {
    atMs += lengthMs - 5 * minuteMs * Math.log(1 - random());
    begins.push(atMs);
  }
  let next = 0;
  return (atMs) => {
    while ((begins[next] ?? Infinity) + lengthMs <= atMs) next++;
    return atMs >= (begins[next] ?? Infinity) ? 1 : 0;
  };
}

/** Until a path that begins to lose so much is taken for a bad one; undefined where it is not within 20 minutes. */
export function brownOut(
  { settings, targets }: Detector,
  share: number,
  seed: number,
): number | undefined {
  const random = randomFrom(seed);
  const beginMs = 2 * minuteMs + random() * 10_000;
  const loss: Loss = (atMs) => (atMs >= beginMs ? share : 0);
  const isEnough = ({ atMs, verdict }: Change) => atMs >= beginMs && isBad(verdict.kind);
  const changes = simulate({
    settings,
    targets,
    loss,
    random,
    untilMs: beginMs + 20 * minuteMs,
    isEnough,
  });
  const change = changes.find(isEnough);
  return change === undefined ? undefined : change.atMs - beginMs;
}

/** How often a link that works and fails by turns of half a minute is switched away from, in an hour. */
export function flapping({ settings, targets }: Detector, seed: number): number {
  const loss: Loss = (atMs) => (atMs % minuteMs < minuteMs / 2 ? 0 : 1);
  return switches(
    simulate({ settings, targets, loss, random: randomFrom(seed), untilMs: 60 * minuteMs }),
  );
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** As a table of Markdown. */
export function table(runs: number, days: number): string {
  const head = [
    'detector',
    'down p50/p95 s',
    'up p50/p95 s',
    'false a day at 1 %',
    '5 %',
    '10 %',
    '1.5 s outages: a day',
    '3 s',
    '40 % brown-out: found, median s, p95 s',
    '25 %',
    'flapping: switches an hour',
  ];
  const rows = detectors.map((detector) => row(detector, runs, days));
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function row(detector: Detector, runs: number, days: number): readonly string[] {
  const seeds = Array.from({ length: runs }, (_, at) => at + 1);
  const outages = seeds.map((seed) => outage(detector, seed));
  const downs = outages.map(({ downMs }) => downMs);
  const ups = outages.map(({ upMs }) => upMs);
  const lossy = (share: number) => number(falseSwitches(detector, () => share, 1, days));
  const micro = (lengthMs: number) =>
    number(falseSwitches(detector, microOutages(lengthMs, 1, days * dayMs), 2, days));
  return [
    detector.name,
    pair(downs),
    pair(ups),
    lossy(0.01),
    lossy(0.05),
    lossy(0.1),
    micro(1_500),
    micro(3_000),
    found(seeds.map((seed) => brownOut(detector, 0.4, seed))),
    found(seeds.map((seed) => brownOut(detector, 0.25, seed))),
    number(flapping(detector, 1)),
  ];
}

function pair(times: readonly number[]): string {
  return `${seconds(percentile(times, 0.5))} / ${seconds(percentile(times, 0.95))}`;
}

function found(times: readonly (number | undefined)[]): string {
  const known = times.flatMap((one) => one ?? []);
  const share = `${Math.round((100 * known.length) / times.length)} %`;
  return known.length === 0
    ? share
    : `${share}, ${seconds(percentile(known, 0.5))}, ${seconds(percentile(known, 0.95))}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

function number(count: number): string {
  return Number.isInteger(count) ? `${count}` : count.toFixed(1);
}
