/**
 * `npm run bench-outage -- [RUNS] [--only SCENE,…]`: how long new traffic is lost when an uplink
 * fails, as probers in the host and behind it see it; beside a shell loop, and what watching costs.
 */

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';

import { requireRoot } from '../test/support/namespace.ts';
import type { Figure } from './figures.ts';
import { isMissed } from './figures.ts';
import type { Row } from './outage-rows.ts';
import { figureText, isRowMissed, tableText } from './outage-rows.ts';
import { scenes } from './outage-scenes.ts';
import { machineText, saveResults } from './report.ts';

const runsDefault = 10;

const notMeasured = [
  'network cards: a pair of veth loses its carrier at once, and the kernel tells at once. Of other links',
  '  it tells up to a second late where any link of the machine changed in the second before',
  'address translation: the network behind the host is routed, and nothing is masqueraded',
  'connections that were there before: each packet asks for its way anew',
];

const { values: options, positionals } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(scenes).join() },
    strict: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

process.exitCode = await run(Number(positionals[0] ?? runsDefault), options.only.split(','));

async function run(runs: number, names: readonly string[]): Promise<number> {
  const reason = requireRoot();
  if (reason !== undefined) {
    process.stderr.write(`bench-outage ${reason}\n`);
    return 1;
  }
  process.stdout.write(machineText());
  const rows: Row[] = [];
  const figures: Figure[] = [];
  const loads: Record<string, string> = {};
  for (const name of names) {
    const measured = await scenes[name]?.(runs);
    if (measured === undefined) throw new Error(`no such scene: ${name}`);
    loads[name] = loadavg()[0]?.toFixed(2) ?? '?';
    process.stdout.write(
      `\n${tableText(measured.rows)}${measured.figures.map(figureText).join('')}`,
    );
    process.stdout.write(`load ${loads[name]}\n`);
    rows.push(...measured.rows);
    figures.push(...measured.figures);
  }
  process.stdout.write(`\nnot measured:\n${notMeasured.map((line) => `  ${line}\n`).join('')}`);
  const missed = rows.filter(isRowMissed).length + figures.filter(isMissed).length;
  process.stdout.write(`\n${missed} MISSED\n${saveResults({ rows, figures, loads }, 'outage-')}\n`);
  return missed > 0 && options.strict ? 1 : 0;
}
