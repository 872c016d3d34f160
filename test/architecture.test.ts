import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import {
  edgesOf,
  planned,
  table,
  unitOf,
  violationsOf,
  type SourceFile,
} from './support/architecture.ts';
import { inRepository } from './support/repository.ts';

const edgesMin = 200;

describe('the sources', () => {
  const files = readSources();

  test('break no rule of the house', () => {
    assert.deepEqual(files.flatMap(violationsOf), []);
  });

  test('were really read: there are many imports, and some of each kind', () => {
    const edges = files.flatMap(edgesOf);
    assert.ok(edges.length > edgesMin, `saw ${edges.length} imports`);
    assert.ok(edges.some(({ onlyTypes }) => onlyTypes) && edges.some((edge) => !edge.onlyTypes));
    for (const name of ['js-yaml', 'commander', 'execa', 'chalk', 'diff', 'node:fs']) {
      assert.ok(
        edges.some(({ target }) => target === name),
        `nobody imports ${name}`,
      );
    }
  });

  test('fill every row of the table, except those that are planned', () => {
    const written = new Set(files.map(({ path }) => unitOf(path)));
    const missing = Object.keys(table).filter((unit) => !written.has(unit));
    assert.deepEqual(missing.toSorted(), [...planned].toSorted());
  });
});

describe('a planted violation is seen', () => {
  const cases: readonly (readonly [name: string, path: string, text: string, want: RegExp])[] = [
    ['an import', 'plan/a.ts', "import { a } from '../topology/a.ts';", /plan imports topology/],
    ['over lines', 'model/a.ts', "import {\n  a,\n} from '../live/a.ts';", /model imports live/],
    ['of a type', 'live/a.ts', "import type { A } from '../plan/a.ts';", /types of plan/],
    [
      'of values where types are fine',
      'compile/a.ts',
      "import { a } from '../topology/a.ts';",
      /to/,
    ],
    ['a re-export', 'model/a.ts', "export { a } from '../live/a.ts';", /model imports live/],
    ['by side effect', 'model/a.ts', "import '../host/a.ts';", /model imports host/],
    ['later', 'render/a.ts', "const a = await import('../host/a.ts');", /render imports host/],
    ['in a type', 'model/a.ts', "type A = import('../host/a.ts').A;", /model imports host/],
    ['computed', 'model/a.ts', 'await import(name);', /model imports \(not a literal\)/],
    ['of a package', 'compile/a.ts', "import { load } from 'js-yaml';", /imports js-yaml/],
    ['of node', 'plan/a.ts', "import { env } from 'node:fs';", /imports node:fs/],
    ['from below', 'topology/checks/a.ts', "import { a } from '../../host/a.ts';", /imports host/],
    ['of the outside', 'model/a.ts', "import a from '../../schemas/a.json';", /imports schemas/],
    ['an unknown folder', 'other/a.ts', '', /not in the table/],
    ['a folder of leftovers', 'model/util/a.ts', '', /src\/model\/util\/a\.ts: util/],
    ['a default export', 'model/a.ts', 'export default a;', /default export/],
    ['a default export by name', 'model/a.ts', 'export { a as default };', /default export/],
    ['a class', 'model/a.ts', 'export class A extends B {}', /class/],
    ['a cast', 'model/a.ts', 'const a = (b as any).c;', /cast to any/],
    ['an enum', 'model/a.ts', 'export const enum A { b }', /enum/],
  ];
  for (const [name, path, text, want] of cases) {
    test(name, () => {
      const violations = violationsOf({ path, text });
      assert.equal(violations.length, 1, violations.join('\n'));
      assert.match(violations[0] ?? '', want);
    });
  }
});

test('what is allowed is not flagged', () => {
  const text = `
    /** import { a } from '../host/a.ts'; */
    import { load } from 'js-yaml';
    import type { Address } from '../model/address.ts';
    // as any
    export { one } from './two.ts';
    export class DecodeError extends Error {}
    const message = 'the same class as any other';`;
  assert.deepEqual(violationsOf({ path: 'topology/a.ts', text }), []);
  const types = "import type { Topology } from '../topology/topology.ts';";
  assert.deepEqual(violationsOf({ path: 'compile/a.ts', text: types }), []);
});

/** Generated files answer to their generator. */
function readSources(): readonly SourceFile[] {
  const names = readdirSync(inRepository('src'), { recursive: true, encoding: 'utf8' });
  const paths = names.filter((name) => name.endsWith('.ts') && !name.includes('generated/'));
  return paths.map((path) => ({ path, text: readFileSync(inRepository('src', path), 'utf8') }));
}
