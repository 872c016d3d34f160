/** Plans that are kept: what they are bound to, how they come to a file, and whether they still fit. */

import { digestOf } from '../host/digest.ts';
import type { FileOutcome } from '../host/files.ts';
import type { Host } from '../host/host.ts';
import { hostIdentity } from '../host/identity.ts';
import {
  absolutePath,
  hasDirectory,
  isPresent,
  isRegularFile,
  readUserFile,
  writeUserFile,
} from '../host/user-file.ts';
import { decodeSavedPlan, isSavedPlan } from '../live/decode-saved-plan.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { HostIdentity, PlanIdentity, PlanMismatch, SavedPlan } from '../model/saved-plan.ts';
import type { Live } from '../model/live.ts';
import type { Plan } from '../model/plan.ts';
import { isEmpty } from '../plan/plan.ts';
import { planLines } from '../render/plan-lines.ts';
import { savedPlanText } from '../render/saved-plan-text.ts';
import type { Outcome } from './failure.ts';
import { failed } from './failure.ts';
import type { Prepared } from './prepare.ts';
import type { Source } from './topology-file.ts';

/** The one plan that may be carried out, whatever would be planned otherwise. */
export type Binding =
  | {
      readonly kind: 'saved';
      readonly saved: SavedPlan;
      readonly file: string;
      /** Nobody else can have written it. */
      readonly isOwn: boolean;
    }
  | { readonly kind: 'expected'; readonly id: string };

export function identify({ plan, live, source }: Prepared, host: Host): PlanIdentity {
  const identity = {
    host: hostIdentity(plan.hostname, host),
    topology: { path: placeOf(source), digest: digestOf(source?.texts ?? []) },
    protocol: plan.protocol,
    changes: planLines(plan, live, shortDigest),
  };
  return { id: planId(identity), ...identity };
}

/** Where there is no file, the working directory says nothing. */
function placeOf(source: Source | undefined): string {
  if (source === undefined) return '';
  return source.path === '-' ? source.path : absolutePath(source.path);
}

function shortDigest(text: string): string {
  return digestOf([text]).slice(0, idDigits);
}

/** A host with a machine-id(5) keeps its plan when it is called otherwise. */
export function planId({ host, topology, protocol, changes }: Omit<PlanIdentity, 'id'>): string {
  const { machineId, name, networkNamespace, root } = host;
  const place = [machineId ?? name, `${networkNamespace}`, root, topology.path];
  return digestOf([...place, topology.digest, `${protocol}`, ...changes]).slice(0, idDigits);
}

const idDigits = 16;

/** A file that is something else, such as the topology, is not written over. */
export function savePlan(path: string, prepared: Prepared, host: Host): FileOutcome {
  if (!isReplaceable(path)) return { ok: false, reason: 'it is there already, and no saved plan' };
  if (!hasDirectory(path)) return { ok: false, reason: 'there is no such directory' };
  const saved = { ...identify(prepared, host), made: new Date().toISOString() };
  if (!isRegularFile(saved.topology.path)) {
    const reason = `the topology must be a file that can be read again, and ${saved.topology.path} is none`;
    return { ok: false, reason };
  }
  const text = savedPlanText(saved);
  const decoded = decodeSavedPlan(text);
  if (decoded.kind === 'damaged') return { ok: false, reason: decoded.reason };
  return writeUserFile(path, text, 0o600);
}

function isReplaceable(path: string): boolean {
  if (!isRegularFile(path)) return !isPresent(path);
  const present = readUserFile(path);
  return present.ok && (present.text === '' || isSavedPlan(present.text));
}

/** Undefined where the text is none. */
export function savedPlanIn(file: string, text: string): Outcome<SavedPlan> | undefined {
  if (!isSavedPlan(text)) return undefined;
  const decoded = decodeSavedPlan(text);
  if (decoded.kind === 'damaged') return damaged(file, decoded.reason);
  const { saved } = decoded;
  return planId(saved) === saved.id
    ? { ok: true, value: saved }
    : damaged(file, 'its id does not belong to what it says');
}

function damaged(file: string, reason: string): Outcome<never> {
  return failed({
    exitCode: exitCodes.refused,
    message: `${file} is a damaged plan: ${reason}. Nothing was touched.`,
    hint: 'make it anew, with plan --out',
  });
}

/** Undefined where it is the plan that may be carried out, or where nothing is left to be done. */
export function mismatchWith(
  binding: Binding,
  plan: Plan,
  now: PlanIdentity,
): PlanMismatch | undefined {
  if (binding.kind === 'expected') {
    const fits = isEmpty(plan) || now.id === binding.id;
    return fits ? undefined : { kind: 'unexpected', id: now.id };
  }
  const { saved } = binding;
  if (!isSameHost(saved.host, now.host)) return { kind: 'other-host', madeOn: saved.host.name };
  if (saved.host.networkNamespace !== now.host.networkNamespace) return { kind: 'other-namespace' };
  if (saved.host.root !== now.host.root) return { kind: 'other-root' };
  const topologyChanged = saved.topology.digest !== now.topology.digest;
  const nothingIsLeft = isEmpty(plan) && plan.conflicts.length === 0;
  if (!topologyChanged && (nothingIsLeft || saved.id === now.id)) return undefined;
  const gone = without(saved.changes, now.changes);
  const added = without(now.changes, saved.changes);
  return { kind: 'stale', topologyChanged, gone, added };
}

/** Whether a further round does nothing but what the plan had said. */
export function staysWithin(approved: PlanIdentity, next: Plan, live: Live): boolean {
  return without(planLines(next, live, shortDigest), approved.changes).length === 0;
}

function isSameHost(one: HostIdentity, other: HostIdentity): boolean {
  return (one.machineId ?? one.name) === (other.machineId ?? other.name);
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}
