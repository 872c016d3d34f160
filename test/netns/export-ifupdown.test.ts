/** The exported stanzas, brought up by ifupdown itself. */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { addFallbacks, objectsOf } from '../support/exports.ts';
import { addAddress, addLink } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { execute, ip } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';

const missing = requirePrograms('ifup', 'ifdown', 'ifquery');

/** `theirs` is what the administrator has; ours is read after it. */
function interfacesFile(host: TestHost, example: string, theirs: readonly string[]): string {
  host.succeed('export', 'ifupdown', exampleFile(example), '--directory', host.root);
  mkdirSync(join(host.root, 'state'), { recursive: true });
  const path = join(host.root, 'interfaces');
  const ours = `source ${host.root}/etc/network/interfaces.multihome`;
  const text = ['auto lo', 'iface lo inet loopback', ...theirs, ours, ''].join('\n');
  writeFileSync(path, text);
  return path;
}

function ifupdown(host: TestHost, program: string, file: string, ...words: readonly string[]) {
  const options = ['-i', file, '--state-dir', join(host.root, 'state')];
  const scripts = program === 'ifquery' ? [] : ['--no-scripts'];
  return execute(host.namespace, program, ...options, ...scripts, ...words);
}

function manual(example: string): readonly string[] {
  return (stages[example] ?? []).flatMap(({ name }) => [
    `auto ${name}`,
    `iface ${name} inet manual`,
  ]);
}

function ownedAfterApply(context: TestContext, example: string): string {
  const twin = createTestHost(context);
  setStage(twin.namespace, example);
  twin.succeed('apply', '--yes', exampleFile(example));
  addFallbacks(twin.namespace, example);
  return objectsOf(twin.namespace);
}

for (const example of Object.keys(stages)) {
  test(
    `${example}: ifup makes what apply makes, and ifdown takes it away`,
    { skip: missing ?? skipStage(example) },
    (context) => {
      const wanted = ownedAfterApply(context, example);
      const host = createTestHost(context);
      const empty = objectsOf(host.namespace);
      setStage(host.namespace, example);
      const file = interfacesFile(host, example, manual(example));
      const names = (stages[example] ?? []).map(({ name }) => name);
      assert.deepEqual(
        ifupdown(host, 'ifquery', file, '--list', '-a').trim().split('\n').toSorted(),
        ['lo', ...names].toSorted(),
      );
      ifupdown(host, 'ifup', file, '-a');
      assert.equal(objectsOf(host.namespace), wanted);
      ifupdown(host, 'ifup', file, '-a', '--force');
      assert.equal(objectsOf(host.namespace), wanted, 'once more, nothing is there twice');
      ifupdown(host, 'ifdown', file, '-a');
      for (const { name } of stages[example] ?? []) {
        ip(host.namespace, 'link', 'set', name, 'down');
      }
      assert.equal(objectsOf(host.namespace), empty);
    },
  );
}

test(
  'addresses that ifupdown gives are there before routes name them',
  { skip: missing ?? skipStage('dual-stack-two-isps') },
  (context) => {
    const example = 'dual-stack-two-isps';
    const wanted = ownedAfterApply(context, example);
    const host = createTestHost(context);
    const theirs = (stages[example] ?? []).flatMap(({ name, addresses }) => {
      addLink({ namespace: host.namespace, name }, 'ifb');
      return [
        `auto ${name}`,
        ...addresses.flatMap((address) => [
          `iface ${name} ${address.includes(':') ? 'inet6' : 'inet'} static`,
          `  address ${address}`,
        ]),
      ];
    });
    ifupdown(host, 'ifup', interfacesFile(host, example, theirs), '-a');
    assert.equal(objectsOf(host.namespace), wanted);
  },
);

test(
  'with one of its interfaces missing, a balanced route goes by the other, and is balanced when both are there',
  { skip: missing ?? skipStage('load-balancing') },
  (context) => {
    const example = 'load-balancing';
    const host = createTestHost(context);
    const [first, second] = stages[example] ?? [];
    assert.ok(first !== undefined && second !== undefined);
    const set = ({ name, addresses }: typeof first) => {
      addLink({ namespace: host.namespace, name }, 'ifb');
      for (const address of addresses) addAddress({ namespace: host.namespace, name }, address);
    };
    const defaults = () => ip(host.namespace, 'route', 'show', 'default');
    const file = interfacesFile(host, example, manual(example));
    set(second);
    ifupdown(host, 'ifup', file, 'lo', second.name);
    assert.match(ip(host.namespace, 'route', 'get', '192.0.2.7'), / dev eth2 /);
    set(first);
    ifupdown(host, 'ifup', file, first.name);
    assert.match(defaults(), /metric 10 .*\n\s+nexthop via 23\.206\.132\.1 dev eth1 weight 2/);
    // Unplugged, and plugged in again: another interface of the same name.
    ip(host.namespace, 'link', 'del', first.name);
    assert.match(ip(host.namespace, 'route', 'get', '192.0.2.7'), / dev eth2 /);
    set(first);
    ifupdown(host, 'ifup', file, '--force', first.name);
    assert.match(defaults(), /nexthop via 23\.206\.132\.1 dev eth1 weight 2 *\n/);
  },
);
