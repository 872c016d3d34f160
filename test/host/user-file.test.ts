import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { readUserFile } from '../../src/host/user-file.ts';
import { runHere, temporaryFolder } from '../support/multihome.ts';

const tooLong = 'it has more than 50331648 bytes, which is the limit';

test('a file is read whole', (t) => {
  const path = join(temporaryFolder(t), 'topology.yaml');
  const text = `version: 1\n#${'é'.repeat(100_000)}\n`;
  writeFileSync(path, text);
  assert.deepEqual(readUserFile(path), { ok: true, text, isOwn: true });
});

test('a device without end is read up to the limit, and refused', () => {
  assert.deepEqual(readUserFile('/dev/zero'), { ok: false, missing: false, reason: tooLong });
});

test('the command line says so', () => {
  const { exitCode, stderr } = runHere(['check', '/dev/zero']);
  assert.match(stderr, new RegExp(`cannot read /dev/zero: ${tooLong}`));
  assert.notEqual(exitCode, 0);
});
