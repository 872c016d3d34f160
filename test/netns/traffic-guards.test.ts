/** What `apply` refuses because of the traffic that it would cut off, before anything is touched. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { dump } from '../support/dump.ts';
import type { Finished, TestHost } from '../support/multihome.ts';
import { createTestHost, runIn, runProgram } from '../support/multihome.ts';
import { inNamespace, ip } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { setStage, skipStage } from '../support/stage.ts';

const skip = skipStage('symmetric-routing');

const uplinks = `version: 1
uplinks:
  isp-a: {interface: eth0, table: 1, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  isp-b: {interface: eth1, table: 2, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
`;
const byA = `${uplinks}outbound: {mode: failover, uplinks: [isp-a]}\n`;
const byB = `${uplinks}outbound: {mode: failover, uplinks: [isp-b]}\n`;

/** A host on which `isp-a` carries what has no uplink of its own. */
function applied(context: TestContext): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  host.succeed('apply', '--yes', topology(host, byA));
  return host;
}

function topology(host: TestHost, text: string): string {
  const path = join(host.root, 'topology.yaml');
  writeFileSync(path, text);
  return path;
}

/** Refused, with nothing touched; allowed, it runs. */
function assertRefused(host: TestHost, text: string, guard: string, said: RegExp): void {
  const before = dump(host.namespace);
  const path = topology(host, text);
  const { exitCode, stderr } = host.run('apply', '--yes', path);
  assert.equal(exitCode, 5, stderr);
  assert.match(stderr, said);
  assert.ok(stderr.includes(`refused [${guard}]`) && stderr.includes(`--allow ${guard}`), stderr);
  assert.equal(dump(host.namespace), before);
  assert.equal(host.run('plan', '--detailed-exitcode', path).exitCode, 5);
  host.succeed('apply', '--yes', '--allow', guard, path);
}

/** From a client that the host answers by its default route: from an address it has on `lo`. */
function overSsh(host: TestHost, ...words: readonly string[]): Finished {
  const env = { SSH_CONNECTION: '192.0.2.50 50000 10.77.0.1 22' };
  return runIn(host.namespace, host.root, words, { env });
}

function withOwnAddress(context: TestContext): TestHost {
  const host = applied(context);
  ip(host.namespace, 'address', 'add', '10.77.0.1/32', 'dev', 'lo');
  return host;
}

test('a change of the way back to the SSH session is refused', { skip }, (context) => {
  const host = withOwnAddress(context);
  const before = dump(host.namespace);
  const refused = overSsh(host, 'apply', '--yes', topology(host, byB));
  assert.equal(refused.exitCode, 5, refused.stderr);
  assert.match(
    refused.stderr,
    /\[management-path\]: .*10\.77\.0\.1 -> 192\.0\.2\.50 tcp\/50000 sport 22 leaves by eth0 via 203\.0\.113\.1 now, and afterwards leaves by eth1 via 198\.51\.100\.1/,
  );
  assert.match(refused.stderr, /--confirm 2m, or go on without it: --allow management-path/);
  assert.equal(dump(host.namespace), before);
  assert.equal(host.run('apply', '--yes', topology(host, byB)).exitCode, 0);
});

test('with --confirm it is let through, and so is what keeps the way', { skip }, (context) => {
  const host = withOwnAddress(context);
  const kept = topology(host, `${byA}policies: [{name: p, dport: 25, uplinks: [isp-b]}]\n`);
  assert.equal(overSsh(host, 'apply', '--yes', kept).exitCode, 0);
  const words = ['apply', '--yes', '--confirm', '1h', topology(host, byB)];
  assert.equal(overSsh(host, ...words).exitCode, 0);
  host.succeed('confirm');
});

test('destroy does not cut off the session either', { skip }, (context) => {
  const host = withOwnAddress(context);
  const refused = overSsh(host, 'destroy', '--yes');
  assert.equal(refused.exitCode, 5, refused.stderr);
  assert.match(refused.stderr, /afterwards is refused \(ENETUNREACH\)/);
  host.succeed('destroy', '--yes');
});

test(
  'the session is found below what does not hand it on, as sudo does not',
  { skip },
  (context) => {
    const host = withOwnAddress(context);
    const program = inRepository('bin', 'multihome.js');
    const path = topology(host, byB);
    const inner = ['env', '-u', 'SSH_CONNECTION', process.execPath, program, '--root', host.root];
    const script = `SSH_CONNECTION='192.0.2.50 50000 10.77.0.1 22' sh -c '"$@"; exit $?' sh "$@"`;
    const words = [...inner, 'apply', '--yes', path];
    const { exitCode, stderr } = runProgram(
      inNamespace(host.namespace, 'sh', '-c', script, 'sh', ...words),
    );
    assert.equal(exitCode, 5, stderr);
    assert.match(stderr, /management-path/);
  },
);

test('a change of the way back to where it is managed is refused', { skip }, (context) => {
  const host = applied(context);
  const managed = `${byB}management: [192.0.2.0/24]\n`;
  assertRefused(host, managed, 'management-path', /any -> 192\.0\.2\.0 leaves by eth0/);
});

test('the last way to the rest of the world is not taken away', { skip }, (context) => {
  const host = applied(context);
  const text = `${uplinks}outbound: {mode: none}\n`;
  assertRefused(host, text, 'last-default', /nothing but attached networks .*\(ipv4\)/);
});

test('a topology that lost its content removes nothing', { skip }, (context) => {
  const host = applied(context);
  ip(host.namespace, 'route', 'add', 'default', 'via', '203.0.113.9', 'metric', '9');
  assertRefused(host, 'version: 1\n', 'removes-everything', /all \d+ rules and routes of ours/);
});

test('a rule into a table without routes is refused', { skip }, (context) => {
  const host = applied(context);
  const text = `${byA}rules: [{priority: 60, from: 192.0.2.9, lookup: 99}]\n`;
  assertRefused(host, text, 'empty-table', /60: from 192\.0\.2\.9 lookup 99/);
});

test('a table that somebody else uses does not become ours', { skip }, (context) => {
  const host = applied(context);
  const foreign = ['192.0.2.0/24', 'via', '203.0.113.9', 'table', '15700'];
  ip(host.namespace, 'route', 'add', ...foreign);
  const text = `${byA}tables: {lab: {}}\nroutes: [{to: 192.0.2.0/25, via: 203.0.113.1, dev: eth0, table: lab}]\n`;
  assertRefused(host, text, 'table-id-clash', /table 15700: 192\.0\.2\.0\/24 via 203\.0\.113\.9/);
});
