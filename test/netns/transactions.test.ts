/** An apply that is confirmed, expires, is interrupted, collides with another, or is taken back. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { assertLinesFollow } from '../support/documents.ts';
import { dump } from '../support/dump.ts';
import { isList, objectOf, parseObject } from '../../scripts/json-schema.ts';
import { fakeIp } from '../support/fake-ip.ts';
import type { Finished, TestHost } from '../support/multihome.ts';
import { createTestHost, runIn, runProgram } from '../support/multihome.ts';
import { inNamespace, ip } from '../support/namespace.ts';
import { exampleFile, setStage, skipStage } from '../support/stage.ts';
import { waitUntil } from '../support/wait.ts';

const example = 'symmetric-routing';
const file = exampleFile(example);
const skip = skipStage(example);

function stage(context: TestContext): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, example);
  return host;
}

/** The same, on a host where `ip` does something else first. */
function runWith(
  context: TestContext,
  host: TestHost,
  script: string,
  ...words: readonly string[]
): Finished {
  return runIn(host.namespace, host.root, words, { env: fakeIp(context, script) });
}

const onBatch = (what: string) => `case "$all" in *-force*) ;; *-batch*) ${what};; esac`;

/** The directory of the newest transaction. */
function newest(host: TestHost): string {
  const run = join(host.root, 'run/multihome');
  const [namespace = ''] = readdirSync(run);
  const ids = readdirSync(join(run, namespace)).map(Number).filter(Number.isInteger);
  return join(run, namespace, `${Math.max(...ids)}`);
}

/** Somebody has decided what becomes of it. */
function isClaimed(host: TestHost): boolean {
  return lstatSync(join(newest(host), 'claimed'), { throwIfNoEntry: false }) !== undefined;
}

function addition(host: TestHost, name: string, line: string): string {
  const path = join(host.root, `${name}.yaml`);
  writeFileSync(path, `${readFileSync(file, 'utf8')}\nroutes: [${line}]\n`);
  return path;
}

test('what is not confirmed is taken back, byte for byte', { skip }, (context) => {
  const host = stage(context);
  const before = dump(host.namespace);
  const { exitCode, stderr } = host.run('apply', '--yes', '--confirm', '5s', file);
  assert.equal(exitCode, 0, stderr);
  assert.match(
    stderr,
    /apply 1 is taken back in 5 s, unless you keep it: multihome --root \S+ confirm 1/,
  );
  assert.notEqual(dump(host.namespace), before);
  waitUntil('it is taken back', () => dump(host.namespace) === before);
  waitUntil('it says so', () => readFileSync(join(newest(host), 'state'), 'utf8') === 'reverted\n');
  assert.equal(existsSync(join(host.root, 'etc')), false);
  const late = host.run('confirm');
  assert.equal(late.exitCode, 5);
  assert.match(late.stderr, /apply 1 has been taken back: too late to confirm/);
  host.succeed('apply', '--yes', file);
  const applied = dump(host.namespace);
  const again = host.run('rollback', '1');
  assert.equal(again.exitCode, 5);
  assert.match(again.stderr, /apply 1 was taken back already/);
  assert.equal(dump(host.namespace), applied);
});

test('what is confirmed stays, and until then nothing else is applied', { skip }, (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', '--confirm', '1h', file);
  const applied = dump(host.namespace);
  for (const words of [
    ['apply', '--yes', file],
    ['destroy', '--yes'],
  ]) {
    const { exitCode, stderr } = host.run(...words);
    assert.equal(exitCode, 75);
    assert.match(stderr, /apply 1 of .* waits to be confirmed/);
  }
  const said = host.succeed('confirm', '--json');
  assertLinesFollow('apply', said);
  assert.match(said, /"type":"confirmed","transaction":1/);
  const watchdog = Number(readFileSync(join(newest(host), 'watchdog'), 'utf8'));
  waitUntil('the watchdog ends', () => !existsSync(`/proc/${watchdog}`));
  assert.equal(dump(host.namespace), applied);
  host.succeed('destroy', '--yes');
});

test('a killed apply that was armed is taken back without it', { skip }, (context) => {
  const host = stage(context);
  const before = dump(host.namespace);
  const script = onBatch('head -n 4 | $real "$@"; kill -9 $PPID; exit 1');
  const { exitCode } = runWith(context, host, script, 'apply', '--yes', '--confirm', '5s', file);
  assert.equal(exitCode, null);
  assert.notEqual(dump(host.namespace), before);
  waitUntil('it is taken back', () => dump(host.namespace) === before);
});

test('one that was not armed can be taken back by hand', { skip }, (context) => {
  const host = stage(context);
  const before = dump(host.namespace);
  runWith(
    context,
    host,
    onBatch('head -n 4 | $real "$@"; kill -9 $PPID; exit 1'),
    'apply',
    '-y',
    file,
  );
  assert.notEqual(dump(host.namespace), before);
  assert.match(host.succeed('rollback'), /apply 1 is taken back/);
  assert.equal(dump(host.namespace), before);
});

for (const signal of ['INT', 'TERM']) {
  test(`SIG${signal} in the middle takes everything back`, { skip }, (context) => {
    const host = stage(context);
    const before = dump(host.namespace);
    const script = onBatch(`kill -${signal} $PPID`);
    const { exitCode, stderr } = runWith(context, host, script, 'apply', '--yes', file);
    assert.equal(exitCode, 6, stderr);
    assert.match(stderr, new RegExp(`SIG${signal}: taking it back, which must not be interrupted`));
    assert.match(stderr, new RegExp(`interrupted by SIG${signal}`));
    assert.match(stderr, /the host is as it was before/);
    assert.equal(dump(host.namespace), before);
  });
}

test('a second signal ends it at once, and says how to take it back', { skip }, (context) => {
  const host = stage(context);
  const before = dump(host.namespace);
  const script = onBatch(
    'kill -TERM $PPID; while [ ! -e /proc/$PPID/stopping ] && kill -TERM $PPID 2> /dev/null; do :; done; exit 0',
  );
  const { exitCode, stderr } = runWith(context, host, script, 'apply', '--yes', file);
  assert.equal(exitCode, 7, stderr);
  const [, command = ''] = /To take it back: (sh \S+)\n/.exec(stderr) ?? [];
  assert.equal(runProgram(inNamespace(host.namespace, ...command.split(' '))).exitCode, 0);
  assert.equal(dump(host.namespace), before);
});

test('a terminal that hangs up interrupts nothing', { skip }, (context) => {
  const host = stage(context);
  const script = onBatch('kill -HUP $PPID');
  const { exitCode, stderr } = runWith(context, host, script, 'apply', '--yes', file);
  assert.equal(exitCode, 0, stderr);
  assert.match(host.succeed('plan', file), /^No changes\./m);
});

test('while one runs, another one waits or is told who runs', { skip }, async (context) => {
  const host = stage(context);
  const gate = join(host.root, 'gate');
  const env = fakeIp(context, onBatch(`: > ${gate}; while [ -e ${gate} ]; do sleep 0.05; done`));
  const program = new URL('../../../bin/multihome.js', import.meta.url).pathname;
  const words = [process.execPath, program, '--root', host.root, 'apply', '--yes', file];
  const [command, ...argv] = inNamespace(host.namespace, ...words);
  const first = spawn(command, argv, { env: { ...process.env, ...env }, stdio: 'ignore' });
  const ended = new Promise((resolve) => void first.on('exit', resolve));
  waitUntil('the first one writes', () => existsSync(gate));
  const { exitCode, stderr } = host.run('apply', '--yes', file);
  assert.equal(exitCode, 75);
  assert.match(stderr, /multihome apply, process \d+, since .* has the lock/);
  assert.equal(host.run('plan', file).exitCode, 0);
  runProgram(['rm', gate]);
  assert.equal(await ended, 0);
  assert.equal(host.run('apply', '--yes', '--lock-timeout', '10s', file).exitCode, 0);
});

test('what a killed one left running keeps the lock', { skip }, (context) => {
  const host = stage(context);
  const gate = join(host.root, 'gate');
  const script = onBatch(
    `: > ${gate}; kill -9 $PPID; while [ -e ${gate} ]; do sleep 0.05; done; exit 1`,
  );
  assert.equal(runWith(context, host, script, 'apply', '--yes', file).exitCode, null);
  const { exitCode, stderr } = host.run('apply', '--yes', file);
  assert.equal(exitCode, 75);
  assert.match(stderr, /what was left running by multihome apply/);
  runProgram(['rm', gate]);
  assert.equal(host.run('apply', '--yes', '--lock-timeout', '10s', file).exitCode, 0);
});

test('an older one is taken back if nothing it touched has changed since', { skip }, (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', file);
  const first = dump(host.namespace);
  const one = addition(host, 'one', '{to: 192.0.2.0/25, via: 203.0.113.1, dev: eth0, table: 77}');
  host.succeed('apply', '--yes', one);
  const two = addition(host, 'two', '{to: 192.0.2.0/25, via: 198.51.100.1, dev: eth1, table: 77}');
  host.succeed('apply', '--yes', two);
  const refused = host.run('rollback', '2');
  assert.equal(refused.exitCode, 5);
  assert.match(refused.stderr, /would undo what came after it: ipv4 route 77 192\.0\.2\.0\/25/);
  host.succeed('rollback');
  host.succeed('rollback');
  assert.equal(dump(host.namespace), first);
  assert.equal(host.run('rollback', '3').exitCode, 5);
});

test('a list says what was done and what became of it', { skip }, (context) => {
  const host = stage(context);
  assert.equal(
    host.succeed('rollback', '--list'),
    'Nothing was applied since this host was started.\n',
  );
  host.succeed('apply', '--yes', file);
  host.succeed(
    'apply',
    '--yes',
    addition(host, 'more', '{to: 192.0.2.0/24, type: blackhole, table: 77}'),
  );
  host.succeed('rollback');
  const applied = dump(host.namespace);
  const [second = '', first = '', command = ''] = host.succeed('rollback', '--list').split('\n');
  assert.match(
    second,
    /^2 {2}apply {4}\d{4}-\d\d-\d\dT\S+Z {2}taken back, which was proven {2}\S+more\S*$/,
  );
  assert.match(first, /^1 {2}apply {4}\S+ {2}done {2}\S+\.yaml$/);
  assert.equal(command.trim(), `multihome --root ${host.root} rollback 1`);
  const { transactions } = parseObject(host.succeed('rollback', '--list', '--json'));
  assert.ok(isList(transactions));
  const states = transactions.map((one) => objectOf(one)['state']);
  assert.deepEqual(states, ['rolled-back', 'kept']);
  const commands = transactions.map((one) => objectOf(one)['commands']);
  assert.deepEqual(commands, [[], [`multihome --root ${host.root} rollback 1`]]);
  assert.equal(objectOf(transactions[1])['topology'], file);
  assert.equal(host.run('rollback', '--list', '1').exitCode, 64);
  assert.equal(dump(host.namespace), applied);
});

test('an expectation that held and breaks takes the apply back', { skip }, (context) => {
  const host = stage(context);
  const expects = '\nexpect: [any -> 192.0.2.9 => uplink isp-a]\n';
  const text = readFileSync(file, 'utf8').replace(/\nexpect:[^]*$/, expects);
  const path = join(host.root, 'expects.yaml');
  writeFileSync(path, text);
  host.succeed('apply', '--yes', path);
  const before = dump(host.namespace);
  const route = 'routes: [{to: 192.0.2.0/24, via: 198.51.100.1, dev: eth1, table: main}]\n';
  writeFileSync(path, `${text}${route}`);
  const { exitCode, stdout } = host.run('apply', '--yes', '--json', path);
  assert.equal(exitCode, 6);
  assertLinesFollow('apply', stdout);
  assert.match(stdout, /"type":"broken","expectations":\["any -> 192\.0\.2\.9 => uplink isp-a"\]/);
  assert.match(stdout, /"type":"rolled-back"/);
  assert.equal(dump(host.namespace), before);
});

test('what a further round touched is taken back, too', { skip }, (context) => {
  const host = stage(context);
  const before = dump(host.namespace);
  const stray = ['from', '192.0.2.1', 'pref', '999', 'table', '99', 'protocol', '157'];
  const once = join(host.root, 'once');
  const script = onBatch(`if [ -e ${once} ]; then head -n 1 | $real "$@"; kill -9 $$; fi
    : > ${once}; $real "$@"; $real rule add ${stray.join(' ')}; exit 0`);
  const { exitCode, stderr } = runWith(context, host, script, 'apply', '--yes', file);
  assert.equal(exitCode, 6, stderr);
  const after = dump(host.namespace);
  assert.match(after, /"priority":999/);
  ip(host.namespace, 'rule', 'del', ...stray);
  assert.equal(dump(host.namespace), before);
});

test('after it failed, what was armed does not undo what comes next', { skip }, (context) => {
  const host = stage(context);
  const script = onBatch('head -n 3 | $real "$@"; exit 1');
  const words = ['apply', '--yes', '--confirm', '5s', file];
  assert.equal(runWith(context, host, script, ...words).exitCode, 6);
  const watchdog = Number(readFileSync(join(newest(host), 'watchdog'), 'utf8'));
  host.succeed('apply', '--yes', file);
  waitUntil('the watchdog ends', () => !existsSync(`/proc/${watchdog}`));
  assert.match(host.succeed('plan', file), /^No changes\./m);
});

test('while a killed one is armed, nothing else is applied', { skip }, (context) => {
  const host = stage(context);
  const script = onBatch('head -n 4 | $real "$@"; kill -9 $PPID; exit 1');
  runWith(context, host, script, 'apply', '--yes', '--confirm', '1h', file);
  assert.equal(host.run('apply', '--yes', '--lock-timeout', '10s', file).exitCode, 75);
  host.succeed('rollback');
  host.succeed('apply', '--yes', file);
});

test('a run directory that others can write to is refused', { skip }, (context) => {
  const host = stage(context);
  const before = dump(host.namespace);
  mkdirSync(join(host.root, 'run/multihome'), { recursive: true });
  chmodSync(join(host.root, 'run/multihome'), 0o777);
  const { exitCode, stderr } = host.run('apply', '--yes', file);
  assert.equal(exitCode, 69);
  assert.match(stderr, /run\/multihome can be written by others. Nothing was touched/);
  assert.equal(dump(host.namespace), before);
});

test('rollback overwrites no route of somebody else', { skip }, (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', file);
  host.succeed('destroy', '--yes');
  const theirs = ['default', 'via', '203.0.113.77', 'dev', 'eth0', 'table', '1'];
  ip(host.namespace, 'route', 'add', ...theirs, 'proto', 'dhcp');
  const before = dump(host.namespace);
  assert.equal(host.run('rollback').exitCode, 5);
  assert.equal(dump(host.namespace), before);
});

test('a default that somebody put in place of ours is not taken back over', { skip }, (context) => {
  const host = stage(context);
  const outbound = (order: string) => {
    const path = join(host.root, 'order.yaml');
    const [head = ''] = readFileSync(file, 'utf8').split(/^outbound:/m);
    writeFileSync(path, `${head}outbound: {mode: failover, uplinks: [${order}]}\n`);
    return path;
  };
  host.succeed('apply', '--yes', outbound('isp-a, isp-b'));
  host.succeed('apply', '--yes', outbound('isp-b, isp-a'));
  const theirs = ['via', '198.51.100.1', 'dev', 'eth1', 'metric', '10', 'proto', 'static'];
  ip(host.namespace, 'route', 'replace', 'default', ...theirs);
  const before = dump(host.namespace);
  const { exitCode, stderr } = host.run('rollback');
  assert.equal(exitCode, 5, stderr);
  assert.match(stderr, /would undo what came after it: ipv4 route 254 0\.0\.0\.0\/0 10/);
  assert.equal(dump(host.namespace), before);
  // Who insists gets ours back, and theirs stays.
  runProgram(inNamespace(host.namespace, 'sh', join(newest(host), 'revert')));
  const defaults = ip(host.namespace, 'route', 'show', 'default', 'metric', '10');
  assert.match(defaults, /^default via 198\.51\.100\.1 dev eth1 proto static/);
  assert.match(defaults, /default via 203\.0\.113\.1 dev eth0 proto 157/);
});

test('what the kernel took away by itself is no reason not to roll back', { skip }, (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', file);
  const before = dump(host.namespace);
  const more = addition(
    host,
    'more',
    '{to: 192.0.2.0/25, via: 198.51.100.1, dev: eth1, table: 77}',
  );
  host.succeed('apply', '--yes', more);
  ip(host.namespace, 'route', 'flush', 'table', '77');
  host.succeed('rollback');
  assert.equal(dump(host.namespace), before);
});

test('the script works in no other namespace than that of the transaction', { skip }, (context) => {
  const host = stage(context);
  host.succeed('apply', '--yes', file);
  const other = stage(context);
  const before = dump(other.namespace);
  const revert = ['sh', join(newest(host), 'revert')];
  const { exitCode, stderr } = runProgram(inNamespace(other.namespace, ...revert));
  assert.equal(exitCode, 7);
  assert.match(stderr, /not the network namespace/);
  assert.equal(dump(other.namespace), before);
});

test('a file that somebody put in the place of ours stays', { skip }, (context) => {
  const host = stage(context);
  const named = join(host.root, 'named.yaml');
  writeFileSync(named, 'version: 1\ntables: {lab: 100}\nrules: [{priority: 9, lookup: lab}]\n');
  host.succeed('apply', '--yes', '--allow', 'empty-table', named);
  const path = join(host.root, 'etc/iproute2/rt_tables.d/multihome.conf');
  writeFileSync(path, '5 mine\n');
  const revert = ['sh', join(newest(host), 'revert')];
  const { exitCode, stderr } = runProgram(inNamespace(host.namespace, ...revert));
  assert.equal(exitCode, 7);
  assert.match(stderr, /multihome\.conf is not ours any more/);
  assert.equal(readFileSync(path, 'utf8'), '5 mine\n');
});

test('a device that is gone does not keep the rest from coming back', { skip }, (context) => {
  const host = stage(context);
  const text = readFileSync(file, 'utf8').replace(/\nexpect:[^]*$/, '\n');
  const one = join(host.root, 'one.yaml');
  const two = join(host.root, 'two.yaml');
  const hops = 'nexthops: [{via: 203.0.113.1, dev: eth0}, {via: 198.51.100.1, dev: eth1}]';
  const routes = `[{to: 192.0.2.0/25, table: 77, ${hops}}, {to: 192.0.2.128/25, via: 203.0.113.1, dev: eth0, table: 77}]`;
  writeFileSync(
    one,
    `${text}routes: ${routes}\nrules: [{priority: 77, to: 192.0.2.0/24, lookup: 77}]\n`,
  );
  writeFileSync(two, text);
  host.succeed('apply', '--yes', one);
  host.succeed('apply', '--yes', '--confirm', '5s', two);
  ip(host.namespace, 'link', 'del', 'eth1');
  waitUntil('it is taken back', () => isClaimed(host));
  const watchdog = readFileSync(join(newest(host), 'watchdog'), 'utf8').trim();
  waitUntil('it is done', () => !existsSync(`/proc/${watchdog}`));
  assert.equal(readFileSync(join(newest(host), 'state'), 'utf8'), 'rollback-incomplete\n');
  assert.match(ip(host.namespace, 'route', 'show', 'table', '77'), /192\.0\.2\.128\/25 via/);
  assert.match(ip(host.namespace, 'rule', 'show'), /77:.*to 192\.0\.2\.0\/24/);
});

test('an apply that outlasts its time to be confirmed is taken back', { skip }, (context) => {
  const host = stage(context);
  const before = dump(host.namespace);
  const script = onBatch(
    `while [ ! -L ${host.root}/run/multihome/*/1/claimed ]; do sleep 0.1; done`,
  );
  const words = ['apply', '--yes', '--confirm', '5s', file];
  const { exitCode, stderr } = runWith(context, host, script, ...words);
  assert.equal(exitCode, 6, stderr);
  assert.match(stderr, /nobody confirmed it in time/);
  waitUntil('nothing is left', () => dump(host.namespace) === before);
  const watchdog = readFileSync(join(newest(host), 'watchdog'), 'utf8').trim();
  assert.equal(host.run('apply', '--yes', '--lock-timeout', '10s', file).exitCode, 0);
  waitUntil('the watchdog ends', () => !existsSync(`/proc/${watchdog}`));
  assert.match(host.succeed('plan', file), /^No changes\./m);
});

test('only the last ten are kept', { skip }, (context) => {
  const host = stage(context);
  for (let at = 0; at < 7; at++) {
    host.succeed('apply', '--yes', file);
    host.succeed('destroy', '--yes');
  }
  const ids = readdirSync(join(newest(host), '..'))
    .map(Number)
    .filter(Number.isInteger);
  assert.deepEqual(
    ids.toSorted((a, b) => a - b),
    [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  );
  ip(host.namespace, 'link', 'show');
});
