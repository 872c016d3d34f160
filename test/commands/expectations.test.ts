/** What a topology says must be true of packets: `check` finds the packet of which it is not. */

import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import type { Owner } from '../support/namespace.ts';
import type { Finished } from '../support/multihome.ts';
import { runHere, temporaryFolder } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';

const uplinks = `version: 1
uplinks:
  isp-a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  isp-b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
networks:
  lan: {interface: eth2, ipv4: 192.168.1.1/24}
`;

function checked(owner: Owner, text: string, head = uplinks): Finished {
  const path = join(temporaryFolder(owner), 'topology.yaml');
  writeFileSync(path, `${head}${text}`);
  return runHere(['check', path]);
}

const failover = 'outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n';

test('expectations that hold are counted', (context) => {
  const { exitCode, stdout, stderr } = checked(
    context,
    `${failover}policies: [{name: mail, dport: 25, uplinks: [isp-b]}]
expect:
  - any -> any => uplink isp-a
  - any -> 203.0.113.77 => dev eth0
  - any -> 8.8.8.8 => dev eth0, eth1 via 203.0.113.1
  - any -> any tcp/25 => uplink isp-b
  - lan -> any tcp/25 => uplink isp-b
  - any -> 192.168.1.1 => local
  - isp-a -> any => not uplink isp-b
  - {name: fails over, when: {down: [isp-a]}, flow: [any -> any, lan -> any], then: uplink isp-b}
  - {when: {down: [isp-a]}, flow: isp-a -> any, then: unreachable}
invariants: [symmetric, no-leak, survives-any-single-uplink-down]
`,
  );
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /: ok \(2 uplinks, .*, 17 expectations\)/);
});

const failures: readonly (readonly [name: string, text: string, said: RegExp])[] = [
  [
    'a prefix means every address in it, and the one that goes astray is named',
    `${failover}routes: [{to: 192.0.2.64/26, via: 198.51.100.1, dev: eth1, table: main}]
expect: [any -> 192.0.2.0/24 => uplink isp-a]
`,
    /any -> 192\.0\.2\.64: expected uplink isp-a, but it leaves by eth1 via 198\.51\.100\.1 \[MH704\]/,
  ],
  [
    'a source prefix, too',
    `${failover}policies: [{name: p, from: 192.168.1.128/25, uplinks: [isp-b]}]
expect: [lan -> any => uplink isp-a]
`,
    /192\.168\.1\.128 -> [0-9.]+ iif eth2: expected uplink isp-a, but it leaves by eth1/,
  ],
  [
    'and a range of ports',
    `${failover}policies: [{name: p, dport: 1025, uplinks: [isp-b]}]
expect: [any -> 8.8.8.8 tcp/1024-2047 => uplink isp-a]
`,
    /any -> 8\.8\.8\.8 tcp\/1025: expected uplink isp-a/,
  ],
  [
    'an uplink that is down',
    `outbound: {mode: failover, uplinks: [isp-a]}
expect: [{name: survives, when: {down: [isp-a]}, flow: any -> 8.8.8.8, then: uplink isp-b}]
`,
    /survives: any -> 8\.8\.8\.8 while isp-a is down: expected uplink isp-b, but it is refused.*\n(.*\n)*.*multihome trace .* 'any -> 8\.8\.8\.8' --down isp-a/,
  ],
  [
    'a leak',
    `last-resort: none
${failover}invariants: [no-leak]
`,
    /no-leak: 203\.0\.113\.10 -> \S+ while isp-a is down: expected not uplink isp-b, but it leaves by eth1/,
  ],
  [
    'what must not take a way, and may take it: some packets of a balanced route do',
    `outbound: {mode: balance, uplinks: [isp-a, isp-b]}
expect: [any -> any => not uplink isp-b]
`,
    /expected not uplink isp-b, but it leaves by eth0 via 203\.0\.113\.1 or eth1 via 198\.51\.100\.1/,
  ],
  [
    'an expectation that speaks of no packet',
    `${failover}expect: [wlan -> any => uplink isp-a, '2001:db8::1 -> 8.8.8.8 => refused']
`,
    /nothing is called "wlan" \[MH703\](.*\n)*.*speaks of no packet.*\[MH703\]/,
  ],
];

for (const [name, text, said] of failures) {
  test(`check exits with 4 and shows: ${name}`, (context) => {
    const { exitCode, stderr } = checked(context, text);
    assert.equal(exitCode, 4, stderr);
    assert.match(stderr, said);
    assert.match(stderr, /expectations? failed\n$/);
  });
}

test('a topology that is not sound is told so first', (context) => {
  const { exitCode, stderr } = checked(context, 'expect: [any -> any => uplink isp-c]\n');
  assert.equal(exitCode, 3, stderr);
  assert.doesNotMatch(stderr, /MH704/);
});

for (const example of readdirSync(inRepository('examples'))) {
  test(`the expectations of ${example} hold`, () => {
    const { exitCode, stdout, stderr } = runHere([
      'check',
      inRepository('examples', example, 'topology.yaml'),
    ]);
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /expectations\)/);
  });
}

test('of two uplinks on one interface, the gateway tells which is meant', (context) => {
  const third = '  isp-c: {interface: eth0, ipv4: {address: 192.0.2.10/24, gateway: 192.0.2.1}}\n';
  const head = uplinks.replace('networks:', `${third}networks:`);
  const { exitCode, stderr } = checked(
    context,
    `outbound: {mode: failover, uplinks: [isp-a]}
expect: [isp-a -> any => uplink isp-a, isp-c -> any => uplink isp-c, any -> 8.8.8.8 => uplink isp-c]
`,
    head,
  );
  assert.equal(exitCode, 4, stderr);
  assert.match(
    stderr,
    /any -> 8\.8\.8\.8: expected uplink isp-c, but it leaves by eth0 via 203\.0\.113\.1/,
  );
  assert.match(stderr, /1 of 3 expectations failed/);
});
