/** Plan -> kernel and files, then the proof: after it, a fresh plan must be empty. */

import { runBatch } from '../host/batch.ts';
import { removeFile, writeFileAtomically } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { FileChange, Plan, Step } from '../model/plan.ts';
import { isEmpty } from '../plan/plan.ts';
import { batchLine, commandLine } from '../render/batch.ts';
import type { Failure, Outcome } from './failure.ts';

export type Execution =
  | { readonly kind: 'done'; readonly steps: number }
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

/** Names come first, so that listings made meanwhile can be read; files that go, go last. */
export async function execute(
  plan: Plan,
  host: Host,
  again: () => Promise<Outcome<Plan>>,
): Promise<Execution> {
  const stop =
    writeFiles(plan.files, plan, host) ??
    (await runSteps(plan, host)) ??
    removeFiles(plan.files, plan, host);
  if (stop !== undefined) return { kind: 'stopped', stop };
  const replanned = await again();
  if (!replanned.ok) return { kind: 'unverified', failure: replanned.failure };
  if (!isEmpty(replanned.value)) return { kind: 'unproven', remaining: replanned.value };
  return { kind: 'done', steps: plan.steps.length };
}

function writeFiles(files: readonly FileChange[], plan: Plan, host: Host): Stop | undefined {
  for (const { path, after } of files) {
    if (after === undefined) continue;
    const written = writeFileAtomically(host, path, after);
    if (!written.ok) return fileStop(path, written.reason, plan, 0);
  }
  return undefined;
}

function removeFiles(files: readonly FileChange[], plan: Plan, host: Host): Stop | undefined {
  for (const { path, after, removeDirectories } of files) {
    if (after !== undefined) continue;
    const removed = removeFile(host, path, removeDirectories);
    if (!removed.ok) return fileStop(path, removed.reason, plan, plan.steps.length);
  }
  return undefined;
}

function fileStop(path: string, reason: string, plan: Plan, done: number): Stop {
  return { at: path, reason, done, total: plan.steps.length };
}

/** One `ip -batch` process after the other: the kernel takes one writer at a time anyway. */
async function runSteps(plan: Plan, host: Host): Promise<Stop | undefined> {
  let before = 0;
  for (const family of families) {
    const steps = plan.steps.filter((step) => step.family === family);
    const stop = await runFamily(family, steps, host);
    if (stop !== undefined)
      return { ...stop, ...countFrom(before, stop), total: plan.steps.length };
    before += steps.length;
  }
  return undefined;
}

function countFrom(before: number, { done }: Stop): Pick<Stop, 'done'> {
  return { done: done === undefined ? undefined : before + done };
}

async function runFamily(
  family: Family,
  steps: readonly Step[],
  host: Host,
): Promise<Stop | undefined> {
  const ran = await runBatch(host, family, steps.map(batchLine));
  if (ran.ok) return undefined;
  const failing = ran.doneLines === undefined ? undefined : steps[ran.doneLines];
  return {
    at:
      failing === undefined ? `ip ${family === 'ipv4' ? '-4' : '-6'} -batch` : commandLine(failing),
    reason: ran.reason,
    done: ran.doneLines,
    total: steps.length,
  };
}
