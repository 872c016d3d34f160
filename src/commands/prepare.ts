/** The way every planning command goes: read the host, read the topology, compile, plan. */

import { compile } from '../compile/compile.ts';
import type { Host } from '../host/host.ts';
import type { LiveReading } from '../host/read-live.ts';
import { pause } from '../host/pause.ts';
import { readLive } from '../host/read-live.ts';
import { otherProtocols, readDropIns } from '../host/drop-ins.ts';
import { readTableNames } from '../host/table-names.ts';
import type { IpVersion } from '../live/ip-version.ts';
import { hasFeature, showIpVersion } from '../live/ip-version.ts';
import { learnedGateways } from '../live/learned-gateways.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Facts, Live } from '../model/live.ts';
import type { Desired } from '../model/desired.ts';
import { dropInPaths } from '../model/ownership.ts';
import type { Plan } from '../model/plan.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { TableName } from '../model/table.ts';
import type { Impact } from '../model/impact.ts';
import { impactOf } from '../lookup/impact.ts';
import type { PlannedItems } from '../lookup/kernel-state.ts';
import { plannedState } from '../lookup/kernel-state.ts';
import type { TableNamer } from '../render/describe.ts';
import { namerFrom } from '../render/plan-text.ts';
import { planChanges, planRemoval } from '../plan/plan.ts';
import type { Topology } from '../topology/topology.ts';
import type { Environment } from './environment.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed } from './failure.ts';
import { loadTopology } from './topology-file.ts';

export type Prepared = {
  readonly plan: Plan;
  readonly nameOf: TableNamer;
  /** Which traffic the plan sends another way; worked out when it is asked for. */
  readonly impact: () => Impact | undefined;
  readonly warnings: readonly Problem[];
  /** Reads the host again and plans anew with the same topology. */
  readonly again: () => Promise<Outcome<Planned>>;
};

/** The dumps run while the topology is read: on a big host both take their time. */
export async function prepare(path: string, environment: Environment): Promise<Outcome<Prepared>> {
  const cancel = new AbortController();
  const reading = readLive(environment.host, cancel);
  const loaded = loadTopology(path);
  if (!loaded.ok) {
    cancel.abort();
    return loaded;
  }
  const { topology, warnings } = loaded.value;
  const compileFor = rememberLast(topology);
  const planned = await planFrom(topology, compileFor, reading, environment.host);
  if (!planned.ok) return planned;
  const again = () => planFrom(topology, compileFor, readLive(environment.host), environment.host);
  return { ok: true, value: { ...planned.value, warnings, again } };
}

/**
 * The same, once duplicate address detection is over, which takes a second or two (RFC 4862, 5.4): an
 * if-up hook comes before its end.
 */
export async function prepareSettled(
  path: string,
  environment: Environment,
): Promise<Outcome<Prepared>> {
  let prepared = await prepare(path, environment);
  for (let waitedMs = 0; waitedMs < settleMs; waitedMs += pauseMs) {
    if (!prepared.ok || !isTentative(prepared.value.plan)) break;
    await pause(pauseMs);
    const fresh = await prepared.value.again();
    prepared = fresh.ok ? { ok: true, value: { ...prepared.value, ...fresh.value } } : fresh;
  }
  return prepared;
}

const settleMs = 4_000;
const pauseMs = 250;

function isTentative({ uplinks }: Plan): boolean {
  return uplinks.some(({ state }) => state.kind === 'address-tentative');
}

/** For `destroy`: only the protocol number matters. */
export async function prepareRemoval(
  protocol: number,
  environment: Environment,
): Promise<Outcome<Prepared>> {
  const { host } = environment;
  const planned = await planRemovalFrom(protocol, host);
  if (!planned.ok) return planned;
  const again = () => planRemovalFrom(protocol, host);
  return { ok: true, value: { ...planned.value, warnings: [], again } };
}

/** A plan, and what is needed to show it. */
export type Planned = Pick<Prepared, 'plan' | 'nameOf' | 'impact'>;

type CompileFor = (facts: Facts) => Checked<Desired>;

/** The proof after an apply compiles for the same facts again, and that is the same result. */
function rememberLast(topology: Topology): CompileFor {
  let last: { readonly facts: string; readonly result: Checked<Desired> } | undefined;
  return (facts) => {
    const key = JSON.stringify(facts);
    if (last?.facts !== key) last = { facts: key, result: compile(topology, facts) };
    return last.result;
  };
}

async function planFrom(
  topology: Topology,
  compileFor: CompileFor,
  reading: Promise<LiveReading>,
  host: Host,
): Promise<Outcome<Planned>> {
  const names = readTableNames(host, dropInPaths(topology.protocol).tables);
  const read = await reading;
  if (!read.ok) return failed(unavailable(read));
  const live: Live = { ...read.live, tableNames: names.others };
  const compiled = compileFor(factsOf(live, names.own, topology.protocol));
  if (!compiled.ok) {
    return failed({ exitCode: exitCodes.topologyInvalid, problems: compiled.problems });
  }
  const lacking = missingFeature(compiled.value, read.version);
  if (lacking !== undefined) return failed(lacking);
  const own = readDropIns(host, topology.protocol);
  if (!own.ok) return failed(unreadableDropIn(own.reason));
  const plan = planChanges({
    desired: compiled.value,
    live,
    dropIns: own.dropIns,
    ownTableNames: names.own,
    topology: topology.file,
    remarks: names.remarks,
  });
  const nameOf = namer(live, names.own, compiled.value);
  const impact = () => planImpact(plan, live, compiled.value);
  return { ok: true, value: { plan, nameOf, impact } };
}

async function planRemovalFrom(protocol: number, host: Host): Promise<Outcome<Planned>> {
  const names = readTableNames(host, dropInPaths(protocol).tables);
  const read = await readLive(host);
  if (!read.ok) return failed(unavailable(read));
  const live: Live = { ...read.live, tableNames: names.others };
  const own = readDropIns(host, protocol);
  if (!own.ok) return failed(unreadableDropIn(own.reason));
  const plan = planRemoval({
    protocol,
    live,
    dropIns: own.dropIns,
    ownTableNames: names.own,
    remarks: otherProtocols(host, protocol).map(staysText),
  });
  const nameOf = namer(live, names.own, undefined);
  const impact = () => planImpact(plan, live, { protocol, rules: [], routes: [] });
  return { ok: true, value: { plan, nameOf, impact } };
}

function staysText(protocol: number): string {
  const path = dropInPaths(protocol).protocols;
  return `what ${path} belongs to stays; to remove it: multihome destroy --protocol ${protocol}`;
}

/** Undefined where nothing changes, or nothing may. */
function planImpact(plan: Plan, live: Live, desired: PlannedItems): Impact | undefined {
  if (plan.changes.length === 0 || plan.conflicts.length > 0) return undefined;
  const routes = plan.changes.flatMap((change) => {
    const item = change.action === 'change' ? change.after : change.item;
    return item.noun === 'route' ? [item.route.table] : [];
  });
  return impactOf(live, plannedState(live, desired), new Set(routes));
}

function factsOf(live: Live, ownTableNames: readonly TableName[], protocol: number): Facts {
  return {
    interfaces: live.interfaces,
    gateways: learnedGateways({
      routes: live.routes,
      ownProtocol: protocol,
      tableNames: live.tableNames,
    }),
    tableNames: live.tableNames,
    ownTableNames,
  };
}

function namer(live: Live, own: readonly TableName[], desired: Desired | undefined): TableNamer {
  const wanted = desired?.tableNames.map(({ item }) => item) ?? [];
  return namerFrom([...live.tableNames, ...own, ...wanted]);
}

function unavailable(read: Extract<LiveReading, { ok: false }>): Failure {
  return { exitCode: exitCodes.unavailable, message: read.message, hint: read.hint };
}

/** An `ip` that does not know an attribute neither sets nor shows it. */
function missingFeature(desired: Desired, version: IpVersion): Failure | undefined {
  const rule = desired.rules.find(({ item }) => item.selector.dscp !== undefined);
  if (rule === undefined || hasFeature(version, 'dscp')) return undefined;
  return {
    exitCode: exitCodes.unavailable,
    message: `${rule.origin.file}:${rule.origin.line}: dscp needs iproute2 6.13 or later; this is ${showIpVersion(version)}`,
    hint: 'tos matches the same bits in IPv6, and three of them in IPv4',
  };
}

function unreadableDropIn(reason: string): Failure {
  return { exitCode: exitCodes.unavailable, message: `cannot read our own drop-in ${reason}` };
}
