/** TAP, as a harness reads it: by a parser that is strict (tap-parser). */

import assert from 'node:assert/strict';

import type { Result } from 'tap-parser';
import { Parser } from 'tap-parser';

import type { JsonObject } from '../../scripts/json-schema.ts';
import { parseObject } from '../../scripts/json-schema.ts';

type Point = {
  readonly ok: boolean;
  readonly name: string;
  readonly skip: boolean | string;
  readonly diagnostics: JsonObject | undefined;
};

/** Refuses what is no TAP, and a plan that is not kept. */
export function readTap(text: string): readonly Point[] {
  assert.match(text, /^TAP version 14\n1\.\.\d+\n/);
  assert.ok(text.endsWith('\n'));
  const points: Point[] = [];
  const parser = new Parser({ strict: true });
  parser.on('assert', ({ ok, name, skip, diag }: Result) => {
    const said: unknown = diag;
    const diagnostics = said === null ? undefined : parseObject(JSON.stringify(said));
    points.push({ ok, name, skip, diagnostics });
  });
  for (const event of ['extra', 'bailout', 'child', 'comment'] as const) {
    parser.on(event, (what: unknown) => assert.fail(`${event}: ${String(what)}`));
  }
  parser.end(text);
  const { results } = parser;
  assert.ok(results);
  // A test that failed is a failure of the report, too; nothing else may be.
  assert.deepEqual(
    results.failures.filter((one) => 'tapError' in one && one.tapError),
    [],
  );
  assert.deepEqual([results.plan.start, results.plan.end], [1, points.length]);
  return points;
}

export function told(points: readonly Point[]): readonly string[] {
  return points.map(({ ok, name }) => `${ok ? 'ok' : 'not ok'} ${name}`);
}
