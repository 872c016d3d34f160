/**
 * Random topologies, one after the other on one host: each exported script has to lead from what the one
 * before has left to where `plan` finds nothing to do. MULTIHOME_RUNS and MULTIHOME_SEED as elsewhere.
 */

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import fc from 'fast-check';

import { topology } from '../support/arbitrary.ts';
import { exportedScript, runScript } from '../support/exports.ts';
import { requireLinks } from '../support/links.ts';
import { runIn, temporaryFolder } from '../support/multihome.ts';
import type { TestHost } from '../support/multihome.ts';
import { Scenery } from '../support/scenery.ts';
import { written } from '../support/written.ts';

const skip = requireLinks('ifb') ?? false;
const runs = Number(process.env['MULTIHOME_RUNS'] ?? 12);
const seed = Number(process.env['MULTIHOME_SEED'] ?? 20_261_121);

test('scripts of random topologies lead from one to the next', { skip }, (context) => {
  const { namespace } = new Scenery(context);
  const root = temporaryFolder(context);
  const run = (...words: readonly string[]) => runIn(namespace, root, words);
  const succeed = (...words: readonly string[]): string => {
    const { exitCode, stdout, stderr } = run(...words);
    assert.equal(exitCode, 0, stderr);
    return stdout;
  };
  const host: TestHost = { namespace, root, run, succeed };
  let compared = 0;
  for (const draft of fc.sample(topology, { numRuns: runs, seed })) {
    const { topology: document, lists } = written(draft);
    const file = join(root, 'topology.yaml');
    for (const [name, text] of Object.entries(lists)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    writeFileSync(file, JSON.stringify(document));
    const planned = run('plan', file);
    if (
      planned.exitCode !== 0 ||
      /^ +conflicts|^ {2}! +(.* \(IPv[46]\):|a route)/m.test(planned.stdout)
    )
      continue;
    const script = exportedScript(host, file);
    const { exitCode, stderr } = runScript(host, script);
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' }, JSON.stringify(document));
    assert.match(succeed('plan', file), /^No changes\./m, JSON.stringify(document));
    assert.equal(runScript(host, script, '--dry-run').stdout, '');
    compared++;
  }
  assert.ok(compared * 4 > runs, `only ${compared} of ${runs} could be compared`);
});
