import assert from 'node:assert/strict';
import { test } from 'node:test';

import { problemsOf } from './mistake.ts';

/** `LINE:COLUMN MESSAGE; LINE:COLUMN NOTE` of the only problem. */
function told(...lines: readonly string[]): string {
  const [problem, ...others] = problemsOf(lines.join('\n'));
  assert.deepEqual(others, []);
  const { at, message = '', related = [] } = problem ?? {};
  return [{ at, message }, ...related]
    .map((part) => `${part.at?.line}:${part.at?.column} ${part.message}`)
    .join('; ');
}

test('a quote that is not closed is shown, wherever it is noticed', () => {
  const noticed = '3:1 a quote before this is not closed';
  assert.equal(
    told('version: 1', 'protocol: "157', 'main-first: true'),
    `${noticed}; 2:11 it is opened here`,
  );
  assert.equal(
    told('version: 1', "outbound: {mode: 'none}", 'main-first: true'),
    `${noticed}; 2:18 it is opened here`,
  );
  assert.equal(
    told('version: 1', 'outbound:', '  - "x # it\'s', '    y'),
    '4:6 a quote is not closed; 3:5 it is opened here',
  );
});

test('a bracket that is not closed is shown, wherever it is noticed', () => {
  assert.equal(
    told(
      'version: 1 # [',
      'outbound: {mode: none, uplinks: ["a]", b], metric: 5',
      'main-first: true',
    ),
    '3:1 a bracket before this is not closed; 2:11 it is opened here',
  );
  assert.equal(
    told('version: 1', 'outbound: {mode: failover, uplinks: [a', '  , "b"', '  '),
    '3:8 a bracket is not closed; 2:37 it is opened here',
  );
});

test('quotes and brackets within words and comments open nothing', () => {
  assert.equal(
    told('version: 1', "# it's", 'tables: {x: 5', ' # "', 'protocol: 5'),
    '5:1 a bracket before this is not closed; 3:9 it is opened here',
  );
  assert.equal(
    told('version: 1', "x: it's [1", 'protocol: "it\'\'s \\" x', 'main-first: true'),
    '4:1 a quote before this is not closed; 3:11 it is opened here',
  );
});
