import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { isObject, mapSchema, parseObject } from '../../scripts/json-schema.ts';
import { runHere, temporaryFolder } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';

const page = readFileSync(inRepository('docs', 'topology.md'), 'utf8');
const schema = readFileSync(inRepository('schemas', 'topology.schema.json'), 'utf8');

test('every topology on the page is sound, without a warning', (context) => {
  const folder = temporaryFolder(context);
  const texts = [...page.matchAll(/^```yaml\n([^`]*)^```/gm)].map(([, text = '']) => text);
  assert.ok(texts.length >= 13, `${texts.length} topologies`);
  const list = inRepository('examples', 'policy-by-port-and-network', 'office.txt');
  writeFileSync(join(folder, 'office.txt'), readFileSync(list));
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.yaml`);
    writeFileSync(file, text);
    return file;
  });
  const { exitCode, stderr } = runHere(['check', '--strict', ...files]);
  assert.equal(exitCode, 0, stderr);
});

test('every key of the schema is on the page', () => {
  const keys = new Set<string>();
  mapSchema(parseObject(schema), (one) => {
    if (isObject(one['properties'])) {
      for (const key of Object.keys(one['properties'])) keys.add(key);
    }
    return one;
  });
  assert.ok(keys.size > 80);
  const told = new Set(
    [...page.matchAll(/^\|(?: `[\w-]+`,?)+ \|/gm)].flatMap(([cell]) =>
      [...cell.matchAll(/[\w-]+/g)].map(([key]) => key),
    ),
  );
  assert.deepEqual(
    [...keys].filter((key) => !told.has(key)),
    [],
  );
});

test('links on the page lead to its headings', () => {
  const slugs = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(':', '').replaceAll(' ', '-'),
  );
  assert.equal(new Set(slugs).size, slugs.length, 'no two headings have one anchor');
  const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = '']) => anchor);
  assert.deepEqual(
    links.filter((anchor) => !slugs.includes(anchor)),
    [],
  );
});

test('the page is in the package', () => {
  const text = readFileSync(inRepository('package.json'), 'utf8');
  assert.match(text, /"files": \[[^\]]*"docs"/);
});
