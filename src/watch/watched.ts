/** The paths under watch: their probes run, what they hear is judged, and changes are told. */

import { families } from '../model/address.ts';
import type { Timer } from '../host/timers.ts';
import { createTimer } from '../host/timers.ts';
import type { Prober, ProbeTrouble } from '../host/probes/prober.ts';
import { startProber } from '../host/probes/start-prober.ts';
import type { HealthEvent, PathHealth } from '../health/path-health.ts';
import { beginHealth, heardMsOf, nextDueMs, observe, suspects } from '../health/path-health.ts';
import type { Judged } from '../health/standing.ts';
import { countsFromMs, isAwaited, standings } from '../health/standing.ts';
import type { Ear } from './ear.ts';
import { listenAlways } from './ear.ts';
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
  /** Somebody is preferred now who was not. */
  readonly standings: () => void;
  readonly trouble: (path: WatchedPath, trouble: ProbeTrouble) => void;
  readonly recovered: (path: WatchedPath) => void;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** Whether one was bad when the service ran last, a moment ago: it has to prove itself. */
  readonly wasBad?: (path: WatchedPath) => boolean;
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
  readonly timer: Timer;
};

/** Of all paths together. */
type Watch = {
  readonly on: WatchedListener;
  readonly entries: Map<string, Entry>;
  readonly ear: Ear;
  /** As they were told last. */
  standings: string;
};

export function watchPaths(on: WatchedListener): Watched {
  const entries = new Map<string, Entry>();
  const ear = listenAlways(on.nowMs);
  const watch: Watch = { on, entries, ear, standings: '' };
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
        const entry = known ?? fresh(path, watch);
        entries.set(keyOf(path), entry);
        if (known !== undefined) change(known, path, watch);
        feed(entry, { kind: 'link', fault: path.fault }, watch);
      }
    },
    link: (name, fault) => {
      for (const entry of entries.values()) {
        if (entry.path.interface !== name) continue;
        // An address or gateway that is missing shows only when the host is read.
        if (fault === undefined && !isLinkState(entry.health.verdict)) continue;
        feed(entry, { kind: 'link', fault }, watch);
      }
    },
    standings: () => standingsOf([...entries.values()], on.nowMs()),
    all: () => {
      const all = [...entries.values()];
      return all.map((one) => ({
        path: one.path,
        health: { ...one.health, verdict: verdictFor(one, all) },
      }));
    },
    stop: () => {
      ear.stop();
      for (const entry of entries.values()) stopEntry(entry);
    },
  };
}

function fresh(path: WatchedPath, watch: Watch): Entry {
  const tiers = path.questions.map(({ tier }) => tier);
  const nowMs = watch.on.nowMs();
  const begun = beginHealth(path.settings, tiers, nowMs);
  const wasBad = asksSomebody(path) && (watch.on.wasBad?.(path) ?? false);
  const health: PathHealth = wasBad
    ? { ...begun, verdict: { kind: 'silent', sinceMs: nowMs } }
    : begun;
  // What waits to be read comes first: it may be the answer.
  const timer = createTimer(() => feed(entry, { kind: 'time' }, watch));
  const entry: Entry = { path, health, probers: [], timer };
  ask(entry, watch);
  return entry;
}

function asksSomebody({ questions }: WatchedPath): boolean {
  return questions.length > 0;
}

/** Asked from another address, or of others, it has to be judged anew; what was bad has to prove itself. */
function change(entry: Entry, path: WatchedPath, watch: Watch): void {
  const [before, after] = [entry.path, path];
  entry.path = path;
  const asksTheSame =
    before.interfaceIndex === after.interfaceIndex &&
    questionsText(before) === questionsText(after);
  const settings = after.settings;
  if (asksTheSame) {
    entry.health = { ...entry.health, settings };
    return;
  }
  stopEntry(entry);
  const { flaps, verdict } = entry.health;
  const tiers = path.questions.map(({ tier }) => tier);
  const begun = { ...beginHealth(settings, tiers, watch.on.nowMs()), flaps };
  const { sinceMs } = verdict;
  if (verdict.kind === 'up' || verdict.kind === 'unknown') entry.health = begun;
  else if (verdict.kind === 'unusable') entry.health = { ...begun, verdict };
  else entry.health = { ...begun, verdict: { kind: 'silent', sinceMs } };
  ask(entry, watch);
}

function ask(entry: Entry, watch: Watch): void {
  const { questions, settings } = entry.path;
  const { on } = watch;
  entry.probers = questions.map(({ probe }, target) => {
    const listener = {
      result: (result: ProbeResult) => feed(entry, { kind: 'result', target, result }, watch),
      trouble: (trouble: ProbeTrouble) => on.trouble(entry.path, trouble),
      recovered: () => on.recovered(entry.path),
    };
    return startProber(probe, listener, (settings.intervalMs * target) / questions.length);
  });
}

function feed(entry: Entry, event: HealthEvent, watch: Watch): void {
  const { on } = watch;
  forgive(watch);
  const before = entry.health.verdict;
  const nowMs = on.nowMs();
  entry.health = settled(observe(entry.health, event, nowMs), nowMs);
  hasteAll([...watch.entries.values()], nowMs);
  setTimer(entry, nowMs);
  const { path, health } = entry;
  if (before.kind !== health.verdict.kind) on.verdict({ path, before, health });
  tellStandings(watch, nowMs);
}

/** While this process stood still nobody was heard, whoever spoke. */
function forgive({ ear, entries }: Watch): void {
  const forMs = ear.deafForMs();
  if (forMs === 0) return;
  for (const entry of entries.values()) {
    entry.health = observe(entry.health, { kind: 'deaf', forMs }, 0);
  }
}

/** Not only verdicts count: also who is still heard while another one has fallen silent. */
function tellStandings(watch: Watch, nowMs: number): void {
  const text = JSON.stringify(standingsOf([...watch.entries.values()], nowMs));
  if (text === watch.standings) return;
  watch.standings = text;
  watch.on.standings();
}

/** Time alone may decide next. */
function setTimer({ health, timer }: Entry, nowMs: number): void {
  const { verdict, settings } = health;
  const counts = countsFromMs(verdict, finite(settings.downAfterMs));
  const dueMs = Math.min(nextDueMs(health, nowMs), counts > nowMs ? counts : Infinity);
  timer.start(Math.max(1, Math.ceil(dueMs - nowMs)));
}

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

/** Suspects, and those that traffic waits for to be led to them: one that is asked seldom is asked now. */
function hasteAll(entries: readonly Entry[], nowMs: number): void {
  const judged = entries.map((one) => judgedOf(one, entries));
  for (const [at, { health, probers, path }] of entries.entries()) {
    const own = judged[at];
    const isUrgent = judged.some(
      (other) => own && other.key.family === path.family && isAwaited(own, other),
    );
    const urgent = new Set(suspects(health, nowMs));
    for (const [target, prober] of probers.entries()) {
      if (isUrgent || urgent.has(target)) prober.hasten();
      else prober.relax();
    }
  }
}

function stopEntry(entry: Entry): void {
  entry.timer.callOff();
  for (const prober of entry.probers) prober.stop();
  entry.probers = [];
}

function questionsText({ questions }: WatchedPath): string {
  return JSON.stringify(questions);
}

function isLinkState(verdict: PathVerdict): boolean {
  if (verdict.kind !== 'unusable') return false;
  return verdict.fault === 'no-carrier' || verdict.fault === 'interface-down';
}

/** Ranks are among uplinks of one family. */
function standingsOf(entries: readonly Entry[], nowMs: number): readonly PathStanding[] {
  const judged = entries.map((one) => judgedOf(one, entries));
  return families.flatMap((family) =>
    standings(
      judged.filter(({ key }) => key.family === family),
      nowMs,
    ).map(({ key, rank }) => ({ uplink: key.uplink, family, rank })),
  );
}

function judgedOf(one: Entry, entries: readonly Entry[]): Judged<WatchedPath> {
  const heard = followed(one, entries) ?? one;
  return {
    key: one.path,
    verdict: verdictFor(one, entries),
    heardMs: heardMsOf(heard.health),
    isAsked: asksSomebody(heard.path),
    togetherMs: finite(one.path.settings.downAfterMs),
  };
}

/** Where a family asks nobody beyond, what the other hears counts. */
function verdictFor(one: Entry, entries: readonly Entry[]): PathVerdict {
  const { verdict } = one.health;
  return verdict.kind === 'unusable'
    ? verdict
    : (followed(one, entries)?.health.verdict ?? verdict);
}

function followed(one: Entry, entries: readonly Entry[]): Entry | undefined {
  if (asksBeyond(one)) return undefined;
  const other = entries.find(
    (candidate) => candidate !== one && candidate.path.uplink === one.path.uplink,
  );
  // A lost link of the other family says nothing about this one.
  const tells =
    other !== undefined && asksBeyond(other) && other.health.verdict.kind !== 'unusable';
  return tells ? other : undefined;
}

function asksBeyond({ path }: Entry): boolean {
  return path.questions.some(({ tier }) => tier === 'beyond');
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
