/** docs/watch.md says what the service says. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { runHere, temporaryFolder } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';

const page = readFileSync(inRepository('docs', 'watch.md'), 'utf8');

/** Words in the first cells of the table below a heading. */
function told(heading: string): readonly string[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const cells = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));
}

test('it names every event of the log, and no other', () => {
  const folder = inRepository('src', 'commands');
  const texts = readdirSync(folder)
    .filter((name) => name.startsWith('watch'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const events = texts.flatMap((text) =>
    [...text.matchAll(/event: '([\w-]+)'/g)].map(([, event = '']) => event),
  );
  assert.deepEqual(told('What it logs').toSorted(), [...new Set(events)].toSorted());
});

test('it names every variable of a hook, and no other', () => {
  const text = readFileSync(inRepository('src', 'watch', 'hooks.ts'), 'utf8');
  const variables = text.match(/MULTIHOME_\w+/g) ?? [];
  assert.deepEqual(told('Hooks').toSorted(), [...new Set(variables)].toSorted());
});

test('its topologies are sound', (context) => {
  const folder = temporaryFolder(context);
  const texts = [...page.matchAll(/^```yaml\n([^`]*)^```/gm)].map(([, text = '']) => text);
  assert.ok(texts.length > 0);
  for (const [index, text] of texts.entries()) {
    const file = join(folder, `${index}.yaml`);
    writeFileSync(file, text);
    const { exitCode, stderr } = runHere(['check', '--strict', file]);
    assert.equal(exitCode, 0, stderr);
  }
});

test('the page is in the package', () => {
  const text = readFileSync(inRepository('package.json'), 'utf8');
  assert.match(text, /"files": \[[^\]]*"docs"/);
});
