/** A plan that apply would refuse says so in every form, and gives a shell nothing to run. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import type { Owner } from '../support/namespace.ts';
import { ip } from '../support/namespace.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const symmetric = exampleFile('symmetric-routing');
const skip = requireLinks('ifb') ?? false;

function stage(owner: Owner): TestHost {
  const host = createTestHost(owner);
  setStage(host.namespace, 'symmetric-routing');
  return host;
}

test('plan --commands names the objects in the way', { skip }, (context) => {
  const host = stage(context);
  ip(host.namespace, 'route', 'add', 'default', 'via', '203.0.113.9', 'metric', '10');
  const { exitCode, stdout, stderr } = host.run('plan', '--commands', symmetric);
  assert.equal(exitCode, 5);
  assert.equal(stdout, '');
  assert.match(
    stderr,
    /wanted: +route default via 203\.0\.113\.1 .*\n +present: +route default via 203\.0\.113\.9/,
  );
  assert.match(stderr, /\[foreign-conflict\]/);
  assert.match(stderr, /no commands are printed/);
  assert.doesNotMatch(stderr, /shown above/);
});

test('plan --commands says why an uplink is not ready', { skip }, (context) => {
  const host = stage(context);
  ip(host.namespace, 'addr', 'flush', 'dev', 'eth1');
  const { stdout, stderr } = host.run('plan', '--commands', symmetric);
  assert.equal(stdout, '');
  assert.match(stderr, /eth1 has no address; add it first/);
  assert.match(stderr, /\[uplink-unready\]/);
});

test('plan names what stands against it on stderr', { skip }, (context) => {
  const host = stage(context);
  ip(host.namespace, 'link', 'del', 'eth1');
  const { exitCode, stderr } = host.run('plan', symmetric);
  assert.equal(exitCode, 0);
  assert.match(
    stderr,
    /apply would refuse this: .*\[interface-missing\].*--allow interface-missing/s,
  );
});
