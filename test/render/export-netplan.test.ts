/** What netplan itself makes of the exported documents. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { runHere, runProgram, temporaryFolder } from '../support/multihome.ts';
import { requirePrograms } from '../support/programs.ts';
import { exampleFile, stages } from '../support/stage.ts';

const skip = requirePrograms('netplan') ?? false;

/** The values of others are those of their hosts. */
const complete = Object.keys(stages).filter(
  (example) => !readFileSync(exampleFile(example), 'utf8').includes('auto'),
);

for (const example of complete) {
  test(`${example}: netplan takes all of the document`, { skip }, (context) => {
    const folder = temporaryFolder(context);
    const words = ['export', 'netplan', exampleFile(example), '--directory', folder];
    const { exitCode, stderr } = runHere(words);
    assert.equal(exitCode, 0, stderr);
    const generated = runProgram(['netplan', 'generate', '--root-dir', folder]);
    assert.equal(generated.exitCode, 0, generated.stderr);
    const written = readFileSync(join(folder, 'etc/netplan/90-multihome.yaml'), 'utf8');
    const network = join(folder, 'run/systemd/network');
    const names = readdirSync(network).filter((name) => name.endsWith('.network'));
    const read = names.map((name) => readFileSync(join(network, name), 'utf8')).join('\n');
    const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
    assert.equal(count(read, /^\[RoutingPolicyRule\]$/gm), count(written, / priority: /g));
    assert.equal(count(read, /^\[Route\]$/gm), count(written, / metric: /g));
    // The unreachable default of a table must not stand where its default stands.
    assert.equal(count(read, /^Metric=2147483647$/gm), count(written, /metric: 2147483647/g));
    assert.doesNotMatch(read, /=-/, 'networkd refuses numbers below 0');
  });
}
