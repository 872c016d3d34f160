/** Whose objects destroy takes, and what it says of those it leaves. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import type { Owner } from '../support/namespace.ts';
import { dump } from '../support/dump.ts';
import { requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;
const symmetric = exampleFile('symmetric-routing');
const systemTopology = 'etc/multihome/topology.yaml';

function stage(owner: Owner): TestHost {
  const host = createTestHost(owner);
  setStage(host.namespace, 'symmetric-routing');
  return host;
}

/** Writes a file below the host's root and returns where. */
function put({ root }: TestHost, path: string, text: string): string {
  const target = join(root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}

test('destroy refuses while the default topology is there and unreadable', { skip }, (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', symmetric);
  const before = dump(host.namespace);
  mkdirSync(join(host.root, systemTopology), { recursive: true });
  const { exitCode, stderr } = host.run('destroy', '--yes');
  assert.equal(exitCode, 66);
  assert.match(stderr, /topology\.yaml: it is a directory/);
  assert.match(stderr, /multihome --root \S+ destroy --protocol/);
  assert.equal(dump(host.namespace), before);
});

test('destroy without any topology removes what has our own number', { skip }, (context) => {
  const host = stage(context);
  const before = dump(host.namespace);
  host.succeed('apply', '--yes', symmetric);
  host.succeed('destroy', '--yes');
  assert.equal(dump(host.namespace), before);
});

test('destroy names what others of our drop-ins stay, and their way out', { skip }, (context) => {
  const host = stage(context);
  const text = readFileSync(symmetric, 'utf8').replace('version: 1', 'version: 1\nprotocol: 200');
  const other = put(host, 'other.yaml', text);
  put(host, 'etc/iproute2/rt_protos.d/multihome-old.conf', '');
  host.succeed('apply', '--yes', other);
  const applied = dump(host.namespace);
  const said = host.succeed('destroy', '--yes');
  assert.match(
    said,
    /rt_protos\.d\/multihome-200\.conf.*multihome --root \S+ destroy --protocol 200/s,
  );
  assert.match(said, /Nothing here carries protocol 157/);
  assert.doesNotMatch(said, /multihome-old/);
  assert.equal(dump(host.namespace), applied);
  assert.doesNotMatch(host.succeed('destroy', '--yes', '--protocol', '200'), /stay/);
  assert.doesNotMatch(host.succeed('destroy', '--yes'), /multihome-200/);
});
