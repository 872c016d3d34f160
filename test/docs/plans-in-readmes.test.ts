/**
 * The plans shown in README.md, in the examples and in docs/expectations.md are what the program prints. UPDATE_GOLDEN=1
 * writes them anew.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { addAddress, addLink, requireLinks } from '../support/links.ts';
import { runHere, temporaryFolder } from '../support/multihome.ts';
import { createNamespace, inNamespace } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;

const expectationsPage = inRepository('docs', 'expectations.md');

for (const example of Object.keys(stages)) {
  test(
    `the plan in the README of ${example} is the one the program prints`,
    { skip: skipStage(example) },
    (context) => {
      const namespace = createNamespace(context);
      setStage(namespace, example);
      const folder = dirname(exampleFile(example));
      assertShown(join(folder, 'README.md'), planIn(context, namespace, folder));
    },
  );
}

test('the topology in README.md is sound, and its plan is the one shown', { skip }, (context) => {
  const readme = readFileSync(inRepository('README.md'), 'utf8');
  const topology = /```yaml\n(# topology\.yaml\n[^`]*)```/.exec(readme)?.[1];
  assert.ok(topology, 'README.md shows a topology');
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'topology.yaml'), topology);
  const namespace = createNamespace(context);
  setStage(namespace, 'symmetric-routing');
  assertShown(inRepository('README.md'), planIn(context, namespace, folder));
});

test(
  'an interface that is missing is said in the plan, with what will happen',
  { skip },
  (context) => {
    const namespace = createNamespace(context);
    addLink({ namespace, name: 'eth0' }, 'ifb');
    addAddress({ namespace, name: 'eth0' }, '203.0.113.10/24');
    const plan = planIn(context, namespace, dirname(exampleFile('symmetric-routing')));
    assert.match(plan, /isp-b \(IPv4\): there is no interface eth1; its routes are left out/);
  },
);

test('what the page says of verify is what the program says', { skip }, (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'topology.yaml'), topologyWithExpectations());
  const namespace = createNamespace(context);
  setStage(namespace, 'symmetric-routing');
  outputIn(context, namespace, folder, 'apply', '--yes');
  const said = outputIn(context, namespace, folder, 'verify');
  assertShown(expectationsPage, said, '<!-- verify -->');
});

function planIn(context: TestContext, namespace: string, folder: string): string {
  const plan = outputIn(context, namespace, folder, 'plan');
  return plan.replace(`plan  ${hostname()}  `, 'plan  gw1  ');
}

/** As on a Debian host that is called gw1. */
function outputIn(
  context: TestContext,
  namespace: string,
  folder: string,
  ...verb: readonly string[]
): string {
  const root = temporaryFolder(context);
  for (const name of ['rt_tables.d', 'rt_protos.d']) {
    mkdirSync(join(root, 'etc/iproute2', name), { recursive: true });
  }
  const words = [inRepository('bin', 'multihome.js'), '--root', root, ...verb, 'topology.yaml'];
  const [file, ...argv] = inNamespace(namespace, process.execPath, ...words);
  const { stdout, status, stderr } = spawnSync(file, argv, { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

function topologyWithExpectations(): string {
  const page = readFileSync(expectationsPage, 'utf8');
  const topology = /```yaml\n(# topology\.yaml\n[^`]*)```/.exec(page)?.[1];
  const expected = /```yaml\n(# below the topology above\n[^`]*)```/.exec(page)?.[1];
  assert.ok(topology !== undefined && expected !== undefined);
  return `${topology}${expected}`;
}

test('the expectations on the page hold for the topology on the page', (context) => {
  const path = join(temporaryFolder(context), 'topology.yaml');
  writeFileSync(path, topologyWithExpectations());
  const { stdout, exitCode, stderr } = runHere(['check', path]);
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /expectations\)/);
});

/** Traces need no host. */
test('the trace on the page is the one the program prints', (context) => {
  const page = readFileSync(expectationsPage, 'utf8');
  const topology = /```yaml\n(# topology\.yaml\n[^`]*)```/.exec(page)?.[1];
  const command = /^\$ multihome trace topology\.yaml '([^']*)' --down (\S+)$/m.exec(page);
  const [, flow, down] = command ?? [];
  assert.ok(topology !== undefined && flow !== undefined && down !== undefined);
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'topology.yaml'), topology);
  const words = ['trace', join(folder, 'topology.yaml'), flow, '--down', down];
  const { stdout, exitCode, stderr } = runHere(words);
  assert.equal(exitCode, 0, stderr);
  assertShown(expectationsPage, stdout, '<!-- trace -->');
});

function assertShown(path: string, plan: string, marker = '<!-- plan -->'): void {
  const text = readFileSync(path, 'utf8');
  const start = text.indexOf(marker);
  assert.ok(start >= 0, `${path} has the place for a plan`);
  const rest = text.slice(start + marker.length).replace(/^\n+```text\n[^]*?\n```\n/, '\n');
  const after = rest.trim() === '' ? '' : `\n${rest.trimStart()}`;
  const wanted = `${text.slice(0, start)}${marker}\n\n\`\`\`text\n${plan}\`\`\`\n${after}`;
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, wanted);
  else assert.equal(text, wanted, `${path} is stale; UPDATE_GOLDEN=1 npm test docs rewrites it`);
}
