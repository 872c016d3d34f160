/** What is to be pasted into a shell, and numbers that are to be typed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { laterMetric } from '../../src/model/later-metric.ts';
import { interfaceSysctl, sysctlCommand } from '../../src/model/sysctl.ts';

test('whatever an interface is called, a shell sees one word', () => {
  const settings = ['eth0', 'eth0.7', "a'b;c"].map((device) => ({
    path: interfaceSysctl('ipv4', device, 'rp_filter'),
    value: 2,
  }));
  assert.equal(
    sysctlCommand(settings),
    "sysctl -w net.ipv4.conf.eth0.rp_filter=2 net/ipv4/conf/eth0.7/rp_filter=2 'net.ipv4.conf.a'\\''b;c.rp_filter'=2",
  );
});

for (const [last, wanted] of [
  [0, 1000],
  [11, 1100],
  [100, 1100],
  [101, 1200],
  [0xffff_ffff, 0xffff_ffff],
] as const) {
  test(`behind metric ${last}, a default of others has ${wanted}`, () => {
    assert.equal(laterMetric(last), wanted);
  });
}
