/** Expected output in files under test/golden. UPDATE_GOLDEN=1 rewrites them; review the diff. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { inRepository } from './repository.ts';

/** `file` is relative to test/golden, or absolute. */
export function assertGolden(file: string, actual: string): void {
  const path = file.startsWith('/') ? file : join(inRepository('test', 'golden'), file);
  if (process.env['UPDATE_GOLDEN'] === '1') return write(path, actual);
  assert.ok(existsSync(path), `${path} does not exist; UPDATE_GOLDEN=1 npm test writes it`);
  const expected = readFileSync(path, 'utf8');
  assert.equal(actual, expected, `${path} ${firstDifference(actual, expected)}`);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Whole files are too long to read in a message. */
function firstDifference(actual: string, expected: string): string {
  const actualLines = actual.split('\n');
  const expectedLines = expected.split('\n');
  const index = actualLines.findIndex((line, at) => line !== expectedLines[at]);
  const at = index === -1 ? actualLines.length : index;
  const lines = `line ${at + 1}\n- ${expectedLines[at] ?? ''}\n+ ${actualLines[at] ?? ''}`;
  return `differs; if that is right, UPDATE_GOLDEN=1 npm test rewrites it\n${lines}`;
}
