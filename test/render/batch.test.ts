import assert from 'node:assert/strict';
import { test } from 'node:test';

import { batchLine } from '../../src/render/batch.ts';
import { hop, route, rule } from '../support/rules.ts';

const hostileNames = [
  'eth0\nroute flush table main',
  'eth0; reboot',
  'a b',
  '"eth0"',
  "it's",
  '-batch',
  '#eth0',
  'eth0\\',
  '',
  'eth\u0000',
  'e\u0001x',
];

for (const name of hostileNames) {
  test(`no batch line is made of the interface name ${JSON.stringify(name)}`, () => {
    const item = { noun: 'rule', rule: rule(100, { iif: name }) } as const;
    assert.throws(() => batchLine({ verb: 'add', item }), /not a safe word/);
    const target = { kind: 'unicast', hops: [hop(undefined, name)] } as const;
    const routed = { noun: 'route', route: route('192.0.2.0/24', { target }) } as const;
    assert.throws(() => batchLine({ verb: 'add', item: routed }), /not a safe word/);
  });
}

test('a congestion control name cannot smuggle a second command', () => {
  const item = route('192.0.2.0/24', { metrics: { congctl: 'reno\nrule flush' } });
  assert.throws(
    () => batchLine({ verb: 'add', item: { noun: 'route', route: item } }),
    /not a safe word/,
  );
});
