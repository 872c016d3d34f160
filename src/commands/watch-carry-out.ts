/** What a look at the host has found to be lacking -> done, and proven. */

import { compile } from '../compile/compile.ts';
import type { Host } from '../host/host.ts';
import { readLive } from '../host/read-live.ts';
import { runningRouteWriters } from '../host/route-writers.ts';
import type { Facts } from '../model/live.ts';
import { isGoing } from '../model/packet-table.ts';
import type { Plan } from '../model/plan.ts';
import { afterRepair, isFight, isFightOver } from '../watch/pace.ts';
import { execute, performPast } from './execute.ts';
import type { Outcome } from './failure.ts';
import type { PlannedFreely } from './prepare.ts';
import { planFreely } from './prepare.ts';
import type { Loop, LoopState } from './watch-state.ts';
import { remark } from './watch-state.ts';
import { fightText, repairedText, stoppedText } from './watch-text.ts';

export type Done =
  | { readonly ok: true; readonly planned: PlannedFreely }
  /** Without a reason where that has been told already. */
  | {
      readonly ok: false;
      readonly reason: string | undefined;
      /** The host, where all was done but what the kernel refused. */
      readonly planned?: PlannedFreely | undefined;
    };

export const nothingDone: Done = { ok: false, reason: undefined };

export function readAndPlan({ state, work }: Loop): Promise<Outcome<PlannedFreely>> {
  const { topology, standings } = state;
  work.beat();
  const compileFor = (facts: Facts) => compile(topology, { ...facts, standings });
  return planFreely(topology, compileFor, readLive(work.host), work.host, false);
}

export async function carryOut(loop: Loop, planned: PlannedFreely, held: Host): Promise<Done> {
  const { nowMs, log } = loop.work;
  let last = planned;
  const execution = await execute(tablesGoLater(planned.plan), held, {
    again: async () => {
      const read = await readAndPlan(loop);
      if (read.ok) last = read.value;
      return read;
    },
    mayRun: () => true,
  });
  if (execution.kind === 'stopped') {
    return { ok: false, ...(await goOn(loop, held, stoppedText(execution))) };
  }
  if (isTakenAway(loop, planned)) {
    loop.pace = afterRepair(loop.pace, nowMs());
    if (isFight(loop.pace)) tellFight(loop);
  }
  if (execution.kind !== 'done') return { ok: false, reason: stoppedText(execution) };
  const { steps, files } = planned.plan;
  const fields = { event: 'changed', steps: steps.length, files: files.length };
  log('notice', repairedText(planned.plan), fields);
  return { ok: true, planned: last };
}

/** What was to come may be refused: they go in a further round, once it has not been. */
function tablesGoLater(plan: Plan): Plan {
  if (plan.steps.every(({ verb }) => verb === 'del')) return plan;
  return { ...plan, packetTables: plan.packetTables.filter((one) => !isGoing(one)) };
}

/** It is told when it begins; how slow it has become is to be asked for. */
function tellFight(loop: Loop): void {
  const { log, host } = loop.work;
  const writers = runningRouteWriters(host);
  const text = fightText(writers, loop.pace.waitMs);
  const isNew = loop.state.remarks.fight.length === 0;
  if (isNew) log('warning', text, { event: 'fight', suspects: writers });
  remark(loop, 'fight', [text]);
}

export function settleFight(loop: Loop): void {
  const { log, nowMs } = loop.work;
  if (loop.state.remarks.fight.length === 0 || !isFightOver(loop.pace, nowMs())) return;
  log('info', 'nobody takes away what is ours any more', { event: 'fight', suspects: [] });
  remark(loop, 'fight', []);
}

/** Nothing that a plan depends on has changed since nothing was left to do: somebody has taken it. */
function isTakenAway({ state, settled }: Loop, planned: PlannedFreely): boolean {
  return circumstances({ ...state, planned }) === settled;
}

/** All that a plan depends on, but for rules and routes of ours. */
export function circumstances({ topology, planned, standings }: LoopState): string {
  const { interfaces, gateways = [] } = planned.facts ?? {};
  const learned = gateways.filter(({ ownTable }) => ownTable === undefined);
  const { uplinks, policies, outbound, rules, routes } = topology;
  const wanted = [uplinks, policies, outbound, rules, routes];
  return JSON.stringify([wanted, standings, interfaces, learned], withoutLists);
}

/** They are as long as they like. */
function withoutLists(key: string, value: unknown): unknown {
  return key === 'prefixes' && Array.isArray(value) ? value.length : value;
}

/** What is refused, or cannot be written, is no reason to leave out the rest. */
async function goOn(
  loop: Loop,
  held: Host,
  first: string,
): Promise<Pick<Extract<Done, { ok: false }>, 'reason' | 'planned'>> {
  const read = await readAndPlan(loop);
  if (!read.ok) return { reason: first };
  const { stops, keepsOld } = await performPast(read.value.plan, held);
  const again = await readAndPlan(loop);
  const reasons = stops.map((stop) => stoppedText({ kind: 'stopped', stop }));
  const kept = keepsOld ? ['until that can be done, what is to go stays'] : [];
  const reason = [...new Set([first, ...reasons, ...kept])].join('; ');
  return { reason, planned: again.ok ? again.value : undefined };
}
