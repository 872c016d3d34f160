import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Place, Problem } from '../../src/model/problem.ts';
import { problemJson, problemsText } from '../../src/render/problems.ts';
import { fittingEnd, fittingStart, width } from '../../src/render/terminal-text.ts';

function place(text: string, marked: string, line = 3): Place {
  const column = text.indexOf(marked) + 1;
  return { file: 'topology.yaml', line, column, endColumn: column + marked.length, text };
}

function problem(at: Place, more: Partial<Problem> = {}): Problem {
  return { code: 'MH021', severity: 'error', message: 'a message', at, ...more };
}

function shown(...problems: readonly Problem[]): string {
  return problemsText(problems, { colour: false, columns: 80 });
}

test('a problem shows its line, a mark and a hint', () => {
  const at = place('    adresses: [203.0.113.10/24]', 'adresses', 5);
  const message = 'unknown key "adresses" in uplink "isp-a"';
  assert.equal(
    shown(problem(at, { message, hint: 'did you mean "address"?' })),
    `topology.yaml:5:5: error: unknown key "adresses" in uplink "isp-a" [MH021]
  |
5 |     adresses: [203.0.113.10/24]
  |     ^^^^^^^^ did you mean "address"?`,
  );
});

test('other places that have a part in it follow as notes', () => {
  const related = [{ message: 'first written here', at: place('a: 1', 'a', 9) }];
  assert.equal(
    shown(problem(place('a: 2', 'a', 12), { related, severity: 'warning' })),
    `topology.yaml:12:1: warning: a message [MH021]
   |
12 | a: 2
   | ^
topology.yaml:9:1: note: a message
  |
9 | a: 1
  | ^`.replace('note: a message', 'note: first written here'),
  );
});

test('problems are sorted by where they are, and those without a place come first', () => {
  const all = shown(
    problem(place('b', 'b', 20)),
    { code: 'MH006', severity: 'error', message: 'no place', hint: 'do this' },
    problem(place('a', 'a', 4)),
  );
  assert.deepEqual(
    all.split('\n').filter((line) => line.includes('error:')),
    [
      'error: no place [MH006]',
      'topology.yaml:4:1: error: a message [MH021]',
      'topology.yaml:20:1: error: a message [MH021]',
    ],
  );
  assert.match(all, /^error: no place \[MH006\]\n {2}do this\n\n/);
});

test('only twenty problems are shown', () => {
  const many = Array.from({ length: 23 }, (_, index) => problem(place('a', 'a', index + 1)));
  assert.match(shown(...many), /:20:1: [^:]*: a message [^]*\n\n3 more$/);
  assert.doesNotMatch(shown(...many), /:21:1/);
});

const marks: readonly (readonly [string, string, string, string, string])[] = [
  ['a tab', '\ta:\tbad', 'bad', '3 |  a: bad', '  |     ^^^'],
  ['wide characters', 'a: 日本 bad', 'bad', '3 | a: 日本 bad', '  |         ^^^'],
  ['wide characters that are marked', 'a: 日本', '日本', '3 | a: 日本', '  |    ^^^^'],
  ['combining characters', 'a: e\u0301 bad', 'bad', '3 | a: e\u0301 bad', '  |      ^^^'],
  ['an emoji', 'a: 🚀 bad', 'bad', '3 | a: 🚀 bad', '  |       ^^^'],
  ['an escape sequence', 'a: \x1b[2J bad', 'bad', '3 | a: \\x1b[2J bad', '  |            ^^^'],
  ['nothing at the end of a line', 'a:', '', '3 | a:', '  | ^'],
];

for (const [name, line, marked, shownLine, shownMark] of marks) {
  test(`the mark stands right with ${name}`, () => {
    const [, , frameLine, markLine] = shown(problem(place(line, marked))).split('\n');
    assert.equal(frameLine, shownLine);
    assert.equal(markLine, shownMark);
  });
}

const longLines: readonly (readonly [name: string, line: string, marked: string])[] = [
  ['in the middle', `${'x'.repeat(5000)} bad ${'y'.repeat(5000)}`, 'bad'],
  ['at the start', `bad ${'y'.repeat(190)}`, 'bad'],
  ['at the end', `${'x'.repeat(190)} bad`, 'bad'],
  ['among wide characters', `${'日'.repeat(60)} bad ${'本'.repeat(60)}`, 'bad'],
  ['among combining characters', `${'e\u0301'.repeat(90)} bad ${'e\u0301'.repeat(90)}`, 'bad'],
  ['among emoji', `${'🚀'.repeat(200)} bad ${'🚀'.repeat(200)}`, 'bad'],
  ['that is long itself', `to: [${'"192.0.2.0/24", '.repeat(40)}]`, '"192.0.2.0/24", '.repeat(40)],
];

for (const columns of [60, 80, 132]) {
  for (const [name, line, marked] of longLines) {
    test(`a long line fits ${columns} columns, with the mark under the part ${name}`, () => {
      const one = problem(place(line, marked, 1234));
      const text = problemsText([one], { colour: false, columns });
      const [, , frameLine = '', markLine = ''] = text.split('\n');
      assert.ok(width(frameLine) <= columns, frameLine);
      assert.ok(width(markLine) <= columns, markLine);
      const [from, to] = [markLine.indexOf('^'), markLine.lastIndexOf('^') + 1];
      const above = fittingEnd(fittingStart(frameLine, to), to - from);
      assert.equal(above, marked.slice(0, above.length));
      assert.equal(above.length, Math.min(marked.length, Math.floor((columns - 7) / 2)));
      assert.match(frameLine, /…/);
    });
  }
}

test('a hint that does not fit behind the mark has a line of its own', () => {
  const hint = 'indent it by 4 spaces, like "interface" in line 4';
  const line = `${' '.repeat(40)}bad`;
  assert.equal(
    shown(problem(place(line, 'bad'), { hint })),
    `topology.yaml:3:41: error: a message [MH021]
  |
3 | ${line}
  | ${' '.repeat(40)}^^^
  | ${hint}`,
  );
});

test('no control character of a topology reaches the terminal', () => {
  const evil = 'a\x1b]0;title\x07\u202eb\u0085';
  const at = { ...place(evil, 'a'), file: 'x\x1b[31m.yaml' };
  const all = shown(problem(at, { message: evil, hint: evil, related: [{ message: evil, at }] }));
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  assert.doesNotMatch(all, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});

test('colour adds nothing but colour', () => {
  const one = problem(place('a: bad', 'bad'), { hint: 'a hint' });
  const coloured = problemsText([one], { colour: true, columns: 80 });
  assert.notEqual(coloured, shown(one));
  // oxlint-disable-next-line no-control-regex -- the escape character is what this is about
  assert.equal(coloured.replaceAll(/\x1b\[\d+m/g, ''), shown(one));
});

test('as JSON a problem has its code, its name and all its places', () => {
  const related = [{ message: 'there', at: place('b', 'b', 7) }];
  assert.deepEqual(problemJson(problem(place('a: bad', 'bad'), { hint: 'a hint', related })), {
    code: 'MH021',
    name: 'unknown-key',
    severity: 'error',
    message: 'a message',
    hint: 'a hint',
    file: 'topology.yaml',
    line: 3,
    column: 4,
    endLine: 3,
    endColumn: 7,
    related: [
      { message: 'there', file: 'topology.yaml', line: 7, column: 1, endLine: 7, endColumn: 2 },
    ],
  });
});
