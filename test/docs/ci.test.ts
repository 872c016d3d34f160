/** The workflow in docs/in-ci.md does what it says. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { load } from 'js-yaml';

import type { JsonObject } from '../../scripts/json-schema.ts';
import { objectOf, parseObject, stringOf } from '../../scripts/json-schema.ts';
import { reportFormats } from '../../src/model/report.ts';
import { runProgram, temporaryFolder } from '../support/multihome.ts';
import { inRepository } from '../support/repository.ts';
import { listOf, readSarif } from '../support/sarif.ts';
import { readCommand } from '../support/workflow-commands.ts';

const readme = readFileSync(inRepository('README.md'), 'utf8');
const page = readFileSync(inRepository('docs', 'in-ci.md'), 'utf8');
const workflow = /```yaml\n(# \.github\/workflows\/[^`]*)```/.exec(page)?.[1] ?? '';
const topology = /```yaml\n(# topology\.yaml\n[^`]*)```/.exec(readme)?.[1] ?? '';

function steps(): readonly JsonObject[] {
  const { jobs } = parseObject(JSON.stringify(load(workflow)));
  return listOf(objectOf(objectOf(jobs)['check']), 'steps');
}

test('the workflow on the page annotates what fails, and leaves a log to upload', (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, 'routers'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(inRepository('bin', 'multihome.js'), join(folder, 'bin', 'multihome'));
  writeFileSync(join(folder, 'routers', 'gw1.yaml'), topology);
  const failing = `${topology}expect: [any -> any => uplink isp-b]\n`;
  writeFileSync(join(folder, 'routers', 'gw2.yaml'), failing);

  const commands = steps().flatMap(({ run }) => (run === undefined ? [] : [stringOf(run)]));
  const command = commands.find((one) => one.startsWith('multihome ')) ?? '';
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
  // As the runner calls it.
  const { stdout, stderr, exitCode } = runProgram(['bash', '-e', '-c', command], { folder, env });
  assert.deepEqual([exitCode, stderr], [4, '']);
  const [sound = '', annotation = ''] = stdout.split('\n');
  assert.match(sound, /^routers\/gw1\.yaml: ok/);
  assert.equal(readCommand(annotation)?.properties['file'], 'routers/gw2.yaml');

  const upload = steps().at(-1);
  assert.match(stringOf(upload?.['uses']), /^github\/codeql-action\/upload-sarif@/);
  assert.equal(upload?.['if'], 'always()');
  const log = join(folder, stringOf(objectOf(upload?.['with'])['sarif_file']));
  assert.ok(existsSync(log), `${log} is written`);
  assert.equal(listOf(readSarif(readFileSync(log, 'utf8')), 'results').length, 1);
});

test('the page names every format, and no other', () => {
  const [, table = ''] = page.split('| `--format` |');
  const [rows = ''] = table.split('\n\n');
  const named = [...rows.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) =>
    cell.replaceAll('`', '').split(', '),
  );
  assert.deepEqual(named, [...reportFormats]);
});
