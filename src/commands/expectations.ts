/** The expectations of a topology, held against the host that it describes. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import { flowNames } from '../compile/flow-names.ts';
import { withDown } from '../compile/what-if.ts';
import type { Scene } from '../lookup/asked-packets.ts';
import type { Held } from '../lookup/expected.ts';
import { hold } from '../lookup/expected.ts';
import { plannedState, untouchedState } from '../lookup/kernel-state.ts';
import { indexState } from '../lookup/state.ts';
import type { Expectation } from '../model/expectation.ts';
import type { Checked, Problem } from '../model/problem.ts';
import { describeFlow, wayWords } from '../render/trace-text.ts';
import type { Topology } from '../topology/topology.ts';

/** One problem for each that does not hold. */
export function failedExpectations(topology: Topology): readonly Problem[] {
  const sceneFor = scenesOf(topology);
  return topology.expectations.flatMap((expectation) => {
    const scene = sceneFor(expectation.down);
    if (!scene.ok) return scene.problems;
    const problem = problemOf(expectation, hold(expectation, scene.value));
    return problem === undefined ? [] : [problem];
  });
}

function problemOf(expectation: Expectation, held: Held): Problem | undefined {
  const { at, name, way, down } = expectation;
  switch (held.kind) {
    case 'holds':
      return undefined;
    case 'empty':
      return { code: 'MH703', severity: 'error', message: held.reason, at };
    case 'fails': {
      const flow = describeFlow(held.flow);
      const title = name === undefined ? '' : `${name}: `;
      const supposed = down.length === 0 ? '' : ` while ${down.join(', ')} is down`;
      const { uncertain } = held.decision;
      const doubt = uncertain === undefined ? '' : ` (uncertain: ${uncertain})`;
      const options = down.map((uplink) => ` --down ${uplink}`).join('');
      return {
        code: 'MH704',
        severity: 'error',
        message: `${title}${flow}${supposed}: expected ${way.text}, but it ${wayWords(held.decision)}${doubt}`,
        hint: `see why: multihome trace ${at.file} '${flow}'${options}`,
        at,
      };
    }
  }
}

/** One scene for each set of uplinks that is supposed to be down, or why there can be none. */
function scenesOf(topology: Topology): (down: readonly string[]) => Checked<Scene> {
  const assumed = assumedFacts(topology);
  const names = flowNames(topology, assumed);
  const made = new Map<string, Checked<Scene>>();
  const make = (down: readonly string[]): Checked<Scene> => {
    const devices = topology.uplinks.flatMap((uplink) =>
      down.includes(uplink.name) ? [uplink.interface] : [],
    );
    const facts = withDown(assumed, devices);
    const compiled = compile(topology, facts);
    if (!compiled.ok) return compiled;
    const state = plannedState(untouchedState(facts), compiled.value);
    const { uplinks } = compiled.value;
    const { interfaces } = assumed;
    const value = { state, index: indexState(state), names, uplinks, interfaces };
    return { ok: true, value, warnings: [] };
  };
  return (down) => {
    const key = [...down].toSorted().join();
    const scene = made.get(key) ?? make(down);
    made.set(key, scene);
    return scene;
  };
}
