import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { decodeInterfaces } from '../../src/live/decode-interfaces.ts';
import { decodeLabels } from '../../src/live/decode-labels.ts';
import { decodeTableNames } from '../../src/live/decode-table-names.ts';
import type { IpVersionReading } from '../../src/live/ip-version.ts';
import { hasFeature, isSupported, parseIpVersion } from '../../src/live/ip-version.ts';
import { learnedGateways } from '../../src/live/learned-gateways.ts';
import type { Route } from '../../src/model/route.ts';
import { hop, route, table } from '../support/rules.ts';

describe('an rt_tables file', () => {
  test('holds numbers and names, comments and hexadecimal', () => {
    const text = '# reserved\n255\tlocal\n  0x6a  wan # the first\n\n100 isp b\n';
    assert.deepEqual(decodeTableNames(text), {
      names: [
        { id: 255, name: 'local' },
        { id: 106, name: 'wan' },
        { id: 100, name: 'isp' },
      ],
    });
  });

  test('loses what is behind a line that cannot be one, as in iproute2', () => {
    const text = '100 one\nnonsense here\n101 two\n';
    const want = { names: [{ id: 100, name: 'one' }], corrupt: { line: 2, text: 'nonsense here' } };
    assert.deepEqual(decodeTableNames(text), want);
    assert.equal(decodeTableNames('100\n').corrupt?.line, 1);
  });

  test('ignores numbers that are none of a table', () => {
    assert.deepEqual(decodeTableNames('0 unspec\n-5 x\n2147483648 y\n0xffffffff z\n1 ok\n').names, [
      { id: 1, name: 'ok' },
    ]);
  });
});

const versions: readonly (readonly [string, IpVersionReading, boolean])[] = [
  [
    'ip utility, iproute2-6.1.0, libbpf 1.1.2\n',
    { kind: 'iproute2', version: { major: 6, minor: 1 } },
    true,
  ],
  ['ip utility, iproute2-ss200127\n', { kind: 'iproute2', version: { major: 5, minor: 5 } }, true],
  [
    'ip utility, iproute2-v5.7.0-77-gb687d1067169\n',
    { kind: 'iproute2', version: { major: 5, minor: 7 } },
    true,
  ],
  ['ip utility, iproute2-5.4.0\n', { kind: 'iproute2', version: { major: 5, minor: 4 } }, false],
  ['ip utility, iproute2-ss191125\n', { kind: 'old' }, false],
  ['BusyBox v1.36.1 (2024-01-01) multi-call binary.\n', { kind: 'busybox' }, false],
  ['something else', { kind: 'unknown' }, false],
];

for (const [text, want, supported] of versions) {
  test(`${JSON.stringify(text)} is ${supported ? 'recent enough' : 'refused'}`, () => {
    const reading = parseIpVersion(text);
    assert.deepEqual(reading, want);
    assert.equal(reading.kind === 'iproute2' && isSupported(reading.version), supported);
  });
}

test('dscp came with 6.13', () => {
  assert.equal(hasFeature({ major: 6, minor: 12 }, 'dscp'), false);
  assert.equal(hasFeature({ major: 6, minor: 13 }, 'dscp'), true);
  assert.equal(hasFeature({ major: 7, minor: 0 }, 'dscp'), true);
});

describe('a gateway is learned', () => {
  const way = (gateway: string, change: Partial<Route> = {}): Route =>
    route('0.0.0.0/0', {
      table: table(254),
      protocol: 16,
      target: { kind: 'unicast', hops: [hop(gateway)] },
      ...change,
    });
  const learn = (...routes: readonly Route[]) =>
    learnedGateways({ routes, ownProtocol: 157, tableNames: [] }).map(
      ({ interface: name, gateway, ownTable }) =>
        `${name} ${gateway}${ownTable === undefined ? '' : ` in our table ${ownTable}`}`,
    );

  test('from others before ourselves, whatever the table and metric', () => {
    const ours = way('192.0.2.1', { protocol: 157 });
    const theirs = way('192.0.2.2', { table: table(100), metric: 500 });
    assert.deepEqual(learn(ours, theirs), ['eth0 192.0.2.2', 'eth0 192.0.2.1 in our table 254']);
  });

  test('from ourselves with the table it was in: it is remembered for that one uplink', () => {
    const ours = (gateway: string, id: number) => way(gateway, { protocol: 157, table: table(id) });
    assert.deepEqual(learn(ours('192.0.2.1', 100), ours('192.0.2.2', 101)), [
      'eth0 192.0.2.1 in our table 100',
      'eth0 192.0.2.2 in our table 101',
    ]);
  });

  test('from table main before others, and from the lowest metric', () => {
    const aside = way('192.0.2.1', { table: table(100) });
    assert.deepEqual(
      learn(aside, way('192.0.2.2', { metric: 9 }), way('192.0.2.3', { metric: 5 })),
      ['eth0 192.0.2.3'],
    );
  });

  test('for every device of a multipath route, and each family', () => {
    const hops = [hop('192.0.2.1', 'eth0'), hop('198.51.100.1', 'eth1')] as const;
    const six = route('::/0', { table: table(254), protocol: 9 });
    const balanced = way('192.0.2.1', { target: { kind: 'unicast', hops: [...hops] } });
    assert.deepEqual(learn(six, balanced), [
      'eth0 192.0.2.1',
      'eth1 198.51.100.1',
      'eth0 2001:db8::1',
    ]);
  });

  test('from default routes with a gateway only, and says where', () => {
    const elsewhere = route('10.0.0.0/8', { protocol: 16 });
    const attached = way('192.0.2.1', { target: { kind: 'unicast', hops: [hop(undefined)] } });
    assert.deepEqual(learn(elsewhere, attached), []);
    const [learned] = learnedGateways({
      routes: [way('192.0.2.1')],
      ownProtocol: 157,
      tableNames: [],
    });
    assert.equal(learned?.source, 'default route in table main, proto dhcp');
  });
});

describe('the labels of addresses', () => {
  test('are read in their order, with the interface they count on', () => {
    const text =
      '[{"address":"2001:db8::","prefixlen":32,"ifname":"e0","label":99},{"address":"::ffff:0.0.0.0","prefixlen":96,"label":4},{"address":"::","prefixlen":0,"label":1}]';
    assert.deepEqual(decodeLabels(text), [
      { prefix: '2001:db8::/32', label: 99, interface: 'e0' },
      { prefix: '::ffff:0.0.0.0/96', label: 4 },
      { prefix: '::/0', label: 1 },
    ]);
  });

  test('are unknown where one of them is', () => {
    const one = '{"address":"::","prefixlen":0,"label":1}';
    for (const other of ['{}', '{"address":"::","prefixlen":0,"label":1,"mood":2}', '[]', '{']) {
      assert.deepEqual(decodeLabels(`[${one},${other}]`), [], other);
    }
    assert.deepEqual(decodeLabels('prefix ::1/128 label 0'), []);
  });
});

describe('an interface', () => {
  const read = (more: object, flags: object = {}) => {
    const address = { family: 'inet6', local: '2001:db8::1', prefixlen: 64, scope: '0', ...flags };
    const link = { ifindex: 2, ifname: 'eth0', flags: ['UP'], addr_info: [address], ...more };
    const decoded = decodeInterfaces('ip addr', JSON.stringify([link]));
    assert.ok(decoded.ok);
    return decoded.value[0];
  };

  test('is of its VRF, and a VRF of itself; a bridge is none', () => {
    const slave = { master: 'blue', linkinfo: { info_kind: 'veth', info_slave_kind: 'vrf' } };
    assert.equal(read(slave)?.vrf, 'blue');
    assert.equal(read({ linkinfo: { info_kind: 'vrf' } })?.vrf, 'eth0');
    assert.equal(read({ master: 'br0', linkinfo: { info_slave_kind: 'bridge' } })?.vrf, undefined);
  });

  test('tells addresses of which nobody knows what they are worth', () => {
    assert.equal(read({}, { optimistic: true, tentative: true })?.addresses[0]?.optimistic, true);
    assert.equal(read({}, { home: true })?.addresses[0]?.home, true);
    assert.equal(read({})?.addresses[0]?.optimistic, undefined);
  });
});
