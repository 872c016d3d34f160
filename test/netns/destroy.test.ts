/** What destroy takes for ours, and what it leaves. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { dump } from '../support/dump.ts';
import { requireLinks } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;
const symmetric = exampleFile('symmetric-routing');

function stage(context: TestContext): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  return host;
}

/** Writes a file below the host's root and returns where. */
function put(host: TestHost, path: string, text: string): string {
  const target = join(host.root, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return target;
}

const defaultTopology = 'etc/multihome/topology.yaml';
const withProtocol200 = `version: 1
protocol: 200
priority-base: 20000
uplinks:
  other: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.9}}
`;

test(
  'destroy without a file removes what the default topology made, whatever its protocol',
  { skip },
  (context) => {
    const host = stage(context);
    const before = dump(host.namespace);
    put(host, defaultTopology, withProtocol200);
    host.succeed('apply', '--yes');
    assert.notEqual(dump(host.namespace), before);
    host.succeed('destroy', '--yes');
    assert.equal(dump(host.namespace), before);
  },
);

test('destroy names the drop-ins of other protocols that stay', { skip }, (context) => {
  const host = stage(context);
  const other = put(host, 'other.yaml', withProtocol200);
  host.succeed('apply', '--yes', other);
  const alone = dump(host.namespace);
  assert.match(host.succeed('destroy', '--yes'), /rt_protos\.d\/multihome-200\.conf/);
  assert.equal(dump(host.namespace), alone);
  assert.doesNotMatch(host.succeed('destroy', '--yes', other), /!.*multihome-200\.conf/);
});

test(
  'destroy refuses while the default topology is not valid, names it and says how to go on',
  { skip },
  (context) => {
    const host = stage(context);
    host.succeed('apply', '--yes', symmetric);
    const before = dump(host.namespace);
    const path = put(host, defaultTopology, 'version: 1\nprotcol: 200\n');
    const { exitCode, stderr } = host.run('destroy', '--yes');
    assert.equal(exitCode, 3);
    assert.match(stderr, /\[MH\d{3}\]/);
    assert.ok(stderr.includes(path), stderr);
    assert.match(stderr, /multihome destroy FILE/);
    assert.equal(dump(host.namespace), before);
    rmSync(path);
    host.succeed('destroy', '--yes');
    assert.ok(!existsSync(join(host.root, 'etc/iproute2/rt_protos.d/multihome.conf')));
  },
);

test(
  'destroy refuses while the default topology is there and cannot be read',
  { skip },
  (context) => {
    const host = stage(context);
    mkdirSync(join(host.root, defaultTopology), { recursive: true });
    const { exitCode, stderr } = host.run('destroy', '--yes');
    assert.equal(exitCode, 66);
    assert.match(stderr, /it is a directory/);
  },
);

for (const [verb, words] of [
  ['apply', ['apply', '--yes', symmetric]],
  ['destroy', ['destroy', '--yes']],
] as const) {
  test(`${verb} refuses to touch a file at our path that is not ours`, { skip }, (context) => {
    const host = stage(context);
    const theirs = '# mine, by hand\n157\tmultihome\n';
    const path = put(host, 'etc/iproute2/rt_protos.d/multihome.conf', theirs);
    const before = dump(host.namespace);
    const { exitCode, stdout, stderr } = host.run(...words);
    assert.equal(exitCode, 5);
    assert.match(stdout, /\/etc\/iproute2\/rt_protos\.d\/multihome\.conf/);
    assert.match(stdout, /move it away/);
    assert.match(stderr, /\[foreign-conflict\]/);
    assert.equal(readFileSync(path, 'utf8'), theirs);
    assert.equal(dump(host.namespace), before);
  });
}

test(
  'a file at our path that is not ours is a conflict in the JSON of the plan',
  { skip },
  (context) => {
    const host = stage(context);
    put(host, 'etc/iproute2/rt_tables.d/multihome.conf', '');
    const document: unknown = JSON.parse(host.succeed('plan', '--json', symmetric));
    assertFollows('plan', document);
    assert.match(
      JSON.stringify(document),
      /\{"kind":"file","path":"\/etc\/iproute2\/rt_tables\.d\/multihome\.conf"\}/,
    );
  },
);
