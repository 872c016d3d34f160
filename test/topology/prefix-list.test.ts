import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readPrefixList } from '../../src/topology/prefix-list.ts';
import { readTopology } from '../../src/topology/read.ts';
import { lineOf, twoUplinks } from './mistake.ts';

function prefixesOf(text: string): readonly string[] {
  const checked = readPrefixList('list.txt', text);
  assert.ok(checked.ok);
  return checked.value;
}

test('a list has one prefix a line; comments, blank lines and repetitions do not count', () => {
  assert.deepEqual(
    prefixesOf('# head\n192.0.2.0/24\r\n\n  2001:DB8::/32  # tail\n192.0.2.0/24\n198.51.100.7'),
    ['192.0.2.0/24', '2001:db8::/32', '198.51.100.7/32'],
  );
});

test('an empty list is no mistake here', () => {
  assert.deepEqual(prefixesOf(''), []);
  assert.deepEqual(prefixesOf('\n#\n\n'), []);
});

test('a bad line is pointed at, and a file of another kind only twenty times', () => {
  const checked = readPrefixList('list.txt', 'foo bar\n'.repeat(100));
  assert.ok(!checked.ok);
  assert.equal(checked.problems.length, 20);
  assert.deepEqual(checked.problems[1]?.at, {
    file: 'list.txt',
    line: 2,
    column: 1,
    endColumn: 8,
    text: 'foo bar',
  });
});

test('several prefixes on one line are told as such', () => {
  for (const line of [
    '192.0.2.0/24 198.51.100.7',
    '192.0.2.1/24, 2001:db8::/32',
    '192.0.2.0/24;',
  ]) {
    const checked = readPrefixList('list.txt', `# head\n${line} # tail\n`);
    assert.ok(!checked.ok);
    assert.deepEqual(checked.problems.map(lineOf), [
      `list.txt:2:1-${line.length + 1} MH119 "${line}" is not one prefix -> write one prefix a line`,
    ]);
  }
});

test('a mistake in a prefix list names its path as seen from where the topology was', () => {
  const fileOf = (topology: string, list: string): string | undefined => {
    const text = `${twoUplinks}policies: [{to: {file: ${list}}, uplinks: [a]}]\n`;
    const readList = () => ({ ok: true, text: 'foo\n' }) as const;
    const checked = readTopology({ file: topology, text, readList });
    return checked.ok ? undefined : checked.problems[0]?.at?.file;
  };
  assert.equal(fileOf('topology.yaml', 'bad.txt'), 'bad.txt');
  assert.equal(fileOf('examples/office/topology.yaml', 'bad.txt'), 'examples/office/bad.txt');
  assert.equal(fileOf('examples/office/topology.yaml', './bad.txt'), 'examples/office/bad.txt');
  assert.equal(fileOf('../topology.yaml', 'lists/bad.txt'), '../lists/bad.txt');
  assert.equal(fileOf('./topology.yaml', '../bad.txt'), './../bad.txt');
  assert.equal(fileOf('/etc/multihome/topology.yaml', 'bad.txt'), '/etc/multihome/bad.txt');
  assert.equal(fileOf('examples/topology.yaml', '/srv/bad.txt'), '/srv/bad.txt');
  assert.equal(fileOf('<stdin>', 'bad.txt'), 'bad.txt');
});
