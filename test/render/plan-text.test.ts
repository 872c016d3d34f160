import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countChanges, planChanges } from '../../src/plan/plan.ts';
import { namerFrom, planText } from '../../src/render/plan-text.ts';
import { styleOf } from '../../src/render/style.ts';
import { desiredOf } from '../support/compiled.ts';

const absent = { text: undefined, missingDirectories: [] };

function linesAt(columns: number): readonly string[] {
  const desired = desiredOf(`
uplinks:
  isp-a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
outbound: {mode: failover, uplinks: [isp-a]}
`);
  const plan = planChanges({
    desired,
    live: {
      hostname: 'gw1',
      rules: [],
      routes: [],
      opaque: [],
      interfaces: [],
      settings: [],
      labels: [],
      tableNames: [],
    },
    dropIns: {
      tables: { path: '/t', ...absent },
      protocols: { path: '/p', ...absent },
      sysctls: { path: '/s', ...absent },
    },
    settings: { isManaged: false, wanted: [], own: [], present: new Map() },
    packetTable: undefined,
    ownTableNames: [],
    topology: 'topology.yaml',
    remarks: [],
  });
  const text = planText(plan, {
    style: styleOf(false),
    nameOf: namerFrom(desired.tableNames.map(({ item }) => item)),
    counts: countChanges(plan),
    impact: undefined,
    sectionLimit: 60,
    columns,
    showFiles: false,
    verb: 'plan',
  });
  return text.split('\n');
}

test('on a narrow terminal the place of a line is its number alone', () => {
  const wide = linesAt(Number.POSITIVE_INFINITY);
  assert.ok(wide.some((line) => /src 203\.0\.113\.10 metric 10 {3}topology\.yaml:5$/.test(line)));
  const narrow = linesAt(80);
  assert.ok(narrow.some((line) => /src 203\.0\.113\.10 metric 10 {3}:5$/.test(line)));
  const placed = narrow.filter((line) => /:[0-9]+$/.test(line));
  assert.ok(placed.every((line) => line.length <= 80));
});
