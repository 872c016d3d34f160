/** The way every planning command goes: read the host, read the topology, compile, plan. */

import type { Host } from '../host/host.ts';
import { isFileOfMachine } from '../host/machine-file.ts';
import type { LiveReading } from '../host/read-live.ts';
import { readDropIns } from '../host/drop-ins.ts';
import { pause } from '../host/pause.ts';
import { readLive } from '../host/read-live.ts';
import { readNftTable } from '../host/nft.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Desired } from '../model/desired.ts';
import type { Facts, Live } from '../model/live.ts';
import type { Guard, Plan } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { Impact } from '../model/impact.ts';
import type { TableNamer } from '../render/describe.ts';
import { planChanges } from '../plan/plan.ts';
import type { Topology } from '../topology/topology.ts';
import type { Environment } from './environment.ts';
import type { Failure, Outcome } from './failure.ts';
import { guardsOf, planImpact } from './consequences.ts';
import { settingsFor } from './managed-settings.ts';
import { neighbourNotices } from './neighbour-notices.ts';
import { failed } from './failure.ts';
import type { CompileFor, Surveyed } from './survey.ts';
import { namer, rememberLast, survey } from './survey.ts';
import { unreadableDropIn, unreadableNft, unreadOf } from './unreadable.ts';
import type { LoadedTopology, Source } from './topology-file.ts';

export type Prepared = {
  readonly plan: Plan;
  /** The host that it was made for. */
  readonly live: Live;
  /** What it was compiled for; undefined where everything is to be removed. */
  readonly facts: Facts | undefined;
  readonly nameOf: TableNamer;
  /** Which traffic the plan sends another way; worked out when it is asked for. */
  readonly impact: () => Impact | undefined;
  /** What stands against it. */
  readonly guards: readonly Guard[];
  readonly warnings: readonly Problem[];
  /** Absent where everything is to be removed. */
  readonly topology: Topology | undefined;
  readonly source: Source | undefined;
  /** Reads the host again and plans anew with the same topology. */
  readonly again: () => Promise<Outcome<Planned>>;
};

type Load = () => Outcome<LoadedTopology>;

/** The dumps run while the topology is read: on a big host both take their time. */
export async function prepare(
  load: Load,
  environment: Environment,
  isTableNeeded = true,
): Promise<Outcome<Prepared>> {
  const cancel = new AbortController();
  const reading = readLive(environment.host, cancel);
  const loaded = load();
  if (!loaded.ok) {
    cancel.abort();
    return loaded;
  }
  const { topology, warnings, source } = loaded.value;
  const compileFor = rememberLast(topology);
  const { host } = environment;
  const planned = await planFrom(topology, compileFor, reading, host, isTableNeeded);
  if (!planned.ok) return planned;
  const again = () => planFrom(topology, compileFor, readLive(host), host, isTableNeeded);
  return { ok: true, value: { ...planned.value, warnings, topology, source, again } };
}

type Settling = {
  readonly isTableNeeded?: boolean;
  /** Nothing is waited for any more. */
  readonly isOver?: () => boolean;
};

/**
 * The same, once duplicate address detection is over, which takes a second or two (RFC 4862, 5.4): an
 * if-up hook comes before its end. At boot interfaces may still be on their way: they are waited for
 * as long as is wanted.
 */
export async function prepareSettled(
  load: Load,
  environment: Environment,
  interfacesMs: number,
  { isTableNeeded = true, isOver = () => false }: Settling = {},
): Promise<Outcome<Prepared>> {
  let prepared = await prepare(load, environment, isTableNeeded);
  const begun = performance.now();
  while (prepared.ok) {
    const waitedMs = performance.now() - begun;
    const { plan, guards } = prepared.value;
    const waits =
      (isTentative(plan) && waitedMs < settleMs) || (isOnItsWay(guards) && waitedMs < interfacesMs);
    if (!waits || isOver()) break;
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

/** An interface comes first, then its address and gateway. */
function isOnItsWay(guards: readonly Guard[]): boolean {
  return guards.some(({ name }) => onTheirWay.has(name));
}

const onTheirWay: ReadonlySet<Guard['name']> = new Set([
  'interface-missing',
  'uplink-unready',
  'network-unready',
]);

/** A plan, and what is needed to show it. */
export type Planned = Pick<Prepared, 'plan' | 'live' | 'facts' | 'nameOf' | 'impact' | 'guards'> & {
  /** Why the table of nftables is left as it is, whatever that may be. */
  readonly whyWithoutTable?: string | undefined;
};

export type PlannedFreely = Omit<Planned, 'guards'>;

export async function planFrom(
  topology: Topology,
  compileFor: CompileFor,
  reading: Promise<LiveReading>,
  host: Host,
  isTableNeeded = true,
): Promise<Outcome<Planned>> {
  const planned = await planFreely(topology, compileFor, reading, host, isTableNeeded);
  if (!planned.ok) return planned;
  const { plan, live, desired } = planned.value;
  const guards = guardsOf(plan, live, desired, topology.management);
  const notices = [...plan.notices, ...neighbourNotices(live, desired, host)];
  return { ok: true, value: { ...planned.value, plan: { ...plan, notices }, guards } };
}

/**
 * For whom nothing stands against a plan; on a big host it takes long to find out what does. Where the
 * table of nftables is not needed, one that cannot be read is left out.
 */
export async function planFreely(
  topology: Topology,
  compileFor: CompileFor,
  reading: Promise<LiveReading>,
  host: Host,
  isTableNeeded = true,
): Promise<Outcome<PlannedFreely & { readonly desired: Desired }>> {
  const surveyed = await survey(topology, compileFor, reading, host);
  if (!surveyed.ok) return surveyed;
  const { live, facts, ownTableNames } = surveyed.value;
  const own = readDropIns(host, topology.protocol);
  if (!own.ok) return failed(unreadableDropIn(own.reason));
  if (topology.sysctls === 'manage') {
    const { path } = own.dropIns.sysctls;
    const isOfMachine = isFileOfMachine(host, path);
    if (isOfMachine === true) return failed(settingsOfMachine(path));
    if (isOfMachine === undefined) return failed(settingsPerhapsOfMachine(path));
  }
  const asking = surveyed.value.desired.packetTable === undefined ? 'noted' : 'always';
  const nft = await readNftTable(host, topology.protocol, asking);
  if (!nft.ok && isTableNeeded) return failed(unreadableNft(nft));
  const whyWithoutTable = nft.ok ? undefined : nft.message;
  const { desired, remarks } = nft.ok ? surveyed.value : withoutTable(surveyed.value, nft.message);
  const settings = settingsFor(topology, surveyed.value, own.dropIns);
  const plan = planChanges({
    desired,
    live,
    dropIns: own.dropIns,
    packetTable: nft.ok ? nft.table : undefined,
    ownTableNames,
    settings,
    topology: topology.file,
    remarks: [...remarks, ...settings.remarks, ...unreadOf(nft)],
  });
  const nameOf = namer(live, ownTableNames, desired);
  const impact = () => planImpact(plan, live, desired);
  return { ok: true, value: { plan, live, facts, desired, nameOf, impact, whyWithoutTable } };
}

function withoutTable(
  { desired, remarks }: Surveyed,
  reason: string,
): Pick<Surveyed, 'desired' | 'remarks'> {
  const text = `${reason}: connections are neither marked nor masqueraded as the topology wants; all else is done without that`;
  return { desired: { ...desired, packetTable: undefined }, remarks: [...remarks, text] };
}

function settingsPerhapsOfMachine(path: string): Failure {
  return {
    exitCode: exitCodes.refused,
    message: `\`sysctls: manage\` would write ${path}, and whether the machine reads that at boot or only this network namespace has it cannot be known without a look at process 1`,
    hint: `in a unit of a network namespace with an /etc/sysctl.d of its own, \`CapabilityBoundingSet=CAP_SYS_PTRACE\` allows that look; nothing was touched`,
  };
}

function settingsOfMachine(path: string): Failure {
  return {
    exitCode: exitCodes.refused,
    message: `\`sysctls: manage\` would write ${path}, which the machine reads at boot, with the settings of this network namespace`,
    hint: `give the namespace its own /etc/sysctl.d, as /etc/netns/NAME/sysctl.d for \`ip netns exec\`, or the option --root; nothing was touched`,
  };
}
