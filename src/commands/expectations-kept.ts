/** Expectations that held on a host before it was changed must hold afterwards. */

import type { Host } from '../host/host.ts';
import { expectationTitle } from '../render/expectation-text.ts';
import type { Topology } from '../topology/topology.ts';

/** Asks now; what it returns asks again, for titles of those that held and now fail. */
export async function expectationsKept(
  topology: Topology | undefined,
  host: Host,
): Promise<() => Promise<readonly string[]>> {
  if (topology === undefined || topology.expectations.length === 0) return nothing;
  const { judgeHost } = await import('./judge-host.ts');
  const before = await judgeHost(topology, host);
  if (!before.ok) return nothing;
  const held = before.value.verdicts.map(({ result }) => result.kind === 'holds');
  return async () => {
    const after = await judgeHost(topology, host);
    if (!after.ok) return [`they cannot be asked again: ${after.failure.message ?? ''}`];
    return after.value.verdicts.flatMap(({ expectation, result }, at) => {
      // Where model and kernel differ the kernel may still do as expected.
      const fails = result.kind === 'fails' && result.problems.some(({ code }) => code === 'MH704');
      return held[at] === true && fails ? [expectationTitle(expectation)] : [];
    });
  };
}

function nothing(): Promise<readonly string[]> {
  return Promise.resolve([]);
}
