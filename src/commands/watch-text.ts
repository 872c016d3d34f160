/** What `watch` tells of switches, verdicts and repairs. */

import { holdMs } from '../health/hold.ts';
import { gatewayAnswers, qualityNow } from '../health/path-health.ts';
import { lossPercent } from '../health/window.ts';
import type { Forgotten } from '../host/conntrack.ts';
import type { RouteWriter } from '../host/route-writers.ts';
import type { ProbeTrouble } from '../host/probes/prober.ts';
import { familyNames } from '../model/address.ts';
import type { PathVerdict } from '../model/health.ts';
import type { Notice, Plan } from '../model/plan.ts';
import { commandLine } from '../render/batch.ts';
import { guardText } from '../render/guard-text.ts';
import type { Execution } from './execute.ts';
import type { JobEnd } from '../host/process-queue.ts';
import type { Topology } from '../topology/topology.ts';
import type { Active, Switch } from '../watch/active.ts';
import type { Forsaken } from '../watch/forget.ts';
import type { WatchedPath } from '../watch/paths.ts';
import type { WatchedHealth } from '../watch/watched.ts';

export function switchReason(
  { from, to }: Omit<Switch, 'reason'>,
  all: readonly WatchedHealth[],
  nowMs: number,
): string {
  const reasons = [
    ...from.uplinks.filter((name) => !to.uplinks.includes(name)),
    ...to.uplinks.filter((name) => !from.uplinks.includes(name)),
  ].flatMap((name) => {
    const one = all.find(({ path }) => path.uplink === name && path.family === to.family);
    if (one === undefined) return [];
    return [{ isUp: one.health.verdict.kind === 'up', text: `${name} ${verdictText(one, nowMs)}` }];
  });
  const preferred = to.uplinks.filter((name) => !from.uplinks.includes(name));
  const isReturn = preferred.length > 0 && reasons.length > 1 && reasons.every(({ isUp }) => isUp);
  return isReturn
    ? `${preferred.join('+')} is up again, and preferred`
    : reasons.map(({ text }) => text).join('; ');
}

export function switchText({ from, to, reason }: Switch): string {
  const title = `${to.what} (${familyNames[to.family]})`;
  return `${title}: ${namesText(from)} -> ${namesText(to)}: ${reason}`;
}

function namesText({ uplinks }: Active): string {
  return uplinks.length === 0 ? 'none' : uplinks.join('+');
}

export function pathTitle({ uplink, family }: WatchedPath): string {
  return `${uplink} (${familyNames[family]})`;
}

export function verdictText({ health }: WatchedHealth, nowMs: number): string {
  const { verdict } = health;
  switch (verdict.kind) {
    case 'unknown':
      return 'has not been judged yet';
    case 'up':
      return 'is up';
    case 'recovering':
      return `answers again; it is trusted once it has for ${seconds(holdMs(health.flaps, health.settings.upAfterMs, nowMs))}`;
    case 'silent':
      if (health.linkMs > verdict.sinceMs) return 'has a link again, and is asked';
      return `does not answer${whereText(gatewayAnswers(health, nowMs))}`;
    case 'impaired':
      return impairedText(health, verdict, nowMs);
    case 'unusable':
      return faultTexts[verdict.fault];
  }
}

function seconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toFixed(1))} s`;
}

function whereText(answers: boolean | undefined): string {
  if (answers === undefined) return '';
  return answers
    ? ': its gateway does, the fault lies beyond'
    : ', nor does its gateway: the fault is near';
}

function impairedText(
  health: WatchedHealth['health'],
  { by }: Extract<PathVerdict, { readonly kind: 'impaired' }>,
  nowMs: number,
): string {
  const found = qualityNow(health, nowMs);
  return by === 'loss'
    ? `loses ${Math.round(lossPercent(found))} % of what it is asked`
    : `takes ${Math.round(found.latencyMs ?? 0)} ms to answer`;
}

const faultTexts = {
  'interface-missing': 'has no interface',
  'interface-down': 'has an interface that is down',
  'no-carrier': 'has no carrier',
  'no-address': 'has no address',
  'no-gateway': 'has no gateway',
} as const satisfies Record<string, string>;

const shownMax = 4;

/** The commands, where they are few. */
export function repairedText({
  steps,
  files,
  packetTables,
  settings,
}: Pick<Plan, 'steps' | 'files' | 'packetTables' | 'settings'>): string {
  const done = [
    ...[...files, ...settings].map(({ path }) => path),
    ...packetTables.map(({ name }) => `nftables table ${name}`),
    ...steps.map(commandLine),
  ];
  const more = done.length > shownMax ? [`and ${done.length - shownMax} more`] : [];
  const shown = [...done.slice(0, shownMax), ...more].join('; ');
  return `brought to what the topology wants: ${shown}`;
}

export function fightText(writers: readonly RouteWriter[], waitMs: number): string {
  const suspects = writers.map(({ program, remedy }) => `${program} runs here: ${remedy}`);
  const who =
    suspects.length === 0 ? 'ip monitor shows it happen, but not who does it' : suspects.join('; ');
  const wait = waitMs < 1_000 ? `${Math.round(waitMs)} ms` : `${Math.round(waitMs / 1_000)} s`;
  return `somebody keeps taking away what is ours; it is given back ever more slowly, now after ${wait}. ${who}`;
}

export function troubleText(path: WatchedPath, trouble: ProbeTrouble): string {
  const title = `${pathTitle(path)}: the probe ${trouble.program}`;
  switch (trouble.kind) {
    case 'missing':
      return `${title} cannot be started: it is missing, or may not be run`;
    case 'died':
      return `${title} ended (${trouble.reason}); started again in ${trouble.restartMs / 1_000} s`;
    case 'hung':
      return `${title} tells nothing; started again in ${trouble.restartMs / 1_000} s`;
  }
}

export function hookText(program: string, event: string, end: JobEnd): string {
  return `the hook ${program}, of ${event}, ${endingText(end)}`;
}

export function unheardText(end: JobEnd): string {
  return `systemd may not know how we are: systemd-notify ${endingText(end)}`;
}

function endingText(end: JobEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with exit code ${end.exitCode}`;
    case 'killed':
      return `was killed by ${end.signal}`;
    case 'timeout':
      return `took longer than ${end.timeoutMs} ms, and was killed`;
    case 'missing':
      return 'cannot be started: it is missing, or may not be run';
    case 'failed':
      return `cannot be started: ${end.reason}`;
    case 'dropped':
      return 'was not run: too much happens while earlier ones run';
  }
}

/** As in `outbound IPv4 isp-a, IPv6 none; policy voip IPv4 isp-b`. */
export function activeText(active: readonly Active[]): string {
  return [...new Set(active.map(({ what }) => what))]
    .map((what) => {
      const families = active.filter((one) => one.what === what);
      return `${what} ${families.map((one) => `${familyNames[one.family]} ${namesText(one)}`).join(', ')}`;
    })
    .join('; ');
}

/** Undefined where there is nothing to be told. */
export function forgottenText(
  { uplink, family, address }: Forsaken,
  outcome: Forgotten,
): string | undefined {
  const title = `${uplink} (${familyNames[family]})`;
  switch (outcome.kind) {
    case 'untracked':
      return undefined;
    case 'done':
      if (outcome.flows === 0) return undefined;
      return `${title}: ${countText(outcome.flows)} of ${address} forgotten`;
    case 'missing':
      return `${title}: connections of ${address} stay as they are: conntrack is not installed (apt install conntrack, or write conntrack: false)`;
    case 'failed':
      return `${title}: connections of ${address} stay as they are: conntrack: ${outcome.reason}`;
  }
}

function countText(flows: number): string {
  return flows === 1 ? '1 connection' : `${flows} connections`;
}

export function stoppedText(execution: Exclude<Execution, { readonly kind: 'done' }>): string {
  switch (execution.kind) {
    case 'stopped':
      return `${execution.stop.at}: ${execution.stop.reason}`;
    case 'unverified':
      return execution.failure.message ?? 'it cannot be verified';
    case 'unproven':
      return 'somebody else changes the same at the same time';
  }
}

/** What stands in the way of a plan, and what keeps it from working: a line each. */
export function remarksText({ conflicts, notices }: Pick<Plan, 'conflicts' | 'notices'>) {
  const inTheWay =
    conflicts.length === 0 ? [] : [guardText({ name: 'foreign-conflict', conflicts })];
  const remain = notices.filter(({ isMetByWatch }) => isMetByWatch !== true);
  return [...inTheWay, ...remain.map(noticeText)].map(inOneLine);
}

function noticeText({ text, remedy }: Notice): string {
  return remedy === undefined ? text : `${text} (${remedy})`;
}

/** With one uplink there is nothing to choose among. */
export function unaskedText({ uplinks, health }: Topology): readonly string[] {
  const unasked = uplinks.filter((uplink) => (uplink.health ?? health) === undefined);
  if (uplinks.length < 2 || unasked.length === 0) return [];
  const names = unasked.map(({ name }) => name).join(', ');
  return [
    `nobody is asked over ${names} (the topology has no health for it): only a lost link, address or gateway tells that it has failed`,
  ];
}

/** What is said in several lines elsewhere; a log has one for each event. */
export function inOneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, '; ');
}
