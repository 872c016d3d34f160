/** Expectations that held on a host before it was changed must hold afterwards. */

import type { Host } from '../host/host.ts';
import { expectationTitle } from '../render/expectation-text.ts';
import type { Topology } from '../topology/topology.ts';

export type ExpectationsKept = {
  /** So many held before. */
  readonly held: number;
  /** Asks again: titles of those that held and now fail. */
  readonly brokenSince: () => Promise<readonly string[]>;
};

/** Asks now. */
export async function expectationsKept(
  topology: Topology | undefined,
  host: Host,
): Promise<ExpectationsKept> {
  if (topology === undefined || topology.expectations.length === 0) return none;
  const { judgeHost } = await import('./judge-host.ts');
  const before = await judgeHost(topology, host);
  if (!before.ok) return none;
  const held = before.value.verdicts.map(({ result }) => result.kind === 'holds');
  const brokenSince = async () => {
    const after = await judgeHost(topology, host);
    if (!after.ok) return [`they cannot be asked again: ${after.failure.message ?? ''}`];
    return after.value.verdicts.flatMap(({ expectation, result }, at) => {
      // Where model and kernel differ the kernel may still do as expected.
      const fails = result.kind === 'fails' && result.problems.some(({ code }) => code === 'MH704');
      return held[at] === true && fails ? [expectationTitle(expectation)] : [];
    });
  };
  return { held: held.filter((holds) => holds).length, brokenSince };
}

const none: ExpectationsKept = { held: 0, brokenSince: () => Promise.resolve([]) };
