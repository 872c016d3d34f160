/** A router for others: masquerade and connection marks, with real connections. */

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { assertFollows, assertLinesFollow } from '../support/documents.ts';
import { uplinks } from '../support/internet.ts';
import { execute } from '../support/namespace.ts';
import type { Router } from '../support/router.ts';
import {
  bytesAt,
  createRouter,
  inside,
  lan,
  requireNftables,
  routerTopology,
  server,
} from '../support/router.ts';
import { folderOf } from '../support/programs.ts';
import { waitUntil } from '../support/wait.ts';
import { openConnection, seenFrom, seenOverUdp, startServer } from '../support/tcp.ts';

const skip = requireNftables();
const port = 8080;
const http = [server, port] as const;

function assertEmpty({ run, file }: Router): void {
  const { exitCode, stdout, stderr } = run(['plan', '--detailed-exitcode', file]);
  assert.equal(exitCode, 0, `${stdout}${stderr}`);
}

const swapped = routerTopology.replace('[isp-a, isp-b]', '[isp-b, isp-a]');

test('a network goes out with the address of the uplink in use', { skip }, (context) => {
  const router = createRouter(context);
  startServer(context, router.beyond, port);
  router.apply(
    routerTopology
      .replace('connection-marks: true\n', '')
      .replaceAll('masquerade: true', 'masquerade: false'),
  );
  assert.equal(seenFrom(router.lan, inside, http), undefined, 'nobody knows the way back');
  const { stdout } = router.apply(routerTopology);
  assert.match(stdout, /^ {2}nftables table inet multihome$/m);
  assert.match(stdout, /^ {4}\+ postrouting: ip saddr 192.168.1.0\/24 oifname eth0 masquerade/m);
  assertEmpty(router);
  assert.equal(seenFrom(router.lan, inside, http), '203.0.113.10');
  router.apply(swapped);
  assertEmpty(router);
  assert.equal(seenFrom(router.lan, inside, http), '198.51.100.10');
});

test('without marks a flow goes on by another uplink, with its address', { skip }, (context) => {
  const router = createRouter(context);
  startServer(context, router.beyond, port, server);
  router.apply(routerTopology.replace('connection-marks: true\n', ''));
  assert.equal(seenOverUdp(router.lan, inside, http), '203.0.113.10');
  router.apply(swapped.replace('connection-marks: true\n', ''));
  assert.equal(seenOverUdp(router.lan, inside, http), '198.51.100.10');
  router.apply(routerTopology);
  assert.equal(seenOverUdp(router.lan, inside, http), '203.0.113.10');
  router.apply(swapped);
  assert.equal(seenOverUdp(router.lan, inside, http), '203.0.113.10', 'with marks it stays');
});

test('a connection stays on its uplink when others begin elsewhere', { skip }, async (context) => {
  const router = createRouter(context);
  startServer(context, router.beyond, port);
  router.apply(routerTopology);
  const connection = openConnection(context, router.lan, inside, http);
  assert.equal(await connection.seen(), '203.0.113.10');
  for (const next of [swapped, swapped.replace('mode: failover', 'mode: balance')]) {
    router.apply(next);
    const before = { a: bytesAt(router, 'a'), b: bytesAt(router, 'b') };
    await connection.exchange(200_000);
    const after = { a: bytesAt(router, 'a'), b: bytesAt(router, 'b') };
    assert.ok(after.a.in - before.a.in > 200_000, 'it goes out by isp-a');
    assert.ok(after.a.out - before.a.out > 200_000, 'it comes in by isp-a');
    assert.ok(after.b.in - before.b.in < 20_000, 'and not by isp-b');
  }
});

const forwarding = `table ip somebody {
  chain forwarded {
    type nat hook prerouting priority dstnat; policy accept;
    iifname { "eth0", "eth1" } tcp dport 8080 dnat to ${inside}:${port}
  }
}
`;

/** Of answers to one who came by isp-b. */
async function answered(router: Router, context: Parameters<typeof openConnection>[0]) {
  const connection = openConnection(context, router.beyond, server, ['198.51.100.10', port]);
  assert.equal(await connection.seen(), server);
  const before = { a: bytesAt(router, 'a'), b: bytesAt(router, 'b') };
  await connection.exchange(200_000);
  const after = { a: bytesAt(router, 'a'), b: bytesAt(router, 'b') };
  return { a: after.a.in - before.a.in, b: after.b.in - before.b.in };
}

test(
  'what is forwarded inside is answered by the uplink it came in by',
  { skip },
  async (context) => {
    const router = createRouter(context);
    startServer(context, router.lan, port);
    writeFileSync(join(router.root, 'somebody.nft'), forwarding);
    execute(router.host, 'nft', '-f', join(router.root, 'somebody.nft'));
    const theirs = execute(router.host, 'nft', 'list', 'table', 'ip', 'somebody');

    router.apply(routerTopology.replace('connection-marks: true\n', ''));
    const without = await answered(router, context);
    assert.ok(
      without.a > 200_000 && without.b < 20_000,
      `by the first uplink: ${JSON.stringify(without)}`,
    );

    router.apply(routerTopology);
    const marked = await answered(router, context);
    assert.ok(marked.b > 200_000 && marked.a < 20_000, `as it came: ${JSON.stringify(marked)}`);
    assert.equal(execute(router.host, 'nft', 'list', 'table', 'ip', 'somebody'), theirs);
  },
);

test(
  'a service of the host that is reached by a redirection answers as it was asked',
  { skip },
  async (context) => {
    const router = createRouter(context);
    startServer(context, router.host, port);
    writeFileSync(
      join(router.root, 'somebody.nft'),
      forwarding.replace(`${inside}:`, '192.168.1.1:'),
    );
    execute(router.host, 'nft', '-f', join(router.root, 'somebody.nft'));
    router.apply(routerTopology);
    const { a, b } = await answered(router, context);
    assert.ok(b > 200_000 && a < 20_000, `as it came: ${JSON.stringify({ a, b })}`);
  },
);

test('the table goes with destroy, and with the keys that asked for it', { skip }, (context) => {
  const router = createRouter(context);
  execute(
    router.host,
    'nft',
    'add table inet theirs; add chain inet theirs one; add rule inet theirs one counter',
  );
  const others = router.ruleset();
  const destroy = () => router.run(['destroy', '--yes', '--allow', 'last-default']);
  router.apply(routerTopology);
  assert.notEqual(router.ruleset(), others);
  assert.equal(destroy().exitCode, 0);
  assert.equal(router.ruleset(), others);
  router.apply(routerTopology);
  const { stdout } = router.apply(
    `version: 1\n${uplinks}outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n`,
  );
  assert.match(stdout, /^ {4}- chain prerouting/m);
  assert.equal(router.ruleset(), others);
  assertEmpty(router);
});

const destroying = ['destroy', '--yes', '--allow', 'last-default'] as const;

function forget({ root }: Router): void {
  rmSync(join(root, 'run/multihome'), { recursive: true });
}

test('destroy finds the table that nobody has noted any more', { skip }, (context) => {
  const router = createRouter(context);
  const bare = router.ruleset();
  for (const words of [[], ['apply', '--yes', router.file]]) {
    router.apply(routerTopology);
    forget(router);
    if (words.length > 0) assert.match(router.run(words).stdout, /No changes/);
    const { exitCode, stderr } = router.run(destroying);
    assert.equal(exitCode, 0, stderr);
    assert.equal(router.ruleset(), bare);
  }
});

test('an apply that finds its table notes it anew', { skip }, (context) => {
  const router = createRouter(context);
  const bare = router.ruleset();
  router.apply(routerTopology);
  forget(router);
  router.apply(routerTopology);
  router.apply(`version: 1\n${uplinks}outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n`);
  assert.equal(router.ruleset(), bare);
});

test('what somebody changes in it is a difference, and is put right', { skip }, (context) => {
  const router = createRouter(context);
  router.apply(routerTopology);
  const made = router.ruleset();
  for (const edit of [
    'add rule inet multihome forward tcp dport 25 drop',
    'flush table inet multihome',
    'delete table inet multihome',
    'add set inet multihome more { type ipv4_addr; flags interval; elements = { 10.0.0.0/8 }; }',
    'insert rule inet multihome postrouting oifname eth0 counter masquerade',
  ]) {
    execute(router.host, 'nft', edit);
    const plan = router.run(['plan', '--detailed-exitcode', router.file]);
    assert.equal(plan.exitCode, 2, `${edit}: ${plan.stdout}${plan.stderr}`);
    assert.match(plan.stdout, /nftables table inet multihome/);
    router.apply(routerTopology);
    assert.equal(router.ruleset(), made, edit);
  }
});

/** Of the last transaction; nothing but the system's programs. */
function runScript({ host, root }: Router): void {
  const found = execute(host, 'find', root, '-name', 'revert').trim().split('\n');
  const last = found.toSorted((one, other) => idOf(other) - idOf(one))[0];
  execute(host, 'env', '-i', 'sh', String(last));
}

function idOf(path: string): number {
  return Number(path.split('/').at(-2));
}

test('rollback brings back the table of before, edited or not', { skip }, (context) => {
  const router = createRouter(context);
  const bare = router.ruleset();
  router.apply(routerTopology);
  const made = router.ruleset();
  router.apply(
    swapped
      .replace('masquerade: true', 'masquerade: [ipv4]')
      .replace(/masquerade: true/, 'masquerade: false'),
  );
  assert.notEqual(router.ruleset(), made);
  const back = router.run(['rollback']);
  assert.equal(back.exitCode, 0, back.stderr);
  assert.equal(router.ruleset(), made);
  const first = router.run(['rollback']);
  assert.equal(first.exitCode, 0, first.stderr);
  assert.equal(router.ruleset(), bare);
  // The script does the same, and needs nothing of ours.
  router.apply(routerTopology);
  router.apply(swapped.replaceAll('masquerade: true', 'masquerade: false'));
  runScript(router);
  assert.equal(router.ruleset(), made);
  writeFileSync(router.file, routerTopology);
  assertEmpty(router);
});

test('rollback says that a table was asleep, and is not any more', { skip }, (context) => {
  const router = createRouter(context);
  const { host, run, apply } = router;
  apply(routerTopology);
  const sleep = 'add table inet multihome { flags dormant; }';
  execute(host, 'nft', sleep);
  // Version 1.0.6 now and then prints no JSON of such a table.
  const isReadable = () => run(['plan', router.file]).exitCode === 0;
  if (!isReadable()) return context.skip('this nft lists no table with flags as JSON');
  assert.match(apply(routerTopology).stdout, /1 changed/);
  const { exitCode, stderr } = run(['rollback']);
  assert.equal(exitCode, 7, stderr);
  assert.match(stderr, /at work, but not its flags; `nft 'add table inet multihome \{ flags dorm/);
  assert.doesNotMatch(execute(host, 'nft', 'list', 'table', 'inet', 'multihome'), /dormant/);
  execute(host, 'nft', sleep);
  if (!isReadable()) return context.skip('this nft lists no table with flags as JSON');
  assert.match(run(['rollback']).stdout, /is taken back/);
  assert.match(execute(host, 'nft', 'list', 'table', 'inet', 'multihome'), /dormant/);
});

test('a table of that name that is not ours is a conflict', { skip }, (context) => {
  const router = createRouter(context);
  execute(
    router.host,
    'nft',
    'add table inet multihome; add chain inet multihome theirs; add rule inet multihome theirs counter accept',
  );
  const before = router.ruleset();
  writeFileSync(router.file, routerTopology);
  const { exitCode, stdout } = router.run(['apply', '--yes', router.file]);
  assert.equal(exitCode, 5, stdout);
  assert.match(stdout, /nftables table inet multihome/);
  assert.equal(router.ruleset(), before);
  assert.doesNotMatch(execute(router.host, 'ip', 'rule'), /proto 157/);
});

test('documents, commands and saved plans have the table', { skip }, (context) => {
  const router = createRouter(context);
  writeFileSync(router.file, routerTopology);
  const printed = (...words: readonly string[]): string => router.run(words).stdout;
  assertFollows('plan', JSON.parse(printed('plan', '--json', router.file)));
  const saved = join(router.root, 'plan.json');
  const kept = router.run(['plan', '--out', saved, router.file]);
  assert.equal(kept.exitCode, 0, kept.stderr);
  const commands = printed('plan', '--commands', router.file);
  const table = commands.split('\n').filter((line) => line.includes('nft -j -f -'));
  execute(router.host, 'sh', '-c', table.join('\n'));
  const stale = router.run(['apply', '--yes', saved]);
  assert.equal(stale.exitCode, 5, 'the table has come meanwhile');
  execute(router.host, 'nft', 'delete', 'table', 'inet', 'multihome');
  assert.equal(router.run(['apply', saved]).exitCode, 0);
  assertEmpty(router);
  execute(router.host, 'nft', 'add rule inet multihome forward counter');
  assertFollows('plan', JSON.parse(printed('plan', '--json', router.file)));
  assertLinesFollow('apply', printed('destroy', '--yes', '--json', '--allow', 'last-default'));
  execute(router.host, 'nft', 'add table inet multihome { chain theirs { counter; }; }');
  assertFollows('plan', JSON.parse(printed('plan', '--json', router.file)));
});

/** `nft` that fails, before any other. */
function withNft(root: string, text: string): { readonly PATH: string } {
  const folder = join(root, 'bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'nft'), `#!/bin/sh\necho "$*" >> ${root}/called\n${text}\n`);
  chmodSync(join(folder, 'nft'), 0o755);
  return { PATH: `${folder}:${process.env['PATH']}` };
}

const real = (): string => join(String(folderOf('nft')), 'nft');
const loading = (then: string): string => `case "$2" in -f) ${then};; esac; exec ${real()} "$@"`;

test('killed before it is loaded or after, the next apply heals', { skip }, (context) => {
  const router = createRouter(context);
  const bare = router.ruleset();
  router.apply(routerTopology);
  const made = router.ruleset();
  const destroy = ['destroy', '--yes', '--allow', 'last-default'];
  const change = routerTopology.replaceAll('masquerade: true', 'masquerade: false');
  const kills = ['kill -9 $PPID; exit 1', `${real()} "$@"; kill -9 $PPID; exit 1`];
  for (const kill of kills) {
    const env = withNft(router.root, loading(kill));
    for (const [words, text] of [
      [['apply', '--yes', router.file], change],
      [destroy, routerTopology],
    ] as const) {
      writeFileSync(router.file, text);
      assert.equal(router.run(words, { env }).exitCode, null, words.join(' '));
      router.apply(routerTopology);
      assert.equal(router.ruleset(), made);
      assertEmpty(router);
    }
    assert.equal(router.run(destroy, { env }).exitCode, null);
    assert.equal(router.run(['rollback']).exitCode, 0);
    assert.equal(router.ruleset(), made);
  }
  assert.equal(router.run(destroy).exitCode, 0);
  assert.equal(router.ruleset(), bare);
});

test('where the kernel refuses the table, all is as it was', { skip }, (context) => {
  const router = createRouter(context);
  const rules = execute(router.host, 'ip', 'rule');
  writeFileSync(router.file, routerTopology);
  const env = withNft(
    router.root,
    loading('echo "Error: Could not process rule: Not supported" >&2; exit 1'),
  );
  const { exitCode, stderr } = router.run(['apply', '--yes', router.file], { env });
  assert.equal(exitCode, 6, stderr);
  assert.match(stderr, /stopped at: nftables table inet multihome\n.*Not supported/);
  assert.equal(execute(router.host, 'ip', 'rule'), rules);
});

test('what is not confirmed goes with its table', { skip }, (context) => {
  const router = createRouter(context);
  const bare = router.ruleset();
  router.apply(routerTopology, '--confirm', '5s');
  assert.notEqual(router.ruleset(), bare);
  waitUntil('it is taken back', () => router.ruleset() === bare);
});

test('every form of mark comes back from the kernel as it was asked for', { skip }, (context) => {
  const router = createRouter(context);
  for (const mark of [
    '0x97',
    '0x10/0xff',
    '1/1',
    '0x80000000/0x80000000',
    '0x5/0x7',
    '0xf0/0xf0',
    '0x40ffffff/0xc0ffffff',
  ]) {
    router.apply(
      routerTopology.replace('interface: eth1\n', `interface: eth1\n    mark: ${mark}\n`),
    );
    assertEmpty(router);
  }
});

test('without the keys nft is never called', (context) => {
  const router = createRouter(context);
  const env = withNft(router.root, 'exit 1');
  writeFileSync(
    router.file,
    `version: 1\n${uplinks}${lan}outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n`,
  );
  for (const words of [['plan', router.file], ['apply', '--yes', router.file], ['rollback']]) {
    const { exitCode, stderr } = router.run(words, { env });
    assert.equal(exitCode, 0, `${words.join(' ')}: ${stderr}`);
  }
  assert.equal(execute(router.host, 'find', router.root, '-name', 'called'), '');
});

test('destroy needs nft only where a table may be left', (context) => {
  const router = createRouter(context);
  const answering = (text: string) => ({ env: withNft(router.root, `echo "${text}" >&2; exit 1`) });
  const plain = `version: 1\n${uplinks}outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n`;
  router.apply(plain);
  const odd = router.run(destroying, answering('Error: something else'));
  assert.equal(odd.exitCode, 69, odd.stderr);
  const none = 'netlink: Error: cache initialization failed: Protocol not supported';
  const { exitCode, stderr } = router.run(destroying, answering(none));
  assert.equal(exitCode, 0, stderr);
  router.apply(plain);
  const forbidden = 'netlink: Error: cache initialization failed: Operation not permitted';
  const told = router.run(destroying, answering(forbidden));
  assert.equal(told.exitCode, 0, told.stderr);
  assert.match(told.stdout, /whether nftables has a table of ours is not known/);
});

test('where nft is needed and fails, nothing is touched', (context) => {
  const router = createRouter(context);
  const env = withNft(
    router.root,
    'echo "netlink: Error: cache initialization failed: Protocol not supported" >&2; exit 1',
  );
  writeFileSync(router.file, routerTopology);
  const { exitCode, stderr } = router.run(['apply', '--yes', router.file], { env });
  assert.equal(exitCode, 69, stderr);
  assert.match(stderr, /nft -j list table inet multihome.*failed.*Protocol not supported/);
  assert.doesNotMatch(execute(router.host, 'ip', 'rule'), /proto 157/);
});
