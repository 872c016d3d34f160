/** Plan -> kernel and files, then the proof: after it, a fresh plan must be empty. */

import { runBatch } from '../host/batch.ts';
import { removeFile, writeFileAtomically } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { writeSysctl } from '../host/sysctls.ts';
import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { Live } from '../model/live.ts';
import type { FileChange, Plan, Step } from '../model/plan.ts';
import { isEmpty } from '../plan/plan.ts';
import { batchLine, commandLine } from '../render/batch.ts';
import { commandsText } from '../render/commands-text.ts';
import { putPacketTables } from './packet-tables.ts';
import type { Failure, Outcome } from './failure.ts';

export type Execution =
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped'; readonly stop: Stop }
  /** Every step ran, and yet the host is not as planned: somebody else writes too. */
  | { readonly kind: 'unproven'; readonly remaining: Plan }
  | { readonly kind: 'unverified'; readonly failure: Failure };

/** Where it stopped, and why. */
export type Stop = {
  /** A command, or a file. */
  readonly at: string;
  readonly reason: string;
  /** Steps known to have been done; undefined where `ip` did not say. */
  readonly done: number | undefined;
  readonly total: number;
};

export type Round = { readonly plan: Plan; readonly live: Live };

/** Reads the host again and plans anew; `mayRun` says whether nothing stands against that plan. */
export type Replanning = {
  readonly again: () => Promise<Outcome<Round>>;
  readonly mayRun: (round: Round) => boolean;
  /** Before a further round, with the host that it was planned for; a reason stops it there. */
  readonly nextRound?: (round: Round) => string | undefined;
  /** Asked between pieces of work; a reason ends it there. */
  readonly interrupted?: () => string | undefined;
  readonly progress?: (done: number, total: number) => void;
};

/**
 * What remains after all steps ran is done in further rounds, as long as there is progress: the host
 * may have changed meanwhile, and some of what stands in a slot shows only when the rest is gone.
 */
export async function execute(plan: Plan, host: Host, replanning: Replanning): Promise<Execution> {
  const { again, mayRun } = replanning;
  let current = plan;
  let before = 0;
  for (let round = 1; ; round++) {
    const stop = await perform(current, host, replanning);
    if (stop !== undefined) return { kind: 'stopped', stop: countedFrom(before, stop) };
    before += current.steps.length;
    const replanned = await again();
    if (!replanned.ok) return { kind: 'unverified', failure: replanned.failure };
    const remaining = replanned.value.plan;
    if (isEmpty(remaining)) return { kind: 'done' };
    const isStuck = commandsText(remaining) === commandsText(current);
    if (round === roundsMax || isStuck || !mayRun(replanned.value)) {
      return { kind: 'unproven', remaining };
    }
    const reason = replanning.nextRound?.(replanned.value);
    if (reason !== undefined) return { kind: 'stopped', stop: stopBetween(before, reason) };
    current = remaining;
  }
}

const roundsMax = 3;

function stopBetween(done: number, reason: string): Stop {
  return { at: 'a further round', reason, done, total: done };
}

/** With what earlier rounds did. */
function countedFrom(before: number, { done, total, ...stop }: Stop): Stop {
  return { ...stop, done: done === undefined ? undefined : before + done, total: before + total };
}

/** Its steps alone: no files, no proof. Neither family waits for the other, nor stops with it. */
export async function runPlanSteps(steps: readonly Step[], host: Host): Promise<Stop | undefined> {
  const all = pieces(steps);
  const stops = await Promise.all(
    families.map((family) =>
      runInTurn(
        all.filter((piece) => piece.family === family),
        host,
      ),
    ),
  );
  return stops.find((stop) => stop !== undefined);
}

async function runInTurn(some: readonly Piece[], host: Host): Promise<Stop | undefined> {
  for (const { family, steps } of some) {
    const stop = await runPiece(family, steps, host);
    if (stop !== undefined) return stop;
  }
  return undefined;
}

export type Past = {
  /** What could not be done, without the steps. */
  readonly stops: readonly Stop[];
  /** Something that was to come was refused. */
  readonly keepsOld: boolean;
};

/**
 * All that can be done of it. What is to go may carry the traffic of what was to come: where that is
 * refused, all that goes waits, in this family, and tables and files altogether.
 */
export async function performPast(plan: Plan, host: Host): Promise<Past> {
  const { files, settings, packetTables, steps } = plan;
  const put = async (which: 'go' | 'come'): Promise<readonly (Stop | undefined)[]> =>
    Promise.all(
      packetTables.map((one) => putPacketTables(which, { ...plan, packetTables: [one] }, host)),
    );
  const before = [
    ...files.map((one) => writeFiles([one], plan, host)),
    ...settings.map((one) => writeSettings({ ...plan, settings: [one] })),
  ];
  const parted = families.map((family) => partedAtEnd(steps, family));
  const going: Step[] = [];
  let keepsOld = false;
  for (const { coming, last } of parted) {
    const isRefused = await isRefusedPast(coming, host);
    keepsOld ||= isRefused;
    if (!isRefused) going.push(...last);
  }
  const gone = keepsOld ? [] : await put('go');
  await isRefusedPast(going, host);
  const came = await put('come');
  const removed = keepsOld ? [] : files.map((one) => removeFiles([one], plan, host));
  const stops = [...before, ...gone, ...came, ...removed].flatMap((stop) => stop ?? []);
  return { stops, keepsOld };
}

/** The last are those that only take away. */
function partedAtEnd(
  steps: readonly Step[],
  family: Family,
): { readonly coming: readonly Step[]; readonly last: readonly Step[] } {
  const own = steps.filter((step) => step.family === family);
  const at = own.findLastIndex(isComing) + 1;
  return { coming: own.slice(0, at), last: own.slice(at) };
}

/** Whether anything but a removal was. From there on nothing is removed. Each refusal costs a process. */
async function isRefusedPast(steps: readonly Step[], host: Host): Promise<boolean> {
  let isRefused = false;
  for (const { family, steps: some } of pieces(steps)) {
    let rest: readonly Step[] = isRefused ? some.filter(isComing) : some;
    for (let refused = 0; rest.length > 0 && refused < goneMax; refused++) {
      const stop = await runPiece(family, rest, host);
      if (stop === undefined) break;
      const at: Step | undefined = stop.done === undefined ? undefined : rest[stop.done];
      isRefused ||= at === undefined || isComing(at);
      if (stop.done === undefined) break;
      rest = rest.slice(stop.done + 1);
      if (isRefused) rest = rest.filter(isComing);
    }
  }
  return isRefused;
}

function isComing({ verb }: Step): boolean {
  return verb !== 'del';
}

/**
 * Names come first, so that listings made meanwhile can be read; files that go, go last. Marks are
 * given once there are rules for them, and not any more before those go.
 */
async function perform(plan: Plan, host: Host, watching: Replanning): Promise<Stop | undefined> {
  return (
    writeFiles(plan.files, plan, host) ??
    writeSettings(plan) ??
    (await putPacketTables('go', plan, host)) ??
    (await runSteps(plan, host, watching)) ??
    (await putPacketTables('come', plan, host)) ??
    removeFiles(plan.files, plan, host)
  );
}

function writeFiles(files: readonly FileChange[], plan: Plan, host: Host): Stop | undefined {
  for (const { path, after } of files) {
    if (after === undefined) continue;
    const written = writeFileAtomically(host, path, after);
    if (!written.ok) return fileStop(path, written.reason, plan, 0);
  }
  return undefined;
}

/** Before the steps: what they lead to is to come through at once. */
function writeSettings(plan: Plan): Stop | undefined {
  for (const { path, after } of plan.settings) {
    const written = writeSysctl(path, after);
    if (!written.ok) return fileStop(`/proc/sys/${path}`, written.reason, plan, 0);
  }
  return undefined;
}

function removeFiles(files: readonly FileChange[], plan: Plan, host: Host): Stop | undefined {
  for (const { path, after, directories } of files) {
    if (after !== undefined) continue;
    const removed = removeFile(host, path, directories);
    if (!removed.ok) return fileStop(path, removed.reason, plan, plan.steps.length);
  }
  return undefined;
}

function fileStop(path: string, reason: string, plan: Plan, done: number): Stop {
  return { at: path, reason, done, total: plan.steps.length };
}

/** One `ip -batch` process after the other: the kernel takes one writer at a time anyway. */
async function runSteps(
  plan: Plan,
  host: Host,
  { interrupted, progress }: Replanning,
): Promise<Stop | undefined> {
  const total = plan.steps.length;
  let before = 0;
  for (const { family, steps } of pieces(plan.steps)) {
    const reason = interrupted?.();
    if (reason !== undefined) return { at: `step ${before + 1}`, reason, done: before, total };
    const stop = await runPiece(family, steps, host);
    if (stop !== undefined) return { ...stop, ...countFrom(before, stop), total };
    before += steps.length;
    progress?.(before, total);
  }
  const reason = interrupted?.();
  return reason === undefined ? undefined : { at: 'the end', reason, done: before, total };
}

/** A process each: `ip` before 6.2 loses 4 kB of memory for every line (6d25be27). */
const pieceStepsMax = 10_000;

type Piece = { readonly family: Family; readonly steps: readonly Step[] };

function pieces(steps: readonly Step[]): readonly Piece[] {
  return families.flatMap((family) => {
    const own = steps.filter((step) => step.family === family);
    const count = Math.ceil(own.length / pieceStepsMax);
    return Array.from({ length: count }, (_, at) => ({
      family,
      steps: own.slice(at * pieceStepsMax, (at + 1) * pieceStepsMax),
    }));
  });
}

function countFrom(before: number, { done }: Stop): Pick<Stop, 'done'> {
  return { done: done === undefined ? undefined : before + done };
}

async function runPiece(
  family: Family,
  steps: readonly Step[],
  host: Host,
): Promise<Stop | undefined> {
  let before = 0;
  for (let gone = 0; ; gone++) {
    const rest = steps.slice(before);
    const ran = await runBatch(host, family, rest.map(batchLine));
    if (ran.ok) return undefined;
    const failing = ran.doneLines === undefined ? undefined : rest[ran.doneLines];
    const done = ran.doneLines === undefined ? undefined : before + ran.doneLines;
    if (done === undefined || gone === goneMax || !isGone(failing, ran.reason)) {
      const batch = `ip ${family === 'ipv4' ? '-4' : '-6'} -batch`;
      const at = failing === undefined ? batch : commandLine(failing);
      return { at, reason: ran.reason, done, total: steps.length };
    }
    before = done + 1;
  }
}

/** Each costs a process. */
const goneMax = 100;

/**
 * What was to be deleted is not there any more: the kernel itself takes away routes by an interface
 * that goes down. Or it never was ours: a next hop that somebody added to a route of ours.
 */
function isGone(step: Step | undefined, reason: string): boolean {
  return (
    step?.verb === 'del' && /No such (process|file or directory)$|^Cannot find device/.test(reason)
  );
}
