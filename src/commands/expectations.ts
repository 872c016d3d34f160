/** The expectations of a topology, held against the host that it describes. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import { flowNames } from '../compile/flow-names.ts';
import { withDown } from '../compile/what-if.ts';
import type { Held, Scene } from '../lookup/expected.ts';
import { hold } from '../lookup/expected.ts';
import { plannedState, untouchedState } from '../lookup/kernel-state.ts';
import { indexState } from '../lookup/state.ts';
import type { Expectation } from '../model/expectation.ts';
import type { Problem } from '../model/problem.ts';
import { describeFlow, wayWords } from '../render/trace-text.ts';
import type { Topology } from '../topology/topology.ts';

/** One problem for each that does not hold. */
export function failedExpectations(topology: Topology): readonly Problem[] {
  const sceneFor = scenesOf(topology);
  return topology.expectations.flatMap((expectation) => {
    const scene = sceneFor(expectation.down);
    if (scene === undefined) return [];
    const problem = problemOf(expectation, hold(expectation, scene));
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
      const options = down.map((uplink) => ` --down ${uplink}`).join('');
      return {
        code: 'MH704',
        severity: 'error',
        message: `${title}${flow}${supposed}: expected ${way.text}, but it ${wayWords(held.decision)}`,
        hint: `see why: multihome trace ${at.file} '${flow}'${options}`,
        at,
      };
    }
  }
}

/** One scene for each set of uplinks that is supposed to be down. */
function scenesOf(topology: Topology): (down: readonly string[]) => Scene | undefined {
  const assumed = assumedFacts(topology);
  const names = flowNames(topology, assumed);
  const deviceOf = (uplink: string) =>
    topology.uplinks.find(({ name }) => name === uplink)?.interface;
  const made = new Map<string, Scene | undefined>();
  return (down) => {
    const key = [...down].toSorted().join();
    if (made.has(key)) return made.get(key);
    const devices = down.flatMap((uplink) => deviceOf(uplink) ?? []);
    const facts = withDown(assumed, devices);
    const compiled = compile(topology, facts);
    const state = compiled.ok && plannedState(untouchedState(facts), compiled.value);
    const scene = state ? { state, index: indexState(state), names, deviceOf } : undefined;
    made.set(key, scene);
    return scene;
  };
}
