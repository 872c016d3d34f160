/** Where reports go: standard output, files, and what only looks like a file. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { runHere, runProgram, temporaryFolder } from '../support/multihome.ts';
import type { Owner } from '../support/namespace.ts';
import { topologies } from '../support/reports.ts';
import { inRepository } from '../support/repository.ts';

function folderWith(owner: Owner, ...names: readonly (keyof typeof topologies)[]): string {
  const folder = temporaryFolder(owner);
  for (const name of names) writeFileSync(join(folder, name), topologies[name]);
  return folder;
}

const program = [process.execPath, inRepository('bin', 'multihome.js')];

test('several reports are written at once, and people read theirs as ever', (context) => {
  const folder = folderWith(context, 'fails.yaml', 'holds.yaml');
  const formats = ['json', 'github', 'sarif', 'junit', 'tap', 'text'];
  const words = formats.flatMap((format) => ['--format', `${format}:${format}.out`]);
  const files = ['fails.yaml', 'holds.yaml'];
  const { exitCode, stdout, stderr } = runHere(['check', ...files, ...words], { folder });
  assert.equal(exitCode, 4, stderr);
  assert.equal(stdout, 'holds.yaml: ok (2 uplinks, 5 rules, 8 routes, 2 expectations)\n');
  assert.match(stderr, /^fails\.yaml:6:10: error: .*\[MH704\]$/m);
  for (const format of formats) {
    const printed = runHere(['check', ...files, '--format', format], { folder });
    assert.equal(printed.exitCode, 4);
    const written = readFileSync(join(folder, `${format}.out`), 'utf8');
    if (format !== 'text') assert.equal(written, printed.stdout, format);
    else assert.match(written, /\[MH704\]\n[^]*fails\.yaml: 1 of 2 .* failed\nholds\.yaml: ok/);
  }
});

test('one report goes to standard output, others to files', (context) => {
  const folder = folderWith(context, 'holds.yaml');
  const words = ['check', 'holds.yaml', '--format', 'tap', '--format', 'json:a.json'];
  const { exitCode, stdout, stderr } = runHere(words, { folder });
  assert.deepEqual([exitCode, stderr], [0, '']);
  assert.match(stdout, /^TAP version 14\n/);
  assertFollows('check', JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8')));
});

for (const words of [
  ['--format', 'tap', '--format', 'junit'],
  ['--format', 'tap', '--format', 'tap:-'],
  ['--format', 'xml'],
  ['--format', 'sarif:'],
  ['--format', ''],
  ['--format', 'tap', '--json'],
]) {
  test(`wrong usage: check ${words.join(' ')}`, (context) => {
    const folder = folderWith(context, 'holds.yaml');
    const { exitCode, stdout, stderr } = runHere(['check', 'holds.yaml', ...words], { folder });
    assert.equal(exitCode, 64);
    assert.match(`${stdout}${stderr}`, /--format/);
  });
}

test('folders that are missing are made', (context) => {
  const folder = folderWith(context, 'holds.yaml');
  const words = ['check', 'holds.yaml', '--format', 'junit:a/b/report.xml'];
  assert.equal(runHere(words, { folder }).exitCode, 0);
  assert.match(readFileSync(join(folder, 'a/b/report.xml'), 'utf8'), /^<\?xml/);
});

test('a report that cannot be written is said, and the others are written', (context) => {
  const folder = folderWith(context, 'holds.yaml');
  mkdirSync(join(folder, 'folder'));
  const targets = ['tap:holds.yaml/a.tap', 'json:folder', 'sarif:a.sarif'];
  const words = targets.flatMap((target) => ['--format', target]);
  const { exitCode, stderr } = runHere(['check', 'holds.yaml', ...words], { folder });
  assert.equal(exitCode, 1);
  assert.match(stderr, /cannot write holds\.yaml\/a\.tap: a part of the path is not a directory/);
  assert.match(stderr, /cannot write folder: it is a directory/);
  assert.match(readFileSync(join(folder, 'a.sarif'), 'utf8'), /"2\.1\.0"/);
  assert.equal(readFileSync(join(folder, 'holds.yaml'), 'utf8'), topologies['holds.yaml']);
});

test('a device, a pipe and a link to a file stay what they are', (context) => {
  const folder = folderWith(context, 'holds.yaml');
  const inFolder = (name: string) => join(folder, name);
  assert.equal(runProgram(['mkfifo', inFolder('pipe')]).exitCode, 0);
  writeFileSync(inFolder('report.tap'), 'older');
  symlinkSync('report.tap', inFolder('link'));
  const words = ['pipe', 'link', '/dev/null'].map((name) => `--format tap:${name}`).join(' ');
  const script = `cat pipe >read & "$@" ${words}; wait`;
  const argv = ['sh', '-c', script, 'sh', ...program, 'check', 'holds.yaml'];
  const { stderr } = spawnSync('timeout', ['60', ...argv], { cwd: folder, encoding: 'utf8' });
  assert.equal(stderr, '');
  const written = readFileSync(inFolder('read'), 'utf8');
  assert.match(written, /^TAP version 14\n/);
  assert.equal(readFileSync(inFolder('report.tap'), 'utf8'), written);
  assert.ok(lstatSync(inFolder('pipe')).isFIFO());
  assert.ok(lstatSync(inFolder('link')).isSymbolicLink());
  assert.ok(statSync('/dev/null').isCharacterDevice());
});

test('standard error is a file, too, also where it is a pipe', (context) => {
  const folder = folderWith(context, 'holds.yaml');
  const words = [...program, 'check', 'holds.yaml', '--format', 'tap:/dev/stderr'];
  const { stdout } = runProgram(['sh', '-c', '"$@" 2>&1 >kept | cat', 'sh', ...words], { folder });
  assert.match(stdout, /^TAP version 14\n/);
  assert.match(readFileSync(join(folder, 'kept'), 'utf8'), /^holds\.yaml: ok/);
});

test('the JSON follows its schema for every outcome', (context) => {
  const files = Object.keys(topologies);
  const folder = folderWith(
    context,
    ...(['holds.yaml', 'fails.yaml', 'mistaken.yaml'] as const),
    ...(['warns.yaml', 'invalid.yaml', 'twice.yaml', 'hostile.yaml'] as const),
  );
  const words = ['check', '--format', 'json', ...files, 'none.yaml', '-'];
  const { stdout } = runHere(words, { folder, input: topologies['fails.yaml'] });
  assertFollows('check', JSON.parse(stdout));
  assert.equal(
    stdout,
    runHere(words.with(2, 'json:-'), { folder, input: topologies['fails.yaml'] }).stdout,
  );
});

test('the name of a file cannot begin a line of its own', (context) => {
  const folder = temporaryFolder(context);
  const name = 'a\n::error::b.yaml';
  writeFileSync(join(folder, name), topologies['holds.yaml']);
  const { stdout } = runHere(['check', name], { folder });
  assert.match(stdout, /^a\\x0a::error::b\.yaml: ok .*\n$/);
});
