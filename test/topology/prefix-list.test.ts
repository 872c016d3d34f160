import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readPrefixList } from '../../src/topology/prefix-list.ts';

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
