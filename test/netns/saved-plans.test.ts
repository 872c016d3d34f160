/** A plan that is kept in a file, or known by its id, is carried out as it was shown or not at all. */

import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { isList, objectOf, parseObject } from '../../scripts/json-schema.ts';
import { assertFollows, assertLinesFollow } from '../support/documents.ts';
import { dump } from '../support/dump.ts';
import { fakeIp } from '../support/fake-ip.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runHere, runIn } from '../support/multihome.ts';
import { createNamespace, ip } from '../support/namespace.ts';
import { exampleFile, setStage, skipStage } from '../support/stage.ts';
import { waitUntil } from '../support/wait.ts';

const example = 'symmetric-routing';
const skip = skipStage(example);

type Saved = TestHost & { readonly topology: string; readonly saved: string };

/** A host, a topology of its own to be changed, and where its plan is kept. */
function stage(context: TestContext): Saved {
  const host = createTestHost(context);
  setStage(host.namespace, example);
  const topology = join(host.root, 'topology.yaml');
  writeFileSync(topology, readFileSync(exampleFile(example)));
  return { ...host, topology, saved: join(host.root, 'change.plan') };
}

function saves(context: TestContext): Saved {
  const host = stage(context);
  host.succeed('plan', '--out', host.saved, host.topology);
  return host;
}

function idIn(text: string): string {
  return /"id": *"([0-9a-f]{16})"/.exec(text)?.[1] ?? assert.fail('it has no id');
}

test('the command that is to be pasted has its file as one word', { skip }, (context) => {
  const { run, root, topology } = stage(context);
  const saved = join(root, "mallory's; change.plan");
  const { stderr } = run('plan', '--out', saved, topology);
  const quoted = `'${saved.replaceAll("'", `'\\''`)}'`;
  assert.ok(stderr.includes(`multihome --root ${root} apply ${quoted}\n`), stderr);
});

test('what was saved is carried out without a question, and once', { skip }, (context) => {
  const { run, saved, namespace } = saves(context);
  assert.equal(statSync(saved).mode & 0o777, 0o600);
  assertFollows('saved-plan', parseObject(readFileSync(saved, 'utf8')));
  const first = run('apply', saved);
  assert.equal(first.exitCode, 0, first.stderr);
  assert.match(first.stdout, /Done: .* Verified/);
  const applied = dump(namespace);
  const second = run('apply', saved);
  assert.equal(second.exitCode, 0, second.stderr);
  assert.match(second.stdout, /No changes/);
  assert.equal(dump(namespace), applied);
});

test('it holds no commands, and is the same for the same plan', { skip }, (context) => {
  const { succeed, saved, topology, namespace } = saves(context);
  const text = readFileSync(saved, 'utf8');
  assert.doesNotMatch(text, /"ip /);
  ip(namespace, 'route', 'add', '10.99.0.0/16', 'dev', 'lo');
  succeed('plan', '--out', saved, topology);
  assert.equal(
    idIn(readFileSync(saved, 'utf8')),
    idIn(text),
    'a route of somebody else is no part of it',
  );
});

test('a host that changed is refused with the difference of both plans', { skip }, (context) => {
  const { run, saved, topology, namespace, succeed } = saves(context);
  succeed('apply', '--yes', topology);
  ip(namespace, 'rule', 'del', 'priority', '110', 'protocol', '157');
  const before = dump(namespace);
  const { exitCode, stderr } = run('apply', saved);
  assert.equal(exitCode, 5);
  assert.match(stderr, /change\.plan is stale: the host changed since\. Nothing was touched/);
  assert.match(stderr, /^ {4}- add ipv4 route /m);
  assert.equal(dump(namespace), before);
});

test('a topology that changed is refused, even if the same would be done', { skip }, (context) => {
  const { run, saved, topology, namespace } = saves(context);
  const before = dump(namespace);
  const text = readFileSync(topology, 'utf8');
  writeFileSync(topology, `${text}# a remark\n`);
  const same = run('apply', saved);
  assert.equal(same.exitCode, 5);
  assert.match(same.stderr, /the topology changed since, though the same would be done/);
  writeFileSync(topology, `${text}\nroutes: [{to: 192.0.2.0/24, type: blackhole, table: 7777}]\n`);
  const { exitCode, stdout, stderr } = run('apply', '--json', saved);
  assert.equal(exitCode, 5, stderr);
  assertLinesFollow('apply', stdout);
  assert.match(
    stdout,
    /"reason":"stale-topology".*"gone":\[\],"added":\["add ipv4 route blackhole/,
  );
  assert.equal(dump(namespace), before);
});

test('a prefix list that changed is a topology that changed', { skip }, (context) => {
  const { run, saved, topology, root, succeed } = stage(context);
  const list = join(root, 'list.txt');
  writeFileSync(list, '192.0.2.0/24\n');
  const policy = '\npolicies:\n  - {name: some, to: {file: list.txt}, uplinks: [isp-a]}\n';
  writeFileSync(topology, `${readFileSync(topology, 'utf8')}${policy}`);
  succeed('plan', '--out', saved, topology);
  writeFileSync(list, '192.0.2.0/24\n198.18.0.0/15\n');
  const { exitCode, stderr } = run('apply', saved);
  assert.equal(exitCode, 5);
  assert.match(stderr, /the topology changed since/);
});

test('another network namespace and another host are refused', { skip }, (context) => {
  const { run, saved, root, topology, succeed } = saves(context);
  const other = createNamespace(context);
  setStage(other, example);
  const before = dump(other);
  const elsewhere = runIn(other, root, ['apply', saved]);
  assert.equal(elsewhere.exitCode, 5);
  assert.match(elsewhere.stderr, /was made in another network namespace/);
  assert.equal(dump(other), before);
  mkdirSync(join(root, 'etc'), { recursive: true });
  writeFileSync(join(root, 'etc/machine-id'), `${'1'.repeat(32)}\n`);
  succeed('plan', '--out', saved, topology);
  writeFileSync(join(root, 'etc/machine-id'), `${'2'.repeat(32)}\n`);
  const { exitCode, stderr } = run('apply', saved);
  assert.equal(exitCode, 5);
  assert.match(stderr, /was made on another host/);
});

test('--expect does the same without a file', { skip }, (context) => {
  const { run, topology, namespace, succeed } = stage(context);
  const before = dump(namespace);
  const id = idIn(succeed('plan', '--json', topology));
  const wrong = run('apply', '--expect', '0123456789abcdef', topology);
  assert.equal(wrong.exitCode, 5);
  assert.match(wrong.stderr, new RegExp(`it has the id ${id} now\\. Nothing was touched`));
  assert.equal(dump(namespace), before);
  assertLinesFollow('apply', succeed('apply', '--json', '--expect', id, topology));
  assert.match(succeed('apply', '--json', '--expect', id, topology), /"changed":false/);
});

test('guards stand before a saved plan, too', { skip }, (context) => {
  const { run, saved, topology, namespace, succeed } = saves(context);
  ip(namespace, 'link', 'set', 'eth1', 'down');
  ip(namespace, 'link', 'del', 'eth1');
  const refused = run('plan', '--out', join(saved, '..', 'other.plan'), topology);
  assert.equal(refused.exitCode, 5);
  assert.match(refused.stderr, /other\.plan was not written/);
  assert.equal(existsSync(join(saved, '..', 'other.plan')), false);
  succeed('plan', '--allow', 'interface-missing', '--out', saved, topology);
  const { exitCode, stderr } = run('apply', saved);
  assert.equal(exitCode, 5);
  assert.match(stderr, /--allow interface-missing/);
  assert.equal(run('apply', '--allow', 'interface-missing', saved).exitCode, 0);
});

test(
  'what is no saved plan is not written over, and none is read as a topology',
  { skip },
  (context) => {
    const { run, saved, topology } = saves(context);
    const text = readFileSync(topology, 'utf8');
    const over = run('plan', '--out', topology, topology);
    assert.equal(over.exitCode, 1);
    assert.match(over.stderr, /it is there already, and no saved plan/);
    assert.equal(readFileSync(topology, 'utf8'), text);
    const { exitCode, stderr } = runHere(['check', saved]);
    assert.equal(exitCode, 3);
    assert.match(stderr, /is a saved plan, and no topology/);
    assert.equal(runHere(['plan', '--out', 'x', '-'], { input: text }).exitCode, 64);
  },
);

test('a hostile plan changes nothing', { skip }, (context) => {
  const { run, saved, namespace } = saves(context);
  const before = dump(namespace);
  const document = parseObject(readFileSync(saved, 'utf8'));
  const line = 'add ipv4 route 0.0.0.0/0 dev lo table 254';
  const hostile: readonly (readonly [string, object])[] = [
    [
      'a further change',
      { changes: [...(isList(document['changes']) ? document['changes'] : []), line] },
    ],
    ['no change', { changes: [] }],
    ['a line break', { changes: [`${line}\nroute del default`] }],
    ['an escape sequence', { changes: [`add ipv4 route \u001b[2J`] }],
    ['commands', { commands: ['ip route flush table main'] }],
    ['a later version', { format_version: '2.0' }],
    ['a number', { changes: [1] }],
    ['another id', { id: '0123456789abcdef' }],
    ['another protocol', { protocol: 4 }],
    [
      'an escape sequence in a path',
      { topology: { ...objectOf(document['topology']), path: '/\u001b[2J' } },
    ],
    [
      'another topology',
      { topology: { ...objectOf(document['topology']), path: '/etc/other.yaml' } },
    ],
  ];
  for (const [what, change] of hostile) {
    writeFileSync(saved, JSON.stringify({ ...document, ...change }));
    const { exitCode, stdout, stderr } = run('apply', saved);
    assert.equal(exitCode, 5, `${what}: ${stderr}`);
    assert.match(stderr, /is a damaged plan: .*Nothing was touched/, what);
    // oxlint-disable-next-line no-control-regex -- that none gets through is the point
    assert.doesNotMatch(stdout + stderr, /\u001b|^ +at /m, what);
  }
  for (const end of [1, 40, 200]) {
    writeFileSync(saved, JSON.stringify(document).slice(0, -end));
    assert.equal(run('apply', saved).exitCode, 5);
  }
  assert.equal(dump(namespace), before);
});

test('a plan rests on a route that runs out, whatever seconds it has left', { skip }, (context) => {
  const { namespace, topology, saved, succeed, run } = stage(context);
  const text = readFileSync(topology, 'utf8');
  const route = '{to: 2001:db8:99::/48, dev: eth0, table: 7777}';
  writeFileSync(topology, `${text}\nroutes: [${route}]\n`);
  const words = ['2001:db8:99::/48', 'dev', 'eth0', 'table', '7777', 'proto', 'ra'];
  ip(namespace, '-6', 'route', 'add', ...words, 'expires', '1800');
  succeed('plan', '--out', saved, topology);
  assert.match(readFileSync(saved, 'utf8'), /"keep ipv6 route 2001:db8:99::\/48 .*proto 9"/);
  waitUntil('a second passes', () =>
    /expires 179\dsec/.test(ip(namespace, '-6', 'route', 'show', 'table', '7777')),
  );
  const { exitCode, stderr } = run('apply', saved);
  assert.equal(exitCode, 0, stderr);
});

test('what a drop-in holds belongs to the plan', { skip }, (context) => {
  const { root, run, saved, topology, succeed } = stage(context);
  succeed('apply', '--yes', topology);
  const path = join(root, 'etc/iproute2/rt_protos.d/multihome.conf');
  writeFileSync(path, `${readFileSync(path, 'utf8')}199\tmine\n`);
  succeed('plan', '--out', saved, topology);
  writeFileSync(path, `${readFileSync(path, 'utf8')}201\tother\n`);
  assert.equal(run('apply', saved).exitCode, 5);
});

test('what a plan builds upon is where its nexthop objects lead now', { skip }, (context) => {
  const { namespace, run, saved, topology, succeed } = stage(context);
  const object = ['id', '7', 'via', '203.0.113.1', 'dev', 'eth0'];
  ip(namespace, 'nexthop', 'add', ...object);
  ip(namespace, 'route', 'add', '192.0.2.0/24', 'nhid', '7', 'table', '7777');
  const text = readFileSync(topology, 'utf8');
  writeFileSync(topology, `${text}\nroutes: [{to: 192.0.2.0/25, nhid: 7, table: 7777}]\n`);
  succeed('plan', '--out', saved, topology);
  ip(namespace, 'nexthop', 'replace', 'id', '7', 'via', '198.51.100.1', 'dev', 'eth1');
  const { exitCode, stderr } = run('apply', saved);
  assert.equal(exitCode, 5);
  assert.match(stderr, /- keep nexthop 7 via 203\.0\.113\.1 dev eth0/);
});

test('only what was approved is done, in further rounds, too', { skip }, (context) => {
  const { namespace, root, saved } = saves(context);
  const before = dump(namespace);
  const script =
    'case "$all" in *-force*) ;; *-4*-batch*) $real "$@" || exit; exec $real rule add pref 6666 lookup 254 protocol 157;; esac';
  const { exitCode, stderr } = runIn(namespace, root, ['apply', saved], {
    env: fakeIp(context, script),
  });
  assert.equal(exitCode, 6, stderr);
  assert.match(stderr, /6666/);
  ip(namespace, 'rule', 'del', 'pref', '6666');
  assert.equal(dump(namespace), before);
});

test('a plan that somebody else can write is carried out only with --yes', { skip }, (context) => {
  const { run, saved } = saves(context);
  chmodSync(saved, 0o666);
  const { exitCode, stderr } = run('apply', saved);
  assert.equal(exitCode, 5);
  assert.match(stderr, /--yes/);
  assert.equal(run('apply', '--yes', saved).exitCode, 0);
});

test('the environment names no plan, and --root belongs to it', { skip }, (context) => {
  const { namespace, root, saved } = saves(context);
  const named = runIn(namespace, root, ['apply'], { env: { MULTIHOME_TOPOLOGY: saved } });
  assert.equal(named.exitCode, 3);
  mkdirSync(join(root, 'other'));
  const elsewhere = runIn(namespace, join(root, 'other'), ['apply', saved]);
  assert.equal(elsewhere.exitCode, 5);
  assert.match(elsewhere.stderr, /was made with another --root/);
});

test('nothing but a saved plan is replaced, and no pipe is waited for', { skip }, (context) => {
  const { run, root, topology } = stage(context);
  const big = join(root, 'big');
  writeFileSync(big, '');
  truncateSync(big, 49 * 1024 * 1024);
  for (const path of [big, '/dev/stdout', root, join(root, 'missing/change.plan')]) {
    assert.equal(run('plan', '--out', path, topology).exitCode, 1, path);
  }
  assert.equal(statSync(big).size, 49 * 1024 * 1024);
  assert.equal(existsSync(join(root, 'missing')), false);
});
