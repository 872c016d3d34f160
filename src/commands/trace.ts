/** `trace`: which way would this packet take, and why? Offline, or on the host as it is. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import { flowNames } from '../compile/flow-names.ts';
import { withDown } from '../compile/what-if.ts';
import { readLive } from '../host/read-live.ts';
import { readTableNames } from '../host/table-names.ts';
import { concreteFlow } from '../lookup/concrete-flow.ts';
import { decide } from '../lookup/decide.ts';
import { plannedState, untouchedState } from '../lookup/kernel-state.ts';
import type { RoutingState } from '../lookup/state.ts';
import { indexState } from '../lookup/state.ts';
import type { TraceStep } from '../model/trace.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { FlowNames, FlowPattern } from '../model/flow-pattern.ts';
import type { Facts } from '../model/live.ts';
import { dropInPaths } from '../model/ownership.ts';
import type { TableNamer } from '../render/describe.ts';
import { flowMistakeText } from '../render/flow-mistake.ts';
import { namerFrom } from '../render/plan-text.ts';
import { styleOf } from '../render/style.ts';
import { traceJson } from '../render/trace-json.ts';
import { traceText } from '../render/trace-text.ts';
import { readFlow } from '../topology/flow-text.ts';
import type { Topology } from '../topology/topology.ts';
import { uplinkNamer } from '../topology/uplink-namer.ts';
import type { Environment } from './environment.ts';
import type { Outcome } from './failure.ts';
import { failed, reportFailure } from './failure.ts';
import { loadTopology } from './topology-file.ts';

export type TraceOptions = {
  readonly file: string | undefined;
  readonly flow: string;
  /** Uplinks that are supposed to be down. */
  readonly down: readonly string[];
  /** The host as it is, instead of the topology. */
  readonly live: boolean;
  readonly json: boolean;
};

export async function trace(options: TraceOptions, environment: Environment): Promise<ExitCode> {
  const { terminal } = environment;
  const pattern = patternOf(options.flow);
  if (!pattern.ok) return reportFailure(pattern.failure, terminal, options.json);
  const scene = await sceneOf(options, environment);
  if (!scene.ok) return reportFailure(scene.failure, terminal, options.json);
  const { state, names, nameOf, uplinkOf, remarks } = scene.value;
  const concrete = concreteFlow(pattern.value, names, state.interfaces);
  if (!concrete.ok) {
    const { reason: message, hint } = concrete;
    const more = hint === undefined ? {} : { hint };
    return reportFailure({ exitCode: exitCodes.usage, message, ...more }, terminal, options.json);
  }
  const steps: TraceStep[] = [];
  const decision = decide(indexState(state), concrete.flow, steps);
  const text = options.json
    ? `${JSON.stringify(traceJson(concrete.flow, decision, steps, nameOf), undefined, 2)}\n`
    : traceText(concrete.flow, decision, steps, {
        style: styleOf(terminal.colourOut),
        nameOf,
        uplinkOf,
        remarks: [...remarks, ...concrete.remarks],
      });
  terminal.print(text);
  return exitCodes.success;
}

function patternOf(text: string): Outcome<FlowPattern> {
  const read = readFlow(text);
  if (read.ok) return { ok: true, value: read.flow };
  return failed({ exitCode: exitCodes.usage, message: flowMistakeText(text, read.mistake) });
}

/** Where the packet is sent, and what things are called there. */
type Scene = {
  readonly state: RoutingState;
  readonly names: FlowNames;
  readonly nameOf: TableNamer;
  readonly uplinkOf: (device: string) => string | undefined;
  readonly remarks: readonly string[];
};

async function sceneOf(options: TraceOptions, environment: Environment): Promise<Outcome<Scene>> {
  const loaded = loadTopology(options.file ?? environment.defaultTopology);
  if (!loaded.ok) return loaded;
  const { topology } = loaded.value;
  return options.live ? liveScene(topology, environment) : plannedScene(topology, options.down);
}

function plannedScene(topology: Topology, down: readonly string[]): Outcome<Scene> {
  const unknown = down.find((name) => !topology.uplinks.some((uplink) => uplink.name === name));
  if (unknown !== undefined) {
    const hint = `there are: ${topology.uplinks.map(({ name }) => name).join(', ')}`;
    const message = `no uplink is called "${unknown}"`;
    return failed({ exitCode: exitCodes.usage, message, hint });
  }
  const assumed = assumedFacts(topology);
  const devices = topology.uplinks.flatMap((uplink) =>
    down.includes(uplink.name) ? [uplink.interface] : [],
  );
  const facts = withDown(assumed, devices);
  const compiled = compile(topology, facts);
  if (!compiled.ok) {
    return failed({ exitCode: exitCodes.topologyInvalid, problems: compiled.problems });
  }
  const value: Scene = {
    state: plannedState(untouchedState(facts), compiled.value),
    names: flowNames(topology, assumed),
    nameOf: namerFrom(compiled.value.tableNames.map(({ item }) => item)),
    uplinkOf: uplinkNamer(topology),
    remarks: down.length === 0 ? [] : [`${down.join(', ')} down`],
  };
  return { ok: true, value };
}

async function liveScene(topology: Topology, { host }: Environment): Promise<Outcome<Scene>> {
  const read = await readLive(host);
  if (!read.ok) {
    const { message, hint } = read;
    return failed({ exitCode: exitCodes.unavailable, message, hint });
  }
  const { own, others } = readTableNames(host, dropInPaths(topology.protocol).tables);
  const facts: Facts = {
    interfaces: read.live.interfaces,
    gateways: [],
    tableNames: others,
    ownTableNames: own,
  };
  const value: Scene = {
    state: read.live,
    names: flowNames(topology, facts),
    nameOf: namerFrom([...others, ...own]),
    uplinkOf: uplinkNamer(topology),
    remarks: ['this host as it is'],
  };
  return { ok: true, value };
}
