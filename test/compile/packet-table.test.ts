/** What the keys for routers make: marks, rules and one table. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isSameTable, nftLines } from '../../src/model/nft.ts';
import type { NftTable } from '../../src/model/nft.ts';
import { decodeKeptTable, decodeNft } from '../../src/live/decode-nft.ts';
import { nftDocument } from '../../src/render/nft-json.ts';
import { nftObjectText } from '../../src/render/nft-text.ts';
import { desiredOf, ruleLines } from '../support/compiled.ts';

const uplinks = `
connection-marks: true
networks: {lan: {interface: eth2, ipv4: 192.168.1.1/24, ipv6: '2001:db8:1::1/64'}}
uplinks:
  a: {interface: eth0, masquerade: true, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b:
    interface: eth1
    mark: 0x10/0xff
    masquerade: [ipv6]
    ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}
    ipv6: {address: '2001:db8:b::10/64', gateway: '2001:db8:b::1'}
`;

function tableOf(text: string): NftTable {
  const table = desiredOf(text).packetTable?.item;
  assert.ok(table !== undefined);
  return table;
}

function lines(text: string): readonly string[] {
  return tableOf(text).objects.map(nftObjectText);
}

test('without the keys there is neither a table nor a mark', () => {
  const desired = desiredOf(
    'uplinks: {a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}}',
  );
  assert.equal(desired.packetTable, undefined);
  assert.ok(ruleLines(desired).every((line) => !line.includes('fwmark')));
});

test('every uplink has a mark, its own or one from bits that others leave alone', () => {
  const marks = ruleLines(desiredOf(uplinks)).flatMap((line) => /fwmark \S+/.exec(line)?.[0] ?? []);
  assert.deepEqual(marks, ['fwmark 0x1000000/0x3f000000', 'fwmark 0x10/0xff', 'fwmark 0x10/0xff']);
});

test('connections are marked by where they come in or begin, and answers by their connection', () => {
  assert.deepEqual(lines(uplinks), [
    'chain prerouting: type filter hook prerouting priority -150',
    'chain forward: type filter hook forward priority -150',
    'chain output: type route hook output priority -150',
    'prerouting: iifname eth0 ct state new ct mark set ct mark & 0xc1ffffff | 0x01000000',
    'prerouting: iifname eth0 return',
    'prerouting: iifname eth1 ct state new ct mark set ct mark & 0xffffff10 | 0x00000010',
    'prerouting: iifname eth1 return',
    'prerouting: ct mark & 0x3f000000 == 0x01000000 meta mark set meta mark & 0xc1ffffff | 0x01000000',
    'prerouting: ct mark & 0x000000ff == 0x00000010 meta mark set meta mark & 0xffffff10 | 0x00000010',
    'forward: oifname eth0 ct state new ct mark & 0x3f0000ff == 0x00000000 ct mark set ct mark & 0xc1ffffff | 0x01000000',
    'forward: oifname eth1 ct state new ct mark & 0x3f0000ff == 0x00000000 ct mark set ct mark & 0xffffff10 | 0x00000010',
    'output: ct mark & 0x3f000000 == 0x01000000 meta mark set meta mark & 0xc1ffffff | 0x01000000',
    'output: ct mark & 0x000000ff == 0x00000010 meta mark set meta mark & 0xffffff10 | 0x00000010',
    'chain postrouting: type nat hook postrouting priority 100',
    'postrouting: ip saddr 192.168.1.0/24 oifname eth0 masquerade',
    'postrouting: ip6 saddr 2001:db8:1::/64 oifname eth1 masquerade',
  ]);
});

test('masquerade alone needs no marks', () => {
  const alone = lines(uplinks.replace('connection-marks: true\n', ''));
  assert.equal(alone.length, 3);
  assert.ok(alone.every((line) => line.includes('postrouting')));
});

test('another protocol number has another table', () => {
  assert.equal(tableOf(`protocol: 158\n${uplinks}`).name, 'multihome-158');
});

test('forms in which versions of nft list one rule are the same', () => {
  const rule = (...expr: readonly unknown[]): readonly string[] => {
    const object = { family: 'inet', table: 'multihome', chain: 'c', handle: 3, expr };
    const listed = {
      nftables: [{ table: { family: 'inet', name: 'multihome' } }, { rule: object }],
    };
    const decoded = decodeNft(JSON.stringify(listed), 'multihome');
    assert.ok(decoded.ok);
    return nftLines(decoded.table);
  };
  const mark = { ct: { key: 'mark' } };
  const match = (left: unknown, right: unknown, op = '==') => ({ match: { op, left, right } });
  const top = 0x80000000;
  assert.deepEqual(
    rule(match(mark, { prefix: { addr: top, len: 1 } })),
    rule(match({ '&': [mark, top] }, top)),
  );
  const or = (operand: unknown) => ({ mangle: { key: mark, value: { '|': [operand, 5] } } });
  assert.deepEqual(rule(or({ '&': [mark, 0xfffffff8] })), rule(or({ '&': [mark, 0xfffffffd] })));
  assert.deepEqual(rule(or({ '&': [mark, 0xfffffffa] })), rule(or(mark)));
  const state = { ct: { key: 'state' } };
  assert.deepEqual(rule(match(state, 'new', 'in')), rule(match(state, 'new')));
  assert.notDeepEqual(rule(match(mark, 1)), rule(match(mark, 2)));
});

test('a table that is put to sleep is not as it should be', () => {
  const wanted = tableOf(uplinks);
  const listed = (table: object) => {
    const text = JSON.stringify({ nftables: [{ table }, ...wanted.objects] });
    const decoded = decodeNft(text, 'multihome');
    assert.ok(decoded.ok);
    return decoded.table;
  };
  const table = { family: 'inet', name: 'multihome', handle: 1 };
  assert.equal(isSameTable(wanted, listed(table)), true);
  for (const flags of ['dormant', ['dormant'], 'what nft 1.0.6 finds in memory']) {
    assert.equal(isSameTable(wanted, listed({ ...table, flags })), false);
  }
  const dormant = listed({ ...table, flags: 'dormant' });
  const kept = decodeKeptTable(JSON.parse(JSON.stringify(dormant)));
  assert.deepEqual(kept, dormant, 'a record of it says so, too');
  const cut = decodeNft('{"nftables": [{"table": {"name": "multihome", "flags": \n', 'multihome');
  assert.match(cut.ok ? '' : cut.reason, /`nft add table inet multihome` takes them away/);
});

test('what is printed without the table itself is no empty table', () => {
  for (const text of ['', '[', '{}', '{"nftables": []}', '{"nftables": [{"metainfo": {}}]}']) {
    assert.equal(decodeNft(text, 'multihome').ok, false, text);
  }
});

test('a table is loaded in one piece, whatever was there', () => {
  const document = nftDocument('multihome', tableOf(uplinks));
  assert.match(document, /^\{"nftables":\[\{"add":\{"table":[^}]*\}\}\},\{"delete":/);
  assert.doesNotMatch(document, /\n/);
  assert.equal((nftDocument('multihome', undefined).match(/"add"|"delete"/g) ?? []).length, 2);
});
