/** What the checks call impossible, the kernel refuses or drops; what they let through, it keeps. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addAddress, addVeth, requireLinks, setUp } from '../support/links.ts';
import { createNamespace, ip } from '../support/namespace.ts';

const skip = requireLinks('veth') ?? false;

const gateway = 'via 203.0.113.1 dev eth0';
const several = 'nexthop dev eth0 nexthop dev eth1';

/** The words of a route, and what is listed of it; undefined where it is refused. */
const routes: readonly (readonly [words: string, kept: RegExp | undefined])[] = [
  [`192.0.2.0/24 realms 3/4 ${gateway}`, /realms 3\/4/],
  ['blackhole 192.0.2.0/24 realms 3/4', /realms 3\/4/],
  [`192.0.2.0/24 realms 3/4 ${several}`, undefined],
  ['192.0.2.0/24 realms 4 nhid 7', /^(?!.*realms)/],
  ['192.0.2.0/24 mtu 1400 src 203.0.113.10 nhid 7', /(?=.*mtu 1400)(?=.*src 203\.0\.113\.10)/],
  ['192.0.2.0/24 scope link nhid 7', /scope link/],
  ['2001:db8:1::/48 expires 60 dev eth0', /expires/],
  ['blackhole 2001:db8:1::/48 expires 60', /^(?!.*expires)/],
  [`192.0.2.0/24 scope site ${gateway}`, /scope site/],
  [`192.0.2.0/24 scope link ${gateway}`, undefined],
  [`192.0.2.0/24 scope link ${gateway} onlink`, undefined],
  ['192.0.2.0/24 scope link via 203.0.113.10 dev eth0', /scope link/],
  [`192.0.2.0/24 scope host ${gateway}`, undefined],
  ['192.0.2.0/24 scope host dev eth0', /scope host/],
  [`192.0.2.0/24 scope host ${several}`, undefined],
  ['192.0.2.0/24 scope nowhere dev eth0', undefined],
  ['blackhole 192.0.2.0/24 scope nowhere', /scope nowhere/],
  ['local 192.0.2.9 scope link dev eth0', undefined],
  [`local 192.0.2.9 scope host ${gateway}`, undefined],
  ['broadcast 192.0.2.9 scope site dev eth0', undefined],
  ['anycast 192.0.2.9 scope site dev eth0', undefined],
  [`broadcast 192.0.2.9 scope link ${gateway}`, undefined],
  [`multicast 224.9.9.0/24 scope global ${gateway}`, /multicast/],
];

test('the kernel refuses and drops what the checks say it does', { skip }, (t) => {
  const namespace = createNamespace(t);
  const eth0 = { namespace, name: 'eth0' };
  const eth1 = { namespace, name: 'eth1' };
  addVeth(eth0, eth1);
  addAddress(eth0, '203.0.113.10/24');
  for (const end of [eth0, eth1]) setUp(end);
  ip(namespace, ...`nexthop add id 7 ${gateway}`.split(' '));
  for (const [index, [words, kept]] of routes.entries()) {
    const table = String(1000 + index);
    const family = words.includes('2001:') ? '-6' : '-4';
    const placed = words.replace(/ nexthop |$/, (next) => ` table ${table}${next}`);
    const line = `${family} route add ${placed}`.split(' ');
    if (kept === undefined) {
      assert.throws(() => ip(namespace, ...line), /Error/, words);
      continue;
    }
    ip(namespace, ...line);
    assert.match(ip(namespace, family, 'route', 'show', 'table', table).trim(), kept, words);
  }
});
