/** Status -> text for people. */

import { familyNames } from '../model/address.ts';
import type { ActiveStatus, PathStatus, Status, TargetStatus } from '../model/status.ts';
import { starting } from '../model/status.ts';
import { visible } from './terminal-text.ts';

/** `now` is ISO 8601. */
export function statusText(status: Status, now: string): string {
  const { process, topology, started, paths, active, remarks, switches } = status;
  const lines = [
    `multihome watch  process ${process.id}  ${topology}  since ${ago(started, now)}`,
    ...(isOld(status, now)
      ? [`  !   it has told nothing for ${ago(status.written, now)}: it may hang`]
      : []),
    '',
    '  uplinks',
    ...paths.flatMap((path) => pathLines(path, paths, now)),
    ...section('active', active.map(activeLine)),
    ...section(
      'remarks',
      remarks.map(({ text }) => `  !   ${text}`),
    ),
    ...section(
      'last switches',
      switches.map(({ at, text }) => `    ${at}  ${text}`),
    ),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `  ${title}`, ...lines];
}

/** What does not work well begins with `!`. */
function pathLines(path: PathStatus, all: readonly PathStatus[], now: string): readonly string[] {
  const width = Math.max(...all.map(({ uplink }) => uplink.length));
  const isGood = path.verdict === 'up' || path.verdict === 'unknown';
  const way = [path.interface, path.address, path.gateway === null ? '' : `via ${path.gateway}`];
  const head = [
    isGood ? '   ' : '  !',
    ` ${path.uplink.padEnd(width)}  ${familyNames[path.family]}`,
    `  ${path.verdict.padEnd('recovering'.length)}  ${ago(path.since, now).padStart(6)}`,
    `  ${figures(path).padEnd(20)}  ${way.filter((part) => part !== null && part !== '').join(' ')}`,
  ].join('');
  const why = isGood ? [] : [`${' '.repeat(6)}it ${path.reason}`];
  return [head.trimEnd(), ...why, ...path.targets.map((one) => targetLine(one, path))];
}

function targetLine(one: TargetStatus, { verdict }: PathStatus): string {
  const name = one.tier === 'gateway' ? `gateway ${one.target}` : one.target;
  const state = one.answers ? figures(one) : unansweredText(one, verdict);
  return `${' '.repeat(8)}${one.probe} ${name}  ${state}`;
}

function unansweredText({ reason }: TargetStatus, verdict: PathStatus['verdict']): string {
  if (verdict === 'unusable') return 'not asked';
  return reason === null ? 'not asked yet' : `no answer (${reason})`;
}

function figures(one: Pick<PathStatus, 'loss_percent' | 'latency_ms'>): string {
  const loss = one.loss_percent === null ? [] : [`loss ${one.loss_percent} %`];
  const latency = one.latency_ms === null ? [] : [`${one.latency_ms} ms`];
  return [...loss, ...latency].join('  ');
}

function activeLine({ what, family, uplinks, overruled_by }: ActiveStatus): string {
  const names = uplinks.length === 0 ? 'none' : uplinks.join(' + ');
  const line = `${what} (${familyNames[family]}): ${names}`;
  return overruled_by === undefined
    ? `    ${line}`
    : `  ! ${line}, but ${overruled_by} comes first`;
}

/** It is written every two seconds. */
const oldMs = 10_000;

function isOld({ written, remarks }: Status, now: string): boolean {
  const isStarting = remarks.some(({ event }) => event === starting);
  return !isStarting && Date.parse(now) - Date.parse(written) > oldMs;
}

/** The greatest unit that fits: `12 s`, `5 min`, `3 h`, `2 d`. */
function ago(then: string, now: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(then)) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
