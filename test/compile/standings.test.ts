/** What watching has found of the uplinks decides among them, and among nothing else. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Facts } from '../../src/model/live.ts';
import { desiredOf, routeLines, ruleLines } from '../support/compiled.ts';

const uplinks = `uplinks:
  a: {interface: eth0, table: 1, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, table: 2, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
  c: {interface: eth2, table: 3, ipv4: {address: 192.0.2.10/24, gateway: 192.0.2.1}}`;

const ranked =
  (ranks: Readonly<Record<string, number>>) =>
  (facts: Facts): Facts => ({
    ...facts,
    standings: Object.entries(ranks).map(([uplink, rank]) => ({ uplink, family: 'ipv4', rank })),
  });

const inMain = (line: string) => line.includes('table 254') && line.startsWith('0.0.0.0/0');

test('failing over takes one default out of main, and leaves the metrics of the others', () => {
  const text = `${uplinks}\noutbound: {mode: failover, uplinks: [a, b, c], metric: 50}`;
  assert.deepEqual(routeLines(desiredOf(text, ranked({ a: 3 }))).filter(inMain), [
    '0.0.0.0/0 table 254 scope 0 metric 51 src 198.51.100.10 via 198.51.100.1 dev eth1',
    '0.0.0.0/0 table 254 scope 0 metric 52 src 192.0.2.10 via 192.0.2.1 dev eth2',
  ]);
});

test('what failed keeps its own table and rules, so that it can be asked and answers can leave', () => {
  const text = `${uplinks}\noutbound: {mode: failover, uplinks: [a, b]}`;
  const [good, bad] = [desiredOf(text), desiredOf(text, ranked({ a: 3 }))];
  assert.deepEqual(ruleLines(bad), ruleLines(good));
  const others = (lines: readonly string[]) => lines.filter((line) => !inMain(line));
  assert.deepEqual(others(routeLines(bad)), others(routeLines(good)));
});

test('where all have failed, the best of them stay', () => {
  const text = `${uplinks}\noutbound: {mode: failover, uplinks: [a, b]}`;
  const alike = desiredOf(text, ranked({ a: 3, b: 3, c: 0 }));
  assert.equal(routeLines(alike).filter(inMain).length, 2);
  const only = routeLines(desiredOf(text, ranked({ a: 3.2, b: 3, c: 0 }))).find(inMain) ?? '';
  assert.match(only, /dev eth1$/);
});

test('balance leaves out what failed', () => {
  const text = `${uplinks}\noutbound: {mode: balance, uplinks: [a, b, c]}`;
  const line = routeLines(desiredOf(text, ranked({ b: 2 }))).find(inMain) ?? '';
  assert.match(line, /dev eth0.*dev eth2/);
  assert.doesNotMatch(line, /eth1/);
});

test('a policy goes to the first of its uplinks that works, by one rule', () => {
  const text = `${uplinks}\npolicies:\n  - {to: 192.0.2.25/32, uplinks: [a, b]}`;
  const tableOf = (ranks: Readonly<Record<string, number>>) =>
    ruleLines(desiredOf(text, ranked(ranks))).find((line) => line.includes('to 192.0.2.25'));
  assert.match(tableOf({}) ?? '', /table 1$/);
  assert.match(tableOf({ a: 3 }) ?? '', /table 2$/);
  assert.match(tableOf({ a: 3, b: 3.2 }) ?? '', /table 1$/);
});

test('what is asked by TCP, HTTP or DNS stays on its uplink, whatever main knows', () => {
  const asked = (health: string) =>
    ruleLines(desiredOf(`${uplinks}\nhealth: ${health}`)).filter((line) => line.includes(' to '));
  assert.deepEqual(asked('{probe: tcp, targets: [192.0.2.53], port: 443}'), [
    'from 192.0.2.10/32 to 192.0.2.53/32 pref 10096 table 3',
    'from 198.51.100.10/32 to 192.0.2.53/32 pref 10097 table 2',
    'from 203.0.113.10/32 to 192.0.2.53/32 pref 10098 table 1',
  ]);
  assert.equal(
    asked("{probe: http, targets: ['http://192.0.2.53/', 'https://example.com/']}").length,
    3,
  );
  assert.deepEqual(asked('{targets: [192.0.2.53]}'), []);
});
