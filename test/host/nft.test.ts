/** Whether `nft` has to be asked: a note that cannot be looked for is no missing one. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { createHost } from '../../src/host/host.ts';
import { readNftTable } from '../../src/host/nft.ts';
import { temporaryFolder } from '../support/multihome.ts';

test('where nothing was ever made, nothing is asked', async (context) => {
  const host = createHost({ root: temporaryFolder(context) });
  assert.deepEqual(await readNftTable(host, 157, 'noted'), { ok: true, table: undefined });
});

test('where nobody can look, that is said', async (context) => {
  const root = temporaryFolder(context);
  writeFileSync(join(root, 'run'), 'no folder');
  const read = await readNftTable(createHost({ root }), 157, 'noted');
  assert.ok(read.ok);
  assert.match(read.unread ?? '', /^whether nftables has a table of ours was not asked: .*run/);
});
