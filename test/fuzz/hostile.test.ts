/** Whatever is written into a topology or a saved plan, nothing of it becomes a command. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { judgeOffline } from '../../src/commands/expectations.ts';
import { planId, savedPlanIn } from '../../src/commands/saved-plan.ts';
import { assumedFacts } from '../../src/compile/assumed-facts.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Live } from '../../src/model/live.ts';
import { dropInPaths } from '../../src/model/ownership.ts';
import type { Plan } from '../../src/model/plan.ts';
import { planChanges, countChanges } from '../../src/plan/plan.ts';
import { batchLine } from '../../src/render/batch.ts';
import { namerFrom, planText } from '../../src/render/plan-text.ts';
import { problemsText } from '../../src/render/problems.ts';
import { savedPlanText } from '../../src/render/saved-plan-text.ts';
import { styleOf } from '../../src/render/style.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { damaged, damagedTopology, hostileTopology } from '../support/damaged.ts';
import { read } from '../topology/mistake.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 1000);

/** Numbers and names, after one space each: `ip` finds no second command and no option in it. */
const harmlessLine =
  /^(?:rule|route) (?:add|append|replace|del)(?: [A-Za-z0-9_.:/+@][\w.:/+@-]*)+$/;
const harmlessName = /^\d+\t[A-Za-z][\w.+-]*$/;
const foreign = { missingDirectories: [], text: undefined };

for (const [name, topologies] of [
  ['damaged', damagedTopology],
  ['hostile', hostileTopology],
] as const) {
  test(`a ${name} topology is refused, or planned in harmless words`, (context) => {
    let planned = 0;
    fc.assert(
      fc.property(topologies, (text) => {
        const checked = read(text);
        if (!checked.ok) return assertShown(problemsText(checked.problems, look));
        const desired = compile(checked.value, assumedFacts(checked.value));
        if (!desired.ok) return assertShown(problemsText(desired.problems, look));
        judgeOffline(checked.value);
        planned++;
        return assertHarmless(planFor(checked.value, desired.value));
      }),
      { numRuns: runs },
    );
    context.diagnostic(`${runs} topologies, of which ${planned} were planned`);
    assert.ok(planned > 0, 'none was planned: this shows nothing');
  });
}

const look = { colour: false, columns: 80 };

type Desired = Extract<ReturnType<typeof compile>, { ok: true }>['value'];

function planFor(topology: Topology, desired: Desired): Plan {
  const { interfaces } = assumedFacts(topology);
  const paths = dropInPaths(topology.protocol);
  const live: Live = {
    ...{ hostname: 'gw1', rules: [], routes: [], opaque: [], settings: [], labels: [] },
    ...{ tableNames: [], interfaces },
  };
  return planChanges({
    ...{
      desired,
      live,
      ownTableNames: [],
      topology: topology.file,
      remarks: [],
      packetTable: undefined,
    },
    dropIns: {
      tables: { path: paths.tables, ...foreign },
      protocols: { path: paths.protocols, ...foreign },
      sysctls: { path: paths.sysctls, ...foreign },
    },
    settings: { isManaged: false, wanted: [], own: [], present: new Map() },
  });
}

function assertHarmless(plan: Plan): void {
  for (const step of plan.steps) assert.match(batchLine(step), harmlessLine);
  for (const { path, after = '' } of plan.files) {
    assert.match(path, /^\/etc\/iproute2\/rt_(tables|protos)\.d\/multihome(-\d+)?\.conf$/);
    const lines = after.trimEnd().split('\n');
    for (const line of lines) if (!line.startsWith('# ')) assert.match(line, harmlessName);
  }
  const nameOf = namerFrom(plan.tableNames.added);
  const options = { style: styleOf(false), nameOf, counts: countChanges(plan), impact: undefined };
  const layout = { sectionLimit: 60, columns: 80, showFiles: true, verb: 'plan' };
  assertShown(planText(plan, { ...options, ...layout }));
}

/** Nothing that a terminal obeys; tabs stand in drop-ins. */
function assertShown(text: string): void {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  assert.doesNotMatch(text, /[\0-\x08\x0b-\x1f\x7f-\x9f]/);
}

const identity = {
  host: { name: 'gw1', machineId: '1'.repeat(32), networkNamespace: 4_026_531_840, root: '' },
  topology: { path: '/etc/multihome/topology.yaml', digest: 'a'.repeat(64) },
  protocol: 157,
  changes: [
    'add ipv4 route unicast 0.0.0.0/0 table 15700 proto 157 via 203.0.113.1 dev eth0',
    'add ipv4 rule from 203.0.113.10 pref 10100 table 15700 protocol 157',
    'write file /etc/iproute2/rt_tables.d/multihome.conf',
  ],
};
const id = planId(identity);
const whole = savedPlanText({ id, made: '2026-01-01T00:00:00.000Z', ...identity });

test('a saved plan is what was written, or none', () => {
  assert.ok(savedPlanIn('change.plan', whole)?.ok, 'the whole one is refused');
  fc.assert(
    fc.property(damaged(fc.constant(whole)), (text) => {
      const decoded = savedPlanIn('change.plan', text);
      if (decoded?.ok !== true) return;
      const { host, topology, protocol, changes } = decoded.value;
      assert.deepEqual(changes, identity.changes);
      assert.deepEqual([protocol, topology.digest], [157, identity.topology.digest]);
      assert.equal(host.networkNamespace, identity.host.networkNamespace);
      assert.equal(host.machineId, identity.host.machineId);
    }),
    { numRuns: runs },
  );
});
