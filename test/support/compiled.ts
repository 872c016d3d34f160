/** Topology text -> what it wants, as lines that a person can read. */

import { assumedFacts } from '../../src/compile/assumed-facts.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Desired } from '../../src/model/desired.ts';
import type { Facts } from '../../src/model/live.ts';
import type { Checked } from '../../src/model/problem.ts';
import { batchLine } from '../../src/render/batch.ts';
import { readTopology } from '../../src/topology/read.ts';
import type { Topology } from '../../src/topology/topology.ts';

export type Lists = Readonly<Record<string, string>>;

export function topologyOf(text: string, lists: Lists = {}): Topology {
  const read = readTopology({
    file: 'topology.yaml',
    text: `version: 1\n${text}`,
    readList: (path) => {
      const found = lists[path];
      return found === undefined
        ? { ok: false, reason: 'there is no such file' }
        : { ok: true, text: found };
    },
  });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.value;
}

/** With facts changed from those that the topology assumes. */
export function compiled(
  topology: Topology,
  change: (facts: Facts) => Facts = (facts) => facts,
): Checked<Desired> {
  return compile(topology, change(assumedFacts(topology)));
}

export function desiredOf(text: string, change?: (facts: Facts) => Facts, lists?: Lists): Desired {
  const result = compiled(topologyOf(text, lists), change);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.value;
}

export function ruleLines({ rules }: Desired): readonly string[] {
  return rules.map(({ item }) =>
    line(batchLine({ verb: 'add', item: { noun: 'rule', rule: item } })),
  );
}

export function routeLines({ routes }: Desired): readonly string[] {
  return routes.map(({ item }) =>
    line(batchLine({ verb: 'add', item: { noun: 'route', route: item } })),
  );
}

/** Without the words that are the same in all of them. */
function line(text: string): string {
  return text
    .replace(/^(rule|route) add /, '')
    .replace(/ (proto|protocol) 157/, '')
    .replace('unicast ', '');
}
