/** What a hint tells to run does what it says, wherever it is pasted: it names the root, and quotes. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { dump } from '../support/dump.ts';
import type { Finished } from '../support/multihome.ts';
import { runIn, runProgram, temporaryFolder } from '../support/multihome.ts';
import { createNamespace, inNamespace, ip } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage, skipStage } from '../support/stage.ts';

const example = 'symmetric-routing';
const skip = skipStage(example);

type Pasting = {
  readonly namespace: string;
  readonly root: string;
  /** The default one. */
  readonly topology: string;
  /** Runs it with a root that is written as seen from its parent. */
  readonly run: (...words: readonly string[]) => Finished;
  /** From elsewhere, what stands between these two. */
  readonly paste: (said: string, before: RegExp, after?: string) => Finished;
};

function stage(context: TestContext): Pasting {
  const namespace = createNamespace(context);
  setStage(namespace, example);
  const folder = temporaryFolder(context);
  const root = join(folder, "an image's $HOME");
  const topology = join(root, 'etc/multihome/topology.yaml');
  mkdirSync(dirname(topology), { recursive: true });
  writeFileSync(topology, readFileSync(exampleFile(example)));
  const program = inRepository('bin', 'multihome.js');
  const script = `#!/bin/sh\nexec ${process.execPath} ${program} "$@"\n`;
  writeFileSync(join(folder, 'multihome'), script, { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  return {
    ...{ namespace, root, topology },
    run: (...words) => runIn(namespace, "./an image's $HOME", words, { folder }),
    paste: (said, before, after = '\n') => {
      const [, rest] = said.split(before);
      const [command = ''] = rest?.split(after) ?? [];
      assert.match(command, /^multihome /, said);
      return runProgram(inNamespace(namespace, 'sh', '-c', command), { env, folder: '/' });
    },
  };
}

function succeeds({ exitCode, stdout, stderr }: Finished): string {
  assert.equal(exitCode, 0, `${stdout}${stderr}`);
  return `${stdout}${stderr}`;
}

test('rollback, confirm: of what was applied below that root', { skip }, (context) => {
  const { namespace, topology, run, paste } = stage(context);
  const before = dump(namespace);
  const applied = succeeds(run('apply', '--yes'));
  assert.match(succeeds(paste(applied, /^To take it back: /m)), /^apply 1 is taken back/);
  assert.equal(dump(namespace), before);
  const armed = succeeds(run('apply', '--yes', '--confirm', '5m'));
  const waiting = run('destroy', '--yes');
  assert.equal(waiting.exitCode, 75, waiting.stderr);
  assert.match(
    succeeds(paste(waiting.stderr, /^ {2}(?=multihome)/m, ' keeps it')),
    /^apply 2 is kept/,
  );
  assert.equal(paste(armed, /^Not kept yet: /m).exitCode, 5, 'it finds that apply');
  const listed = succeeds(run('rollback', '--list'));
  assert.match(succeeds(paste(listed, /^ +(?=multihome)/m)), /^apply 2 is taken back/);
  assert.equal(readFileSync(topology, 'utf8'), readFileSync(exampleFile(example), 'utf8'));
});

test(
  'a plan that was kept is carried out, also by who takes it for a topology',
  { skip },
  (context) => {
    const { root, run, paste } = stage(context);
    const kept = join(root, 'a plan');
    const said = succeeds(run('plan', '--out', kept));
    const taken = run('plan', kept);
    assert.equal(taken.exitCode, 3);
    assert.match(succeeds(paste(taken.stderr, /^ {2}to carry it out: /m)), /Verified/);
    assert.match(succeeds(paste(said, /^Saved.* no other: /m)), /^No changes/m);
  },
);

test('what init and destroy name next', { skip }, (context) => {
  const { namespace, root, topology, run, paste } = stage(context);
  ip(namespace, 'route', 'append', 'default', 'via', '203.0.113.1', 'dev', 'eth0');
  const other = join(root, "my 'own'/of/mine.yaml");
  const made = succeeds(run('init', '--out', other));
  assert.match(succeeds(paste(made, /^ {2}(?=multihome.* check)/m)), /: ok \(/);
  assert.match(succeeds(paste(made, /^ {2}(?=multihome.* plan)/m)), /^Plan: /m);
  succeeds(run('apply', '--yes'));
  writeFileSync(topology, 'version: 2\n');
  const { stderr } = run('destroy', '--yes');
  const asked = paste(stderr, /^ {2}to remove without a topology: /m, ', or the number');
  assert.match(asked.stderr, /the same destroy with --yes/);
});
