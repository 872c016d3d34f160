/** The manual pages: made of the declarations and of the schema, and what man(1) says of them. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { isList, parseObject } from '../../scripts/json-schema.ts';
import { manualPages } from '../../scripts/manual-pages.ts';
import { commandLineOf } from '../../src/cli/command-line.ts';
import { declare } from '../../src/cli/run.ts';
import { exitCodeMeanings } from '../../src/model/exit-code.ts';
import { runProgram, temporaryFolder } from '../support/multihome.ts';
import { requirePrograms } from '../support/programs.ts';
import { inRepository } from '../support/repository.ts';

const pages = await manualPages();
const [program = '', topology = ''] = pages.map(({ text }) => plain(text));

/** Without the marks of roff, as somebody reads it. */
function plain(text: string): string {
  return text.replaceAll(/\\f[BIR]|\\&/g, '').replaceAll(String.raw`\-`, '-');
}

test('the pages that were built are those of the sources: else run `npm run build`', () => {
  for (const { path, text } of pages) {
    assert.equal(readFileSync(inRepository(path), 'utf8'), text, path);
  }
});

test('they are in the package, and npm installs them', () => {
  const { man, files } = parseObject(readFileSync(inRepository('package.json'), 'utf8'));
  assert.deepEqual(
    man,
    pages.map(({ path }) => `./${path}`),
  );
  assert.ok(isList(files) && files.includes('man'));
});

for (const [name, argv] of [
  ['man', ['man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z']],
  ['groff', ['groff', '-ww', '-man', '-Tutf8', '-z']],
  ['mandoc', ['mandoc', '-Tlint', '-Wwarning']],
] as const) {
  test(`${name} finds nothing wrong`, { skip: requirePrograms(name) ?? false }, (context) => {
    const folder = temporaryFolder(context);
    for (const { path, text } of pages) {
      const file = join(folder, path.replace('man/', ''));
      writeFileSync(file, text);
      const { stdout, stderr } = runProgram([...argv, file]);
      const said = name === 'man' ? stderr : `${stdout}${stderr}`;
      // A page that is made anew must come out the same: it has no date.
      const wrong = said.split('\n').filter((line) => line !== '' && !/missing date/.test(line));
      assert.deepEqual(wrong, []);
    }
  });
}

test('multihome(1) names every command, option and exit code', () => {
  const { commands } = commandLineOf(declare(() => undefined));
  assert.ok(commands.length > 10);
  for (const { path, options } of commands) {
    assert.ok(program.includes(['multihome', ...path].join(' ')), path.join(' '));
    for (const { names } of options) {
      for (const name of names) assert.ok(program.includes(name), `${path.join(' ')} ${name}`);
    }
  }
  for (const code of Object.keys(exitCodeMeanings)) {
    assert.match(program, new RegExp(`^\\.TP\n${code}\n`, 'm'));
  }
});

test('multihome(1) names every variable that is read from the environment', () => {
  const names = readdirSync(inRepository('src'), { recursive: true, encoding: 'utf8' });
  const texts = names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(inRepository('src', name), 'utf8'));
  const read = texts.flatMap((text) => [
    ...text.matchAll(/(?:environmentVariable\(|process\.env\[)'(\w+)'/g),
  ]);
  const variables = new Set(read.map(([, name = '']) => name));
  assert.ok(variables.has('MULTIHOME_TOPOLOGY'));
  const [, section = ''] = program.split('.SH "ENVIRONMENT"');
  for (const name of variables) assert.ok(section.includes(name), name);
});

test('multihome-topology(5) says what docs/topology.md says, without its marks', () => {
  const reference = readFileSync(inRepository('docs', 'topology.md'), 'utf8');
  const keys = [...reference.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, key = '']) => key);
  assert.ok(keys.length > 80, `${keys.length} keys`);
  for (const key of keys) assert.ok(topology.includes(`.TP\n${key}\n`), key);
  assert.doesNotMatch(topology, /`|\]\(|^#+ [A-Z]|^\|/m);
});
