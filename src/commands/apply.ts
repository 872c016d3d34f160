/** `apply` and `destroy`: plan, ask, act, prove. */

import type { Host } from '../host/host.ts';
import type { Status } from '../model/status.ts';
import { isRoot, mayChangeNetwork } from '../host/privileges.ts';
import type { Terminal } from '../host/terminal.ts';
import type { Kept } from '../host/transactions.ts';
import { keptTransactions } from '../host/transactions.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import { defaultProtocol } from '../model/ownership.ts';
import type { AllowableGuard, Guard, Plan } from '../model/plan.ts';
import type { Transaction } from '../model/transaction.ts';
import { planGuards, standing } from '../plan/guards.ts';
import { isEmpty } from '../plan/plan.ts';
import { guardText } from '../render/guard-text.ts';
import { nothingArmedText } from './apply-text.ts';
import { tellWatch, watchedBy, whyNotBeside, wouldComeBack } from './beside-watch.ts';
import { carryOut } from './carry-out.ts';
import { allowed, consentTo } from './consent.ts';
import type { Environment } from './environment.ts';
import { expectationsKept } from './expectations-kept.ts';
import type { Round } from './execute.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed } from './failure.ts';
import type { Prepared } from './prepare.ts';
import { needsNetworkAdmin } from './network-admin.ts';
import { prepareRemoval, prepareSettled } from './prepare.ts';
import type { Reporter } from './report-apply.ts';
import { createReporter } from './report-apply.ts';
import { lockFor } from './lock-for.ts';
import type { Binding } from './saved-plan.ts';
import { identify, mismatchWith, savedPlanIn, staysWithin } from './saved-plan.ts';
import { loadTopology, loadTopologyIfPresent, readText, topologyIn } from './topology-file.ts';

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

export async function apply(options: ApplyOptions, environment: Environment): Promise<ExitCode> {
  const path = options.file ?? environment.defaultTopology;
  return perform('apply', (locked) => ready(path, options, locked), options, environment);
}

/** What is to be done, once the host is locked. */
type Ready = {
  readonly prepared: Prepared;
  /** Plans that it has to be. */
  readonly bindings: readonly Binding[];
};

type Verb = Transaction['verb'];

type Preparing = (locked: Environment) => Promise<Outcome<Ready>>;

/** The path is that of a topology, or of a saved plan. */
async function ready(
  path: string,
  { file, expect, waitForInterfacesMs }: ApplyOptions,
  environment: Environment,
): Promise<Outcome<Ready>> {
  const read = readText(path);
  // The environment names the topology: it gives no consent.
  const saved = read.ok && file !== undefined ? savedPlanIn(path, read.text) : undefined;
  if (saved?.ok === false) return saved;
  const load = () =>
    saved === undefined ? topologyIn(path, read) : loadTopology(saved.value.topology.path);
  const prepared = await prepareSettled(load, environment, waitForInterfacesMs);
  if (!prepared.ok) return prepared;
  const bindings: Binding[] = [];
  if (saved !== undefined) {
    const isOwn = read.ok && read.isOwn === true;
    bindings.push({ kind: 'saved', saved: saved.value, file: path, isOwn });
  }
  if (expect !== undefined) bindings.push({ kind: 'expected', id: expect });
  return { ok: true, value: { prepared: prepared.value, bindings } };
}

export type DestroyOptions = ApplyOptions & { readonly protocol?: number | undefined };

/** Of the topology only the protocol number matters: what carries it goes. */
export async function destroy(
  options: DestroyOptions,
  environment: Environment,
): Promise<ExitCode> {
  const preparing: Preparing = async (locked) => {
    const protocol = protocolToRemove(options, locked);
    if (!protocol.ok) return protocol;
    const prepared = await prepareRemoval(protocol.value, locked);
    return prepared.ok ? { ok: true, value: { prepared: prepared.value, bindings: [] } } : prepared;
  };
  return perform('destroy', preparing, options, environment);
}

/** Without a file it is that of the system's topology, and where there is none, our own. */
function protocolToRemove(
  { file, protocol }: DestroyOptions,
  { defaultTopology }: Environment,
): Outcome<number> {
  if (protocol !== undefined) return { ok: true, value: protocol };
  const loaded = file === undefined ? loadTopologyIfPresent(defaultTopology) : loadTopology(file);
  if (loaded.ok) return { ok: true, value: loaded.value?.topology.protocol ?? defaultProtocol };
  const hint = `to remove without a topology: multihome destroy --protocol ${defaultProtocol}, or the number it chose`;
  return failed({ ...loaded.failure, hint });
}

async function perform(
  verb: Verb,
  preparing: Preparing,
  options: ApplyOptions,
  environment: Environment,
): Promise<ExitCode> {
  const reporter = createReporter(verb, options, environment);
  if (!isRoot()) return reporter.failed(needsRoot(verb));
  const locked = await lockFor(verb, options.lockTimeoutMs, environment);
  if (!locked.ok) return reporter.failed(locked.failure);
  const { host, release } = locked.value;
  try {
    return await performLocked(verb, preparing, options, { ...environment, host }, reporter);
  } finally {
    release();
  }
}

async function performLocked(
  verb: Verb,
  preparing: Preparing,
  options: ApplyOptions,
  environment: Environment,
  reporter: Reporter,
): Promise<ExitCode> {
  const { terminal, host } = environment;
  const watching = watchedBy(host);
  const standsAgainst = whyNotNow(verb, watching, host);
  if (standsAgainst !== undefined) return reporter.failed(standsAgainst);
  const outcome = await preparing(environment);
  if (!outcome.ok) return reporter.failed(outcome.failure);
  const { prepared, bindings } = outcome.value;
  const { plan, live, again, topology, source } = prepared;
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
    return reporter.unchanged();
  }
  const hindrance =
    whyNotBeside(watching, source?.path ?? '-') ?? (await whyNotAllowed(verb, plan, host));
  if (hindrance !== undefined) return reporter.failed(hindrance);
  const armed = offered ? { ...options, confirmSeconds: offeredSeconds } : options;
  if (offered) for (const guard of guards) terminal.remark(`\n${guardText(guard)}\n`);
  const asked = !options.yes && !bindings.some(isConsent);
  const consent = asked
    ? await consentTo(verb, prepared, armed, environment)
    : ({ ok: true } as const);
  if (!consent.ok) return reporter.failed(consent.failure);
  const mayRun = (next: Round) =>
    standing(planGuards(next.plan), allowed(armed)).length === 0 &&
    (approved === undefined || staysWithin(approved, next.plan, next.live));
  const carriedOut = await carryOut({
    verb,
    plan,
    live,
    host,
    replanning: { again, mayRun, progress: reporter.progress },
    confirmSeconds: armed.confirmSeconds,
    expectations: await expectationsKept(topology, host),
    armed: reporter.armed,
    interrupted: reporter.interrupted,
    abandoned: reporter.abandoned,
    restored: reporter.restored,
  });
  if (!carriedOut.ok) return reporter.failed(carriedOut.failure);
  const exitCode = reporter.carriedOut(plan, carriedOut.value);
  // What waits to be confirmed is told once it is.
  if (armed.confirmSeconds === undefined && exitCode === exitCodes.success)
    tellWatch(watching, terminal);
  return exitCode;
}

/** Files are written first: they must not be where the kernel then refuses the rest. */
async function whyNotAllowed(
  verb: Verb,
  { steps }: Plan,
  host: Host,
): Promise<Failure | undefined> {
  const isAllowed = steps.length === 0 || (await mayChangeNetwork(host));
  return isAllowed ? undefined : needsNetworkAdmin(verb);
}

function whyNotNow(verb: Verb, watching: Status | undefined, host: Host): Failure | undefined {
  const pending = keptTransactions(host).find(({ isArmed, isExpiring }) => isArmed || isExpiring);
  if (pending !== undefined) return unsettled(pending);
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

/** What is going to be taken back would take with it what comes next. */
function unsettled({ head: { id, verb, begun }, isExpiring }: Kept): Failure {
  const exitCode = exitCodes.locked;
  if (isExpiring) {
    const message = `${verb} ${id} of ${begun} was not confirmed and is being taken back. Nothing was touched.`;
    return { exitCode, message, hint: 'try again once it has been' };
  }
  return {
    exitCode,
    message: `${verb} ${id} of ${begun} waits to be confirmed. Nothing was touched.`,
    hint: `multihome confirm ${id} keeps it, multihome rollback ${id} takes it back`,
  };
}

function refuse(guards: readonly Guard[], reporter: Reporter): ExitCode {
  reporter.refused(guards.map((guard) => ({ name: guard.name, text: guardText(guard) })));
  return exitCodes.refused;
}

function needsRoot(verb: string): Failure {
  return {
    exitCode: exitCodes.needsRoot,
    message: `${verb} needs root: it changes routes and rules. Nothing was read or touched.`,
  };
}
