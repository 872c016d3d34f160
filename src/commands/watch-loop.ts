/**
 * Events in, facts, compile, plan, steps out. Verdicts take the short way (watch/steer.ts); everything
 * else, and the proof of the short way, is a look at the whole host and the plan that it leads to.
 */

import type { Monitor } from '../host/monitor.ts';
import { startMonitor } from '../host/monitor.ts';
import type { Family } from '../model/address.ts';
import type { PathStanding } from '../model/health.ts';
import type { Plan } from '../model/plan.ts';
import { isEmpty } from '../plan/plan.ts';
import { activeUplinks, isSameStanding, switchesBetween } from '../watch/active.ts';
import {
  afterEvent,
  afterFailure,
  afterLook,
  afterRouteEvent,
  beforeLook,
  firstPace,
} from '../watch/pace.ts';
import { watchedPaths } from '../watch/paths.ts';
import { prepareSteering } from '../watch/steer.ts';
import { awakeDuring } from '../watch/wake.ts';
import { runPlanSteps } from './execute.ts';
import type { Done } from './watch-carry-out.ts';
import {
  carryOut,
  circumstances,
  nothingDone,
  readAndPlan,
  settleFight,
} from './watch-carry-out.ts';
import type { PlannedFreely } from './prepare.ts';
import { createLocked } from './watch-lock.ts';
import type { Loop, LoopState, LoopWork } from './watch-state.ts';
import { remark } from './watch-state.ts';
import { remarksText, switchReason, switchText, unaskedText } from './watch-text.ts';

/** `begun` is a host as it was read, with the plan that it lacks. Returns when it is asked to stop. */
export async function runLoop(begun: LoopState, work: LoopWork): Promise<LoopState> {
  const loop: Loop = {
    ...{
      work,
      state: begun,
      failures: 0,
      settled: undefined,
      locked: createLocked(work, () => loop.state.read.transaction),
      steered: new Set<Family>(),
    },
    steering: prepareSteering(begun.topology, begun.planned.live),
    pace: firstPace(work.nowMs()),
  };
  watch(loop, begun.planned);
  const monitor = listen(loop);
  try {
    for (;;) {
      await work.wake.wait(Math.min(work.beat(), loop.pace.dueMs - work.nowMs()));
      const request = work.requested();
      if (request === 'stop') return loop.state;
      if (request === 'reload') await reload(loop);
      await steer(loop);
      if (loop.pace.dueMs <= work.nowMs()) await look(loop);
    }
  } finally {
    monitor.stop();
  }
}

/** A lost carrier is judged before anything is read. */
function listen(loop: Loop): Monitor {
  const { host, watched, wake, log, nowMs } = loop.work;
  const stir = (isRoute: boolean): void => {
    loop.pace = isRoute ? afterRouteEvent(loop.pace, nowMs()) : afterEvent(loop.pace, nowMs());
    wake.call();
  };
  return startMonitor(host, {
    event: (heard) => {
      if (heard.kind === 'link') {
        const lost = heard.carrier ? undefined : 'no-carrier';
        watched.link(heard.name, heard.up ? lost : 'interface-down');
      }
      if (heard.kind === 'link-gone') watched.link(heard.name, 'interface-missing');
      stir(heard.kind === 'route' || heard.kind === 'rule');
    },
    gap: (reason) => {
      log('warning', `${reason}; what it missed is read`, { event: 'monitor' });
      stir(false);
    },
  });
}

async function reload(loop: Loop): Promise<void> {
  const { read, topology, remarks } = await loop.work.reload(loop.state);
  loop.state = { ...loop.state, read, topology: topology ?? loop.state.topology };
  if (topology !== undefined) loop.steering = undefined;
  remark(loop, 'not-reloaded', remarks);
  // Whoever has asked waits for it, whether or not there is something to remark.
  loop.work.changed(loop.state);
  loop.pace = { ...loop.pace, dueMs: loop.work.nowMs() };
}

function watch({ state, work }: Loop, { plan, live }: PlannedFreely): void {
  work.watched.update(watchedPaths(state.topology, plan.uplinks, live.interfaces));
}

/** Verdicts have changed: what can choose goes elsewhere. */
async function steer(loop: Loop): Promise<void> {
  const { work, state } = loop;
  const standings = work.watched.standings();
  if (isSameStanding(standings, state.standings)) return;
  const nowMs = work.nowMs();
  loop.pace = afterEvent(loop.pace, nowMs);
  if (await hasSteered(loop, standings)) adopt(loop, state.planned, standings);
  else {
    loop.pace = { ...loop.pace, dueMs: nowMs, notBeforeMs: nowMs };
    // The look that follows does what could not be done, and tells of it then.
    loop.state = { ...state, standings };
    work.changed(loop.state);
  }
}

/** Whether traffic goes where the verdicts want it. */
async function hasSteered(loop: Loop, standings: readonly PathStanding[]): Promise<boolean> {
  const { work, state, steering, steered } = loop;
  const { facts } = state.planned;
  if (facts === undefined || steering === undefined) return false;
  const wanted = steering(facts, state.standings, standings);
  const steps = wanted.filter(({ family }) => !steered.has(family));
  if (steps.length === 0) return wanted.length === 0;
  for (const { family } of steps) steered.add(family);
  const ran = await loop.locked(async (held) => ({ stop: await runPlanSteps(steps, held) }));
  if (ran?.stop !== undefined) {
    const { at, reason } = ran.stop;
    work.log('warning', `${at}: ${reason}; the host is read again`, { event: 'failed' });
  }
  return ran !== undefined && ran.stop === undefined && steps.length === wanted.length;
}

/** At the whole host, and what it lacks. */
async function look(loop: Loop): Promise<void> {
  const { work, state } = loop;
  const beganMs = work.nowMs();
  loop.pace = beforeLook(loop.pace);
  // An uplink that fails does not wait for a big host, which takes seconds to read.
  const read = await awakeDuring(readAndPlan(loop), work.wake, () => steer(loop));
  // Steered meanwhile: it was read too soon, and planned for what was then.
  if (loop.state !== state) return;
  if (!read.ok) return tryLater(loop, read.failure.message ?? 'the host cannot be read');
  const planned = read.value;
  watch(loop, planned);
  // What was just found comes first: the plan was made without it.
  if (!isSameStanding(work.watched.standings(), state.standings)) {
    steerFrom(loop, planned);
    loop.state = { ...state, planned };
    loop.pace = { ...loop.pace, dueMs: beganMs };
    return work.wake.call();
  }
  const done: Done = isEmpty(planned.plan)
    ? { ok: true, planned }
    : ((await loop.locked((held) => carryOut(loop, planned, held))) ?? nothingDone);
  pointOut(loop, planned.plan);
  if (done.planned !== undefined) {
    adopt(loop, done.planned, state.standings);
    steerFrom(loop, done.planned);
  }
  // What else cannot be done keeps nobody waiting who needs the routes.
  if (!done.ok) return tryLater(loop, done.reason, done.planned?.plan.steps.length === 0);
  loop.failures = 0;
  remark(loop, 'failed', []);
  settleFight(loop);
  loop.settled = circumstances(loop.state);
  loop.pace = afterLook(loop.pace, beganMs, work.nowMs());
  work.looked(loop.state, true);
}

function steerFrom(loop: Loop, { live, facts }: PlannedFreely): void {
  const { standings, topology } = loop.state;
  loop.steering = prepareSteering(topology, live);
  loop.steered.clear();
  // What it works out only once is better worked out now than when an uplink fails.
  if (facts !== undefined) loop.steering(facts, standings, standings);
}

/** What stands in the way, or beside it, is pointed out once. */
function pointOut(loop: Loop, plan: Plan): void {
  const texts = [...unaskedText(loop.state.topology), ...remarksText(plan)];
  for (const text of texts) {
    if (loop.state.remarks.notice.includes(text)) continue;
    loop.work.log('warning', text, { event: 'notice' });
  }
  remark(loop, 'notice', texts);
}

function tryLater(loop: Loop, reason: string | undefined, isRouted = false): void {
  const { nowMs, log } = loop.work;
  loop.failures += 1;
  loop.pace = afterFailure(loop.pace, loop.failures, nowMs());
  loop.work.looked(loop.state, isRouted);
  if (reason === undefined) return;
  remark(loop, 'failed', [reason]);
  const seconds = Math.round((loop.pace.dueMs - nowMs()) / 1_000);
  log('error', `${reason}; tried again in ${seconds} s`, { event: 'failed' });
}

function adopt(loop: Loop, planned: PlannedFreely, standings: readonly PathStanding[]): void {
  const { state, work } = loop;
  const { interfaces } = planned.live;
  const active = activeUplinks(state.topology, planned.plan.uplinks, { standings, interfaces });
  loop.state = { ...state, planned, standings, active };
  for (const found of switchesBetween(state.active, active)) {
    const change = { ...found, reason: switchReason(found, work.watched.all(), work.nowMs()) };
    const { from, to } = change;
    work.log('notice', switchText(change), { event: 'switch', from, to });
    work.switched(change, loop.state);
  }
  work.changed(loop.state);
}
