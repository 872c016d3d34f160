/** What is run for a file of twice the length, counted as V8 counts blocks of code: no clock. */

import assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { after, test } from 'node:test';

import { importCommands } from '../../src/live/commands/import-commands.ts';
import { importText } from '../../src/render/import-text.ts';
import { topologyOf } from '../support/compiled.ts';

/** Begun before anything runs: what is compiled without counting is never counted. */
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
after(() => session.disconnect());

async function blocksRunBy(work: () => void): Promise<number> {
  // What ran before counts no more.
  await session.post('Profiler.takePreciseCoverage');
  work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => url.includes('/dist/src/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

/** As `import` does: read, played, written, and checked. */
function imported(text: string): void {
  const choice = { file: 'f', tableNames: [], protocol: 157, adopts: false };
  const written = importText(importCommands(text, choice), []).text;
  topologyOf(written.replace(/^version: 1\n/m, ''));
}

const network = (index: number) => `10.${Math.floor(index / 250)}.${index % 250}.0/24`;

const kinds: Readonly<Record<string, (index: number) => string>> = {
  routes: (index) => `ip route add ${network(index)} via 10.0.0.1 dev eth0 table 7`,
  'routes replaced': (index) =>
    `ip route del ${network(index)} table 7 || true\nip route replace ${network(index)} dev e0 table 7`,
  rules: (index) => `ip rule add from ${network(index)} table 7`,
  'rules deleted before': (index) =>
    `ip rule del from ${network(index)} table 7 || true\nip rule add from ${network(index)} table 7 pref ${10_200 + index}`,
  branches: (index) => `if true; then ip route add ${network(index)} dev e0; fi`,
  'quotes that never end': (index) => `echo "$( "$( ${index}\nip rule add from ${network(index)}`,
  'here-documents': (index) => `cat <<E${index}\n${network(index)}\nE${index}\ncat <<NONE`,
  'one long line': (index) => `echo "${index}" 'x' $(y); \\`,
  sentences: (index) => `if (for the ${index} { while it's`,
};

for (const [name, line] of Object.entries(kinds)) {
  test(`${name}: twice as many take twice as much`, async (context) => {
    const text = (count: number) =>
      Array.from({ length: count }, (_, index) => line(index)).join('\n');
    const [once, twice] = [text(500), text(1_000)];
    imported(once);
    const less = await blocksRunBy(() => imported(once));
    const more = await blocksRunBy(() => imported(twice));
    context.diagnostic(`${less} and ${more} blocks`);
    assert.ok(less > 10_000);
    assert.ok(more < 2.3 * less, `${less} and ${more} blocks`);
  });
}
