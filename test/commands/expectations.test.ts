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
    `${failover}policies: [{name: mail, dport: 25, uplinks: [isp-b, isp-a]}]
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
    'a leak of one kind of packets only',
    `${failover}rules: [{priority: 51, from: 203.0.113.10, ipproto: tcp, dport: 443, lookup: isp-b}]
invariants: [no-leak]
`,
    /no-leak: 203\.0\.113\.10 -> \S+ tcp\/443: expected not uplink isp-b/,
  ],
  [
    'a network that does not survive, though the host does',
    `${failover}policies: [{name: guests, from: lan, uplinks: [isp-a]}]
invariants: [survives-any-single-uplink-down]
`,
    /survives-any-single-uplink-down: 192\.168\.1\.\d+ -> \S+ iif eth2 while isp-a is down/,
  ],
  [
    'a port without a protocol, which a rule for one protocol moves',
    `${failover}policies: [{name: mail, ipproto: tcp, dport: 25, uplinks: [isp-b]}]
expect: [any -> any dport 25 => uplink isp-a]
`,
    /any -> \S+ tcp\/25: expected uplink isp-a/,
  ],
  [
    'what comes in by an interface, from the network behind it',
    `${failover}expect: [any -> any iif eth2 => refused]
`,
    /192\.168\.1\.\d+ -> \S+ iif eth2: expected refused, but it leaves by eth0/,
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

test('a table of cases is one expectation a case, at its own place', (context) => {
  const { exitCode, stderr } = checked(
    context,
    `${failover}expect:
  - name: $source leaves by $uplink alone
    each:
      - {source: 203.0.113.10, uplink: isp-a}
      - {source: 198.51.100.10, uplink: isp-a}
    flow: [$source -> any, $source -> 8.8.8.8 tcp/25]
    then: uplink $uplink
  - each: {down: [isp-a, isp-b], port: [25, 443]}
    when: {down: ['$down']}
    flow: any -> any tcp/$port
    then: not uplink $down
`,
  );
  assert.equal(exitCode, 4, stderr);
  assert.match(
    stderr,
    /topology\.yaml:12:9: error: 198\.51\.100\.10 leaves by isp-a alone: 198\.51\.100\.10 -> \S+: expected uplink isp-a, but/,
  );
  assert.match(stderr, /1 of 6 expectations failed/);
});

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

const misspelt: readonly (readonly [expectation: string, said: RegExp])[] = [
  ['wlan -> any => uplink isp-a', /nothing is called "wlan" \[MH703\]/],
  ['any -> any => not dev eth7', /there is no interface "eth7" \[MH703\]/],
  ['any -> any iif eth7 => refused', /there is no interface "eth7" \[MH703\]/],
  ['10.1.2.3 -> 8.8.8.8 => refused', /needs iif \[MH703\]/],
  ["'2001:db8::1 -> 8.8.8.8 => refused'", /speaks of no packet.*\[MH703\]/],
];

for (const [expectation, said] of misspelt) {
  test(`what is not there is no question: ${expectation}`, (context) => {
    const { exitCode, stderr } = checked(context, `${failover}expect: [${expectation}]\n`);
    assert.equal(exitCode, 3, stderr);
    assert.match(stderr, said);
  });
}

test('addresses that are not of the internet can be spoken of; a family does not vanish with an uplink', (context) => {
  const head = uplinks
    .replace('ipv4: 192.168.1.1/24', "ipv4: 192.168.1.1/24, ipv6: 'fd12:3456::1/64'")
    .replace(
      'gateway: 203.0.113.1}}',
      "gateway: 203.0.113.1}, ipv6: {address: '2001:db8:a::10/64', gateway: 'fe80::1'}}",
    );
  const { exitCode, stderr } = checked(
    context,
    `${failover}expect:
  - "any -> fd12:3456::7 => dev eth2"
  - "any -> fd12:3456::1 => local"
  - "any -> lan => not uplink isp-a"
  - {when: {down: [isp-a]}, flow: "any -> 2001:4860::1", then: refused}
  - {when: {down: [isp-a]}, flow: any -> any, then: uplink isp-b}
`,
    head,
  );
  assert.equal(exitCode, 4, stderr);
  assert.match(stderr, /1 of 5 expectations failed/);
  assert.match(stderr, /any -> 2\S+ while isp-a is down: expected uplink isp-b, but it is refused/);
});

test('an invariant about other uplinks needs one', (context) => {
  const head = uplinks
    .split('\n')
    .filter((line) => !line.includes('isp-b'))
    .join('\n');
  const text =
    'outbound: {mode: failover, uplinks: [isp-a]}\ninvariants: [survives-any-single-uplink-down]\n';
  const { exitCode, stderr } = checked(context, text, head);
  assert.equal(exitCode, 3);
  assert.match(stderr, /there is no other uplink that this could speak of \[MH703\]/);
});

test('an empty name is none', (context) => {
  const { stderr } = checked(
    context,
    `${failover}expect: [{name: ' ', flow: any -> 8.8.8.8, then: uplink isp-b}]\n`,
  );
  assert.match(stderr, /error: any -> 8\.8\.8\.8: expected uplink isp-b/);
});
