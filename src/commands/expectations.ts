/** The expectations of a topology, held against the host that it describes. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import { flowNames } from '../compile/flow-names.ts';
import { withDown } from '../compile/what-if.ts';
import { decide } from '../lookup/decide.ts';
import { isAsExpected, packetsAskedBy } from '../lookup/expected.ts';
import { plannedState, untouchedState } from '../lookup/kernel-state.ts';
import { indexState } from '../lookup/state.ts';
import type { Decision } from '../model/decision.ts';
import type { Expectation } from '../model/expectation.ts';
import type { Flow } from '../model/flow.ts';
import type { Checked, Problem } from '../model/problem.ts';
import type { Verdict } from '../model/verdict.ts';
import { namerFrom } from '../render/plan-text.ts';
import { wayWords } from '../render/trace-text.ts';
import type { Topology } from '../topology/topology.ts';
import { uplinkNamer } from '../topology/uplink-namer.ts';
import type { Stage } from './verdicts.ts';
import { failure, mistaken, traceCommand, why } from './verdicts.ts';

export function judgeOffline(topology: Topology): readonly Verdict[] {
  const stageFor = stagesOf(topology);
  return topology.expectations.map((expectation) => {
    const stage = stageFor(expectation.down);
    if (stage.ok) return judge(expectation, stage.value);
    return { expectation, result: { kind: 'mistaken', problems: stage.problems }, packets: 0 };
  });
}

function judge(expectation: Expectation, stage: Stage): Verdict {
  const { scene } = stage;
  const asked = packetsAskedBy(expectation, scene);
  if (asked.kind === 'empty') return mistaken(expectation, asked.reason);
  const packets = asked.packets.length;
  for (const flow of asked.packets) {
    const decision = decide(scene.index, flow);
    if (isAsExpected(decision, expectation.way, scene)) continue;
    const problems = [failureOf(expectation, flow, decision, stage)];
    return { expectation, result: { kind: 'fails', problems }, packets };
  }
  return { expectation, result: { kind: 'holds' }, packets };
}

function failureOf(
  expectation: Expectation,
  flow: Flow,
  decision: Decision,
  stage: Stage,
): Problem {
  const { uncertain } = decision;
  const doubt = uncertain === undefined ? '' : ` (uncertain: ${uncertain})`;
  const command = traceCommand(expectation, flow);
  const problem = failure(expectation, flow, `${wayWords(decision)}${doubt}`, command);
  return { ...problem, details: why(flow, stage) };
}

/** One stage for each set of uplinks that is supposed to be down, or why there can be none. */
export function stagesOf(topology: Topology): (down: readonly string[]) => Checked<Stage> {
  const assumed = assumedFacts(topology);
  const names = flowNames(topology, assumed);
  const made = new Map<string, Checked<Stage>>();
  const make = (down: readonly string[]): Checked<Stage> => {
    const devices = topology.uplinks.flatMap((uplink) =>
      down.includes(uplink.name) ? [uplink.interface] : [],
    );
    const facts = withDown(assumed, devices);
    const compiled = compile(topology, facts);
    if (!compiled.ok) return compiled;
    const { uplinks, tableNames } = compiled.value;
    const state = plannedState(untouchedState(facts), compiled.value);
    const { interfaces } = assumed;
    const scene = { state, index: indexState(state), names, uplinks, interfaces };
    const nameOf = namerFrom(tableNames.map(({ item }) => item));
    return { ok: true, value: { scene, nameOf, uplinkOf: uplinkNamer(topology) }, warnings: [] };
  };
  return (down) => {
    const key = [...down].toSorted().join();
    const stage = made.get(key) ?? make(down);
    made.set(key, stage);
    return stage;
  };
}
