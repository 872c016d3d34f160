import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { runBatch } from '../../src/host/batch.ts';
import type { Host } from '../../src/host/host.ts';
import { createHost } from '../../src/host/host.ts';
import { fakeIp } from '../support/fake-ip.ts';
import type { Owner } from '../support/namespace.ts';
import { createNamespace, ip, requireRoot } from '../support/namespace.ts';

function hostIn(namespace: string, options: Partial<Host> = {}): Host {
  return createHost({ ip: ['ip', '-n', namespace], ...options });
}

function fakeHost(owner: Owner, script: string, timeoutMs: number): Host {
  const folder = fakeIp(owner, script)['PATH']?.split(':')[0] ?? '';
  return createHost({ ip: [join(folder, 'ip')], timeoutMs });
}

function blackholes(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    return `route add blackhole 10.${index >>> 8}.${index & 255}.0/24 table 100 proto 157`;
  });
}

function countRoutes(namespace: string): number {
  const text = ip(namespace, '-o', '-4', 'route', 'show', 'table', '100');
  return text.split('\n').filter((line) => line !== '').length;
}

describe('a batch', { skip: requireRoot() }, () => {
  test('of more than two chunks is done in full', async (t) => {
    const namespace = createNamespace(t);
    assert.deepEqual(await runBatch(hostIn(namespace), 'ipv4', blackholes(22_000)), { ok: true });
    assert.equal(countRoutes(namespace), 22_000);
  });

  test('of no line starts no program', async () => {
    assert.deepEqual(await runBatch(createHost({ ip: ['/nonexistent/ip'] }), 'ipv4', []), {
      ok: true,
    });
  });

  test('stops where the kernel refuses, and says how many lines are done', async (t) => {
    const namespace = createNamespace(t);
    const lines = blackholes(12_001);
    const refused = [...lines.slice(0, 12_000), lines[0] ?? '', ...lines.slice(12_000)];
    const outcome = await runBatch(hostIn(namespace), 'ipv4', refused);
    assert.deepEqual(outcome, {
      ok: false,
      reason: 'RTNETLINK answers: File exists',
      doneLines: 12_000,
    });
    assert.equal(countRoutes(namespace), 12_000);
  });

  test('does not pretend to know the line where ip names none', async (t) => {
    const namespace = createNamespace(t);
    const lines = [...blackholes(2), 'route add blackhole 192.0.300.0/24'];
    const outcome = await runBatch(hostIn(namespace), 'ipv4', lines);
    assert.ok(!outcome.ok);
    assert.equal(outcome.doneLines, undefined);
    assert.match(outcome.reason, /prefix is expected rather than/);
  });

  test('is of one family', async (t) => {
    const namespace = createNamespace(t);
    const lines = ['rule add pref 7 table 100 protocol 157'];
    assert.deepEqual(await runBatch(hostIn(namespace), 'ipv6', lines), { ok: true });
    assert.match(ip(namespace, '-6', 'rule', 'show'), /^7:/m);
    assert.doesNotMatch(ip(namespace, '-4', 'rule', 'show'), /^7:/m);
  });
});

const ends: readonly (readonly [string, string, RegExp])[] = [
  ['hangs', 'exec sleep 60', /did not end within 0\.5 s/],
  ['is killed', 'kill -9 $$', /killed by SIGKILL/],
  ['says nothing', 'exit 3', /gave no reason/],
  ['ends before it has read all', 'exit 1', /gave no reason/],
];

for (const [what, script, reason] of ends) {
  test(`a batch whose ip ${what} fails with a reason`, async (t) => {
    const outcome = await runBatch(fakeHost(t, script, 500), 'ipv4', blackholes(5_000));
    assert.ok(!outcome.ok);
    assert.match(outcome.reason, reason);
    assert.equal(outcome.doneLines, undefined);
  });
}

test('a batch without ip fails with a reason', async () => {
  const outcome = await runBatch(createHost({ ip: ['/nonexistent/ip'] }), 'ipv4', blackholes(1));
  assert.ok(!outcome.ok);
  assert.match(outcome.reason, /not found/);
});
