import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { generateFiles } from '../../scripts/generate.ts';

const root = new URL('../../../', import.meta.url);

test('generated files are fresh: run `npm run generate` after changing the schema or the codes', async () => {
  for (const { path, text } of await generateFiles()) {
    assert.equal(await readFile(new URL(path, root), 'utf8'), text, path);
  }
});
