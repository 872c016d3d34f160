/** The paths under watch: their probes run, what they hear is judged, and changes are told. */

import type { Prober, ProbeTrouble } from '../host/probes/prober.ts';
import { startProber } from '../host/probes/start-prober.ts';
import type { HealthEvent, PathHealth } from '../health/path-health.ts';
import { beginHealth, nextDueMs, observe, suspects } from '../health/path-health.ts';
import { standings } from '../health/standing.ts';
import type { LinkFault, PathStanding, PathVerdict, ProbeResult } from '../model/health.ts';
import type { WatchedPath } from './paths.ts';
import { keyOf } from './paths.ts';

export type WatchedHealth = { readonly path: WatchedPath; readonly health: PathHealth };

export type VerdictChange = {
  readonly path: WatchedPath;
  readonly before: PathVerdict;
  readonly health: PathHealth;
};

export type WatchedListener = {
  readonly verdict: (change: VerdictChange) => void;
  readonly trouble: (path: WatchedPath, trouble: ProbeTrouble) => void;
  readonly recovered: (path: WatchedPath) => void;
  /** Monotonic. */
  readonly nowMs: () => number;
};

export type Watched = {
  /** Probes of what has not changed go on. */
  readonly update: (paths: readonly WatchedPath[]) => void;
  /** What the kernel tells of one interface, sooner than the host can be read. */
  readonly link: (name: string, fault: LinkFault | undefined) => void;
  readonly standings: () => readonly PathStanding[];
  readonly all: () => readonly WatchedHealth[];
  readonly stop: () => void;
};

type Entry = {
  path: WatchedPath;
  health: PathHealth;
  probers: readonly Prober[];
  timer: NodeJS.Timeout | undefined;
};

export function watchPaths(on: WatchedListener): Watched {
  const entries = new Map<string, Entry>();
  return {
    update: (paths) => {
      const wanted = new Set(paths.map(keyOf));
      for (const [key, entry] of entries) {
        if (wanted.has(key)) continue;
        stopEntry(entry);
        entries.delete(key);
      }
      for (const path of paths) {
        const known = entries.get(keyOf(path));
        const entry = known ?? fresh(path, on);
        entries.set(keyOf(path), entry);
        if (known !== undefined) change(known, path, on);
        feed(entry, { kind: 'link', fault: path.fault }, on);
      }
    },
    link: (name, fault) => {
      for (const entry of entries.values()) {
        if (entry.path.interface !== name) continue;
        // An address or gateway that is missing shows only when the host is read.
        if (fault === undefined && !isLinkState(entry.health.verdict)) continue;
        feed(entry, { kind: 'link', fault }, on);
      }
    },
    standings: () => standingsOf([...entries.values()]),
    all: () => [...entries.values()].map(({ path, health }) => ({ path, health })),
    stop: () => {
      for (const entry of entries.values()) stopEntry(entry);
    },
  };
}

function fresh(path: WatchedPath, on: WatchedListener): Entry {
  const tiers = path.questions.map(({ tier }) => tier);
  const health = beginHealth(path.settings, tiers, on.nowMs());
  const entry: Entry = { path, health, probers: [], timer: undefined };
  ask(entry, on);
  return entry;
}

/** Asked from another address, or of others, it has to be judged anew; until then it counts as good. */
function change(entry: Entry, path: WatchedPath, on: WatchedListener): void {
  const isSame = questionsText(entry.path) === questionsText(path);
  entry.path = path;
  if (isSame) return;
  stopEntry(entry);
  const { flaps, verdict } = entry.health;
  const tiers = path.questions.map(({ tier }) => tier);
  const begun = { ...beginHealth(path.settings, tiers, on.nowMs()), flaps };
  entry.health = verdict.kind === 'unusable' ? { ...begun, verdict } : begun;
  ask(entry, on);
}

function ask(entry: Entry, on: WatchedListener): void {
  const { questions, settings } = entry.path;
  entry.probers = questions.map(({ probe }, target) => {
    const listener = {
      result: (result: ProbeResult) => feed(entry, { kind: 'result', target, result }, on),
      trouble: (trouble: ProbeTrouble) => on.trouble(entry.path, trouble),
      recovered: () => on.recovered(entry.path),
    };
    return startProber(probe, listener, (settings.intervalMs * target) / questions.length);
  });
}

function feed(entry: Entry, event: HealthEvent, on: WatchedListener): void {
  const before = entry.health.verdict;
  const nowMs = on.nowMs();
  entry.health = settled(observe(entry.health, event, nowMs), nowMs);
  haste(entry, nowMs);
  setTimer(entry, nowMs, on);
  const { path, health } = entry;
  if (before.kind !== health.verdict.kind) on.verdict({ path, before, health });
}

/** Time alone may decide next. */
function setTimer(entry: Entry, nowMs: number, on: WatchedListener): void {
  clearTimeout(entry.timer);
  const dueMs = nextDueMs(entry.health, nowMs);
  if (dueMs === Infinity) return;
  const waitMs = Math.min(timerMaxMs, Math.max(1, Math.ceil(dueMs - nowMs)));
  entry.timer = setTimeout(() => feed(entry, { kind: 'time' }, on), waitMs);
}

/** Node's timers end at 24 days; waking up once an hour costs nothing. */
const timerMaxMs = 3_600_000;

/** A link that nobody is asked over is good as soon as it is there: several steps at one time. */
function settled(health: PathHealth, nowMs: number): PathHealth {
  let current = health;
  for (let step = 0; step < stepsMax; step++) {
    const next = observe(current, { kind: 'time' }, nowMs);
    if (next.verdict === current.verdict) return next;
    current = next;
  }
  return current;
}

const stepsMax = 4;

function haste({ health, probers }: Entry, nowMs: number): void {
  const urgent = new Set(suspects(health, nowMs));
  for (const [at, prober] of probers.entries()) {
    if (urgent.has(at)) prober.hasten();
    else prober.relax();
  }
}

function stopEntry(entry: Entry): void {
  clearTimeout(entry.timer);
  for (const prober of entry.probers) prober.stop();
  entry.probers = [];
}

function questionsText({ questions, settings }: WatchedPath): string {
  return JSON.stringify([questions, settings]);
}

function isLinkState(verdict: PathVerdict): boolean {
  if (verdict.kind !== 'unusable') return false;
  return verdict.fault === 'no-carrier' || verdict.fault === 'interface-down';
}

/** Ranks are among uplinks of one family. Where a family asks nobody, what the other hears counts. */
function standingsOf(entries: readonly Entry[]): readonly PathStanding[] {
  const judged = entries.map(({ path, health }) => ({
    key: path,
    verdict: health.verdict.kind === 'unusable' ? health.verdict : heardFor(path, health, entries),
  }));
  const togetherMs = Math.max(0, ...entries.map(({ path }) => finite(path.settings.downAfterMs)));
  return (['ipv4', 'ipv6'] as const).flatMap((family) =>
    standings(
      judged.filter(({ key }) => key.family === family),
      togetherMs,
    ).map(({ key, rank }) => ({ uplink: key.uplink, family, rank })),
  );
}

function heardFor(path: WatchedPath, health: PathHealth, entries: readonly Entry[]): PathVerdict {
  if (path.questions.some(({ tier }) => tier === 'beyond')) return health.verdict;
  const other = entries.find(
    (one) =>
      one.path.uplink === path.uplink &&
      one.path !== path &&
      one.path.questions.some(({ tier }) => tier === 'beyond'),
  );
  // A lost link of the other family says nothing about this one.
  if (other === undefined || other.health.verdict.kind === 'unusable') return health.verdict;
  return other.health.verdict;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
