/** `watch`: the service that keeps a topology true while links fail. */

import type { Host } from '../host/host.ts';
import { acquireLock } from '../host/lock.ts';
import { absolutePath } from '../host/user-file.ts';
import { isRoot } from '../host/privileges.ts';
import type { Requests } from '../host/requests.ts';
import { listenForRequests } from '../host/requests.ts';
import { readLastStatus, writeStatus } from '../host/watch-status.ts';
import { digestOf } from '../host/digest.ts';
import { lastApplied } from '../host/transactions.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AllowableGuard, Guard } from '../model/plan.ts';
import type { ReadStatus, Status } from '../model/status.ts';
import { standing } from '../plan/guards.ts';
import { isEmpty } from '../plan/plan.ts';
import { guardText } from '../render/guard-text.ts';
import { ownCommand } from '../render/own-command.ts';
import type { Topology } from '../topology/topology.ts';
import { activeUplinks } from '../watch/active.ts';
import type { Wake } from '../watch/wake.ts';
import { createWake } from '../watch/wake.ts';
import type { Watched } from '../watch/watched.ts';
import type { WatchedPath } from '../watch/paths.ts';
import { watchPaths } from '../watch/watched.ts';
import type { Environment } from './environment.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed, reportFailure } from './failure.ts';
import { needsRoot } from './needs-root.ts';
import { lockFor } from './lock-for.ts';
import type { Prepared } from './prepare.ts';
import { prepareSettled } from './prepare.ts';
import { whyRejected } from './taken-back.ts';
import { tellStarting, tellStatus } from './tell-status.ts';
import { whyUnsettled } from './unsettled.ts';
import { loadTopology } from './topology-file.ts';
import type { Effects } from './watch-effects.ts';
import { createEffects } from './watch-effects.ts';
import type { Log, LogFormat } from './watch-log.ts';
import { createLog } from './watch-log.ts';
import { runLoop } from './watch-loop.ts';
import type { LoopState } from './watch-state.ts';
import { noRemarks } from './watch-state.ts';
import { expectedGuards, reloadTopology } from './watch-reload.ts';
import { hookMissing, probeMissing } from './watch-terms.ts';
import { pathTitle, switchText, troubleText, verdictText } from './watch-text.ts';

export type WatchOptions = {
  readonly file: string | undefined;
  readonly allow: readonly AllowableGuard[];
  readonly log: LogFormat;
  readonly onExit: 'keep' | 'destroy';
  readonly lockTimeoutMs: number;
  readonly waitForInterfacesMs: number;
};

export async function watch(options: WatchOptions, environment: Environment): Promise<ExitCode> {
  const { terminal, host } = environment;
  const report = (failure: Failure) => reportFailure(failure, terminal, options.log === 'json');
  if (!isRoot()) return report(needsRoot('watch'));
  const only = await acquireLock(host, 'watch', 0, 'watch.lock');
  if (only.kind === 'held') return report(alreadyWatched(only.holder));
  if (only.kind === 'failed') {
    return report({ exitCode: exitCodes.unavailable, message: `cannot lock: ${only.reason}` });
  }
  // A signal that comes before all is in place waits for that.
  const wake = createWake();
  const requests = listenForRequests(wake.call);
  const before = readLastStatus(host);
  tellStarting(host, shownPath(options.file ?? environment.defaultTopology), before);
  try {
    const begun = await begin(options, environment, { before: before?.read, requests });
    if (!begun.ok) {
      // Whoever starts next goes on with what was known.
      if (before !== undefined) writeStatus(host, before);
      return report(begun.failure);
    }
    const called = { wake, requests, wasBad: badBefore(before) };
    return await keepTrue(begun.value, options, environment, called);
  } finally {
    requests.release();
    only.lock.release();
  }
}

type Begun = {
  readonly topology: Topology;
  readonly prepared: Prepared;
  readonly path: string;
  readonly read: ReadStatus;
};

type Beginning = {
  /** What an earlier one read. */
  readonly before: ReadStatus | undefined;
  readonly requests: Requests;
};

/** All that can be wrong is found before anything is changed. */
async function begin(
  { file, allow, lockTimeoutMs, waitForInterfacesMs }: WatchOptions,
  environment: Environment,
  { before, requests }: Beginning,
): Promise<Outcome<Begun>> {
  const path = file ?? environment.defaultTopology;
  const transaction = lastApplied(environment.host)?.id ?? 0;
  const loaded = loadTopology(path);
  if (!loaded.ok) return loaded;
  const { topology } = loaded.value;
  const hook = hookMissing(topology);
  if (hook !== undefined) {
    const message = `${hook}. Nothing was touched.`;
    return failed({ exitCode: exitCodes.unavailable, message, hint: 'chmod +x it, or remove it' });
  }
  const missing = await probeMissing(topology);
  if (missing !== undefined) {
    const message = `${missing}. Nothing was touched.`;
    return failed({ exitCode: exitCodes.unavailable, message });
  }
  const locked = await lockFor('watch', lockTimeoutMs, environment);
  if (!locked.ok) return locked;
  locked.value.release();
  const unsettled = whyUnsettled(environment.host);
  if (unsettled !== undefined) return failed(unsettled);
  const prepared = await prepareSettled(() => loaded, environment, waitForInterfacesMs, {
    isTableNeeded: false,
    // Who wants it to end, or to read the topology again, is answered by the loop.
    isOver: requests.isWaiting,
  });
  if (!prepared.ok) return prepared;
  const [guard] = standing(prepared.value.guards, [...allow, ...expectedGuards]);
  if (guard !== undefined) return failed(refused(guard, path, environment.host));
  const digest = digestOf(loaded.value.source.texts);
  // What stands already is put back by nobody.
  const isThere = isEmpty(prepared.value.plan);
  const rejected = isThere ? undefined : whyRejected(path, digest, before, environment.host);
  if (rejected !== undefined) return failed(rejected);
  const read = { transaction, refused: null, digest };
  return { ok: true, value: { topology, prepared: prepared.value, path, read } };
}

type Called = {
  readonly wake: Wake;
  readonly requests: Requests;
  readonly wasBad: (path: WatchedPath) => boolean;
};

async function keepTrue(
  { topology, prepared, path, read }: Begun,
  { log: format, onExit, allow }: WatchOptions,
  environment: Environment,
  { wake, requests, wasBad }: Called,
): Promise<ExitCode> {
  const { host, terminal } = environment;
  const log = createLog(format, terminal);
  const nowMs = () => performance.now();
  const absolute = shownPath(path);
  const effects = createEffects(absolute, log);
  const watched = watchWith({ log, wake, nowMs }, effects, wasBad);
  const state: LoopState = {
    topology,
    planned: prepared,
    standings: [],
    active: activeUplinks(topology, prepared.plan.uplinks, {
      standings: [],
      interfaces: prepared.live.interfaces,
    }),
    remarks: noRemarks,
    read,
  };
  const told = tellStatus({ host, topology: absolute, watched, log, allow });
  const sources = topology.uplinks.map(({ name }) => name).join(', ');
  log('info', `watching ${sources} of ${topology.file}`, { event: 'started', topology: path });
  try {
    const last = await runLoop(state, {
      ...{ host, log, wake, watched, nowMs },
      requested: requests.take,
      isRequested: requests.isWaiting,
      askToReload: requests.askToReload,
      reload: (current) => {
        effects.reloading();
        return reloadTopology(current, { path, host, log, allow });
      },
      switched: (change, now) => {
        told.switched(switchText(change));
        effects.switched(change, now);
      },
      ...{ looked: effects.looked, beat: effects.beat, changed: told.changed },
    });
    log('info', endText(onExit), { event: 'stopped' });
    watched.stop();
    await effects.finish(last);
  } finally {
    told.stop();
    watched.stop();
  }
  return onExit === 'destroy' ? remove(environment, topology.protocol, host) : exitCodes.success;
}

function shownPath(path: string): string {
  return path === '-' ? path : absolutePath(path);
}

/** Started anew after a crash, it goes on with what it knew: else traffic would go back to what is dead. */
function badBefore(last: Status | undefined): (path: WatchedPath) => boolean {
  const isRecent = last !== undefined && Date.now() - Date.parse(last.written) < rememberedMs;
  const bad = isRecent ? last.paths.filter(({ verdict }) => badVerdicts.has(verdict)) : [];
  return ({ uplink, family }) => bad.some((one) => one.uplink === uplink && one.family === family);
}

const rememberedMs = 60_000;
const badVerdicts: ReadonlySet<string> = new Set(['silent', 'impaired', 'recovering']);

type Watching = { readonly log: Log; readonly wake: Wake; readonly nowMs: () => number };

function watchWith(
  { log, wake, nowMs }: Watching,
  { seen }: Effects,
  wasBad: (path: WatchedPath) => boolean,
): Watched {
  return watchPaths({
    ...{ nowMs, wasBad },
    verdict: ({ path, before, health }) => {
      seen(path);
      const text = `${pathTitle(path)} ${verdictText({ path, health }, nowMs())}`;
      const level = health.verdict.kind === 'up' || before.kind === 'unknown' ? 'info' : 'notice';
      log(level, text, {
        event: 'verdict',
        ...{ uplink: path.uplink, family: path.family },
        ...{ from: before.kind, to: health.verdict.kind },
      });
    },
    standings: wake.call,
    trouble: (path, trouble) => log('error', troubleText(path, trouble), { event: 'probe' }),
    recovered: (path) => log('info', `${pathTitle(path)}: it is asked again`, { event: 'probe' }),
  });
}

async function remove(environment: Environment, protocol: number, host: Host): Promise<ExitCode> {
  const { destroy } = await import('./apply.ts');
  const options = {
    ...{ file: undefined, protocol, yes: true, json: false, all: false, allow: removing },
    ...{ lockTimeoutMs: 30_000, waitForInterfacesMs: 0, expect: undefined },
    confirmSeconds: undefined,
  };
  return destroy(options, { ...environment, host });
}

/** Somebody has said that all is to go. */
const removing = [
  'management-path',
  'last-default',
  'removes-everything',
] as const satisfies readonly AllowableGuard[];

function endText(onExit: WatchOptions['onExit']): string {
  return onExit === 'keep' ? 'stopped; routing stays as it is' : 'stopped; what is ours goes';
}

function refused(guard: Guard, path: string, host: Host): Failure {
  return {
    exitCode: exitCodes.refused,
    message: `${guardText(guard)}\nNothing was touched.`,
    hint: `look at it with ${ownCommand(host, 'plan', path)}, or apply it by hand first`,
  };
}

function alreadyWatched(holder: string): Failure {
  return {
    exitCode: exitCodes.locked,
    message: `${holder} watches this network namespace already. Nothing was touched.`,
  };
}
