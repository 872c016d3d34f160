import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readYaml } from '../../src/topology/yaml.ts';
import { locator } from '../../src/topology/places.ts';
import type { Path } from '../../src/topology/places.ts';
import { problemsOf, read } from './mistake.ts';

function places(text: string) {
  const yaml = readYaml(text, locator('t.yaml', text));
  assert.ok(yaml.ok);
  const show = ({ line, column, endColumn }: { line: number; column: number; endColumn: number }) =>
    `${line}:${column}-${endColumn}`;
  return {
    key: (path: Path) => show(yaml.value.places.key(path)),
    value: (path: Path) => show(yaml.value.places.value(path)),
  };
}

test('keys and values are found where they stand', () => {
  const { key, value } = places('a:\n  b: "x y"\n  c: [1, {d: 2}]\n');
  assert.equal(key(['a', 'b']), '2:3-4');
  assert.equal(value(['a', 'b']), '2:6-11');
  assert.equal(value(['a', 'c', 0]), '3:7-8');
  assert.equal(key(['a', 'c', 1, 'd']), '3:11-12');
  assert.equal(value(['a', 'c']), '3:6-17');
});

test('a block is marked at its first key or its first dash', () => {
  const { value } = places('a:\n  b: 1\nc:\n  - d: 1\n');
  assert.equal(value(['a']), '2:3-4');
  assert.equal(value(['c']), '4:3-4');
  assert.equal(value(['c', 0]), '4:5-6');
});

test('a path that leads nowhere ends at the last thing written', () => {
  const { key, value } = places('a: {b: 1}\n');
  assert.equal(value(['a', 'b', 'x']), '1:8-9');
  assert.equal(key(['x']), '1:1-2');
});

test('what an alias repeats is found at its anchor', () => {
  const { value } = places('a: &x {b: 1}\nc: *x\n');
  assert.equal(value(['c', 'b']), '1:11-12');
});

test('a value of several lines is marked up to the end of its first', () => {
  const { value } = places('a: [1,\n  2]\nb: |\n  x\n');
  assert.equal(value(['a']), '1:4-7');
});

test('lines end in any of the three ways, and a byte order mark is no character', () => {
  const lines = ['version: 1', 'protocol: 3', 'priority-base: x', ''];
  for (const lineBreak of ['\n', '\r\n', '\r']) {
    const [problem] = problemsOf(`\uFEFF${lines.join(lineBreak)}`);
    assert.deepEqual([problem?.at?.line, problem?.at?.column], [3, 16]);
    assert.equal(problem?.at?.text, 'priority-base: x');
  }
});

test('a key that an object has anyway is an unknown key like any other', () => {
  for (const key of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    const [problem, ...others] = problemsOf(`version: 1\n${key}: 1\n`);
    assert.equal(problem?.message, `unknown key "${key}" in the topology`);
    assert.deepEqual(others, []);
  }
});

test('aliases are fine in moderation', () => {
  const checked = read(`version: 1
health: &h {targets: [192.0.2.1]}
uplinks:
  a: {interface: eth0, ipv4: &auto {address: auto}, health: *h}
  b: {interface: eth1, ipv4: *auto}
`);
  assert.ok(checked.ok);
});

test('a huge file of another kind has few problems, and they are found quickly', () => {
  const text = `version: 1\nrules: [${Array.from({ length: 100_000 }, () => 'x').join(', ')}]\n`;
  const before = performance.now();
  assert.ok(problemsOf(text).length <= 200);
  assert.ok(performance.now() - before < 5000);
});
