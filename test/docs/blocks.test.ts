/** What can be typed after README.md and docs/ is a command of the program, and what can be saved is sound. */

import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { slug } from '../../scripts/reference-kinds.ts';
import { declare } from '../../src/cli/run.ts';
import { runHere, temporaryFolder } from '../support/multihome.ts';
import { consoleBlocks, shownCommands, wordsOf, yamlBlocks } from '../support/played-page.ts';
import { inRepository } from '../support/repository.ts';

const docs = readdirSync(inRepository('docs'), { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

test('every command is one that the program knows, with options that it has', () => {
  const commands = pages.flatMap((page) =>
    consoleBlocks(textOf(page))
      .flatMap(shownCommands)
      .filter(({ command }) => command.startsWith('multihome '))
      .map(({ command }) => ({ page, command })),
  );
  assert.ok(commands.length > 40, `${commands.length} commands`);
  for (const { page, command } of commands) {
    assert.equal(mistakeIn(command), undefined, `${page}: $ ${command}`);
  }
});

function mistakeIn(command: string): string | undefined {
  const [own = ''] = command.split(/ (?:&|>|\|)/);
  const program = declare(() => undefined);
  const { operands, unknown } = program.parseOptions([...wordsOf(own).slice(1)]);
  const verb = program.commands.find((one) => one.name() === operands[0]);
  if (verb === undefined) return `there is no command ${operands[0]}`;
  const rest = verb.parseOptions([...operands.slice(1), ...unknown]);
  return rest.unknown.length === 0 ? undefined : `unknown: ${rest.unknown.join(' ')}`;
}

test('a command that is mistyped would be seen', () => {
  assert.match(mistakeIn('multihome paln topology.yaml') ?? '', /paln/);
  assert.match(mistakeIn('multihome plan --comands topology.yaml') ?? '', /--comands/);
  assert.throws(() => mistakeIn('multihome schema --of everything'), /Allowed choices/);
});

test('every whole topology is sound, without a warning', (context) => {
  const folder = temporaryFolder(context);
  const prefixList = inRepository('examples', 'policy-by-port-and-network', 'office.txt');
  copyFileSync(prefixList, join(folder, 'office.txt'));
  const texts = pages
    .flatMap((page) => yamlBlocks(textOf(page)))
    .filter((text) => /^(?:#.*\n)*version: 1\n/.test(text));
  assert.ok(texts.length > 19, `${texts.length} topologies`);
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.yaml`);
    writeFileSync(file, text);
    return file;
  });
  const { exitCode, stderr } = runHere(['check', '--strict', ...files]);
  assert.equal(exitCode, 0, stderr);
});

test('links between pages lead somewhere', () => {
  for (const page of pages) {
    const links = [...textOf(page).matchAll(/\]\(([^)#:]+\.md)?(?:#([^)]*))?\)/g)];
    for (const [, path, anchor] of links) {
      const target = path === undefined ? page : join(page, '..', path);
      const headings = [...textOf(target).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        slug(title),
      );
      assert.ok(
        anchor === undefined || headings.includes(anchor),
        `${page}: ${path ?? ''}#${anchor}`,
      );
    }
  }
});

test('what README.md links to in docs/ is in the package', () => {
  assert.match(textOf('README.md'), /\]\(docs\//);
  assert.match(textOf('package.json'), /"files": \[[^\]]*"docs"/);
});

function textOf(page: string): string {
  return readFileSync(inRepository(page), 'utf8');
}
