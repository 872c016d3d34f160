/** What `apply` and `destroy` have in common: lock, plan, judge, ask, act, prove. */

import { digestOf } from '../host/digest.ts';
import type { Host } from '../host/host.ts';
import { isRoot, mayChangeNetwork } from '../host/privileges.ts';
import type { Terminal } from '../host/terminal.ts';
import { askToReload } from '../host/watch-status.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AllowableGuard, Guard, Plan } from '../model/plan.ts';
import type { Transaction } from '../model/transaction.ts';
import { planGuards, standing } from '../plan/guards.ts';
import { isEmpty } from '../plan/plan.ts';
import { guardText } from '../render/guard-text.ts';
import { nothingArmedText } from './apply-text.ts';
import { whyUnsettled } from './unsettled.ts';
import {
  goesByAnother,
  handOver,
  readsText,
  watchedBy,
  whyNotBeside,
  wouldComeBack,
} from './beside-watch.ts';
import { carryOut } from './carry-out.ts';
import { allowed, askFor, whyNotAsShown } from './consent.ts';
import type { Environment } from './environment.ts';
import { expectationsKept } from './expectations-kept.ts';
import type { Round } from './execute.ts';
import type { Failure, Outcome } from './failure.ts';
import { keptBeside } from './kept-beside.ts';
import type { Prepared } from './prepare.ts';
import { needsNetworkAdmin, needsRoot } from './needs-root.ts';
import type { Reporter } from './report-apply.ts';
import { createReporter } from './report-apply.ts';
import type { Locked } from './lock-for.ts';
import { lockFor } from './lock-for.ts';
import type { Binding } from './saved-plan.ts';
import type { PlanIdentity } from '../model/saved-plan.ts';
import { identify, mismatchWith, staysWithin } from './saved-plan.ts';

export type ApplyOptions = {
  readonly file: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
  readonly all: boolean;
  readonly allow: readonly AllowableGuard[];
  /** How long another multihome is waited for. */
  readonly lockTimeoutMs: number;
  /** How long interfaces, addresses and gateways are waited for that are not there yet. */
  readonly waitForInterfacesMs: number;
  /** The id of the one plan that may be carried out. */
  readonly expect: string | undefined;
  /** Taken back after so long, unless somebody confirms. */
  readonly confirmSeconds: number | undefined;
};

/** What is to be done, once the host is locked. */
export type Ready = {
  readonly prepared: Prepared;
  /** Plans that it has to be. */
  readonly bindings: readonly Binding[];
};

type Verb = Transaction['verb'];

export type Preparing = (locked: Environment) => Promise<Outcome<Ready>>;

export async function perform(
  verb: Verb,
  preparing: Preparing,
  options: ApplyOptions,
  environment: Environment,
): Promise<ExitCode> {
  const reporter = createReporter(verb, options, environment);
  if (!isRoot()) return reporter.failed(needsRoot(verb));
  const locked = await lockFor(verb, options.lockTimeoutMs, environment);
  if (!locked.ok) return reporter.failed(locked.failure);
  const lock = { held: locked.value };
  try {
    return await performLocked({ verb, options, environment, reporter, lock }, preparing);
  } finally {
    lock.held.release();
  }
}

type Performing = {
  readonly verb: Verb;
  readonly options: ApplyOptions;
  readonly environment: Environment;
  readonly reporter: Reporter;
  readonly lock: { held: Locked };
};

async function performLocked(performing: Performing, preparing: Preparing): Promise<ExitCode> {
  const { verb, options, environment, reporter, lock } = performing;
  const { terminal } = environment;
  const { host } = lock.held;
  const standsAgainst = whyNotNow(verb, host);
  if (standsAgainst !== undefined) return reporter.failed(standsAgainst);
  const outcome = await preparing({ ...environment, host });
  if (!outcome.ok) return reporter.failed(outcome.failure);
  const { prepared, bindings } = outcome.value;
  const { plan } = prepared;
  const guards = standing(prepared.guards, allowed(options));
  reporter.planned(prepared, guards);
  const approved = bindings.length === 0 ? undefined : identify(prepared, host);
  for (const binding of bindings) {
    const mismatch = approved && mismatchWith(binding, plan, approved);
    if (mismatch !== undefined) return reporter.mismatched(mismatch, nameOf(binding));
  }
  const offered = bindings.length === 0 && isWayBackAlone(guards) && mayAsk(options, terminal);
  if (guards.length > 0 && !offered) return refuse(guards, reporter);
  if (isEmpty(plan)) {
    if (options.confirmSeconds !== undefined) terminal.remark(nothingArmedText());
    return changeNothing(prepared, options, reporter, { host, terminal });
  }
  const hindrance =
    (await whyNotBeside(watchedBy(host), prepared)) ?? (await whyNotAllowed(verb, plan, host));
  if (hindrance !== undefined) return reporter.failed(hindrance);
  const armed = offered ? { ...options, confirmSeconds: offeredSeconds } : options;
  if (offered) for (const guard of guards) terminal.remark(`\n${guardText(guard)}\n`);
  if (!options.yes && !bindings.some(isConsent)) {
    const refusal = await whyNotWanted(prepared, { ...performing, options: armed });
    if (refusal !== undefined) return reporter.failed(refusal);
  }
  return carryOutLocked(prepared, approved, { ...performing, options: armed });
}

async function changeNothing(
  prepared: Prepared,
  options: ApplyOptions,
  reporter: Reporter,
  { host, terminal }: Pick<Environment, 'host' | 'terminal'>,
): Promise<ExitCode> {
  const watching = watchedBy(host);
  if (watching === undefined || !goesByAnother(watching, prepared.source)) {
    return reporter.unchanged();
  }
  const hindrance = await whyNotBeside(watching, prepared);
  if (hindrance !== undefined) return reporter.failed(hindrance);
  handOver(watching, digestIn(prepared), options.allow, host);
  if (askToReload(watching.process)) terminal.remark(readsText(watching));
  return reporter.unchanged();
}

/** Without the lock while the question stands: the service may have to lead traffic away from an uplink. */
async function whyNotWanted(
  prepared: Prepared,
  performing: Performing,
): Promise<Failure | undefined> {
  const { verb, options, environment, lock } = performing;
  lock.held.release();
  const refusal = await askFor(verb, prepared.plan, options, environment);
  if (refusal !== undefined) return refusal;
  const locked = await lockFor(verb, options.lockTimeoutMs, environment);
  if (!locked.ok) return locked.failure;
  lock.held = locked.value;
  const { host } = lock.held;
  return (
    whyNotNow(verb, host) ??
    (await whyNotBeside(watchedBy(host), prepared)) ??
    (await whyNotAsShown(prepared, options))
  );
}

async function carryOutLocked(
  prepared: Prepared,
  approved: PlanIdentity | undefined,
  { verb, options, environment: { terminal }, reporter, lock }: Performing,
): Promise<ExitCode> {
  const { host } = lock.held;
  const { plan, live, again, topology } = prepared;
  const digest = digestIn(prepared);
  handOver(watchedBy(host), digest, options.allow, host);
  const mayRun = (next: Round) =>
    standing(planGuards(next.plan), allowed(options)).length === 0 &&
    (approved === undefined || staysWithin(approved, next.plan, next.live));
  const carriedOut = await carryOut({
    ...{ verb, digest, plan, live, host, confirmSeconds: options.confirmSeconds },
    replanning: { again, mayRun, progress: reporter.progress },
    expectations: await expectationsKept(topology, host),
    armed: reporter.armed,
    interrupted: reporter.interrupted,
    abandoned: reporter.abandoned,
    restored: reporter.restored,
  });
  if (!carriedOut.ok) return reporter.failed(carriedOut.failure);
  return reporter.carriedOut(plan, await keptBeside(carriedOut.value, host, terminal));
}

function digestIn({ source }: Prepared): string | undefined {
  return source && digestOf(source.texts);
}

/** Files are written first: they must not be where the kernel then refuses the rest. */
async function whyNotAllowed(
  verb: Verb,
  { steps, packetTables }: Plan,
  host: Host,
): Promise<Failure | undefined> {
  const isAllowed = steps.length + packetTables.length === 0 || (await mayChangeNetwork(host));
  return isAllowed ? undefined : needsNetworkAdmin(verb);
}

function whyNotNow(verb: Verb, host: Host): Failure | undefined {
  const unsettled = whyUnsettled(host);
  if (unsettled !== undefined) return unsettled;
  const watching = watchedBy(host);
  return watching !== undefined && verb === 'destroy' ? wouldComeBack(watching) : undefined;
}

/** Whoever is asked may have it armed instead of being refused. */
function isWayBackAlone(guards: readonly Guard[]): boolean {
  return guards.length > 0 && guards.every(({ name }) => name === 'management-path');
}

function mayAsk({ yes, json }: ApplyOptions, { interactive }: Terminal): boolean {
  return !yes && !json && interactive;
}

/** Long enough to log in again. */
const offeredSeconds = 120;

/** A plan that somebody else could have put there is carried out as it is, but asked about. */
function isConsent(binding: Binding): boolean {
  return binding.kind === 'expected' || binding.isOwn;
}

function nameOf(binding: Binding): string {
  return binding.kind === 'saved' ? binding.file : binding.id;
}

function refuse(guards: readonly Guard[], reporter: Reporter): ExitCode {
  reporter.refused(guards.map((guard) => ({ name: guard.name, text: guardText(guard) })));
  return exitCodes.refused;
}
