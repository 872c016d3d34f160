/** What is measured against what. Every process runs as a whole, start to end. */

import { spawnSync } from 'node:child_process';

import { inRepository } from '../test/support/repository.ts';
import type { Question } from './figures.ts';
import { costPerRoute, formatCount, peakMemory, ratio } from './figures.ts';
import type { Contestant, Timing } from './measure.ts';
import { compare } from './measure.ts';
import type { Stage } from './stage.ts';

const node = process.execPath;
const dumpAndParse = inRepository('dist/bench/dump-and-parse.js');
/** The size at which time and memory are promised. */
export const promisedCount = 100_000;
const startUpPairs = 25;
/** They take too long for more. */
const loopCountMax = 1_000;
const pyroute2CountMax = 10_000;

export async function askStartUp(): Promise<Question> {
  const topology = inRepository('examples/symmetric-routing/topology.yaml');
  const [check, nothing] = await compareTwo(
    { name: 'check', argv: [node, inRepository('bin/multihome.js'), 'check', topology] },
    { name: 'node -e 0', argv: [node, '-e', '0'] },
    startUpPairs,
  );
  const timings = [check, nothing];
  return { title: 'start-up', timings, figures: [ratio(check, nothing, 1.8)] };
}

/** The routes are all there: `plan` reads, compares and finds nothing to do. */
export async function askUnchangedPlan(stage: Stage, runs: number): Promise<Question> {
  const applied = spawnSync(...command(stage.multihome('apply', '--yes')), { encoding: 'utf8' });
  if (applied.status !== 0) throw new Error(`apply failed: ${applied.stderr}`);
  const [plan, dump] = await compareTwo(
    { name: 'plan', argv: stage.multihome('plan', '--detailed-exitcode') },
    { name: 'dump and parse', argv: [node, dumpAndParse] },
    runs,
  );
  return {
    title: `plan that finds nothing to do, ${formatCount(stage.count)} routes`,
    timings: [plan, dump],
    figures: [
      ratio(plan, dump, promiseAt(stage, 2)),
      peakMemory(plan),
      costPerRoute(plan, stage.count),
    ],
  };
}

/** The same steps each time from the same empty tables; `apply` proves them as well. */
export async function askApply(stage: Stage, runs: number): Promise<Question> {
  const common = around(stage);
  const [apply, batch, andDump] = await compareThree(
    applyFromNothing(stage),
    {
      name: 'bare ip -batch',
      argv: ['ip', '-4', '-batch', '-'],
      stdin: stage.linesFile,
      ...common,
    },
    {
      name: 'ip -batch, dump and parse',
      argv: ['sh', '-c', 'ip -4 -batch - && exec "$0" "$1"', node, dumpAndParse],
      stdin: stage.linesFile,
      ...common,
    },
    runs,
  );
  return {
    title: `apply from nothing, ${formatCount(stage.count)} routes`,
    timings: [apply, batch, andDump],
    figures: [
      ratio(apply, batch, promiseAt(stage, 1.3)),
      ratio(apply, andDump),
      peakMemory(apply, promiseAt(stage, 500)),
      costPerRoute(apply, stage.count),
      costPerRoute(batch, stage.count),
    ],
  };
}

/** How else one could do it: a process for every route, or a library that speaks netlink. */
export async function askOtherWays(stage: Stage, runs: number): Promise<Question> {
  const title = `the same by other means, ${formatCount(stage.count)} routes`;
  const python = pythonWithPyroute2();
  const others = [
    ...(stage.count > loopCountMax ? [] : [shellLoop(stage)]),
    ...(stage.count > pyroute2CountMax || python === undefined ? [] : [pyroute2(stage, python)]),
  ];
  const skipped = [
    ...(stage.count > loopCountMax
      ? [`ip in a loop: only up to ${formatCount(loopCountMax)}`]
      : []),
    ...(stage.count > pyroute2CountMax
      ? [`pyroute2: only up to ${formatCount(pyroute2CountMax)}`]
      : python === undefined
        ? ['pyroute2: not installed (apt-get install python3-pyroute2)']
        : []),
  ];
  if (others.length === 0) return { title, timings: [], figures: [], skipped };
  const [ours, ...theirs] = await compare([applyFromNothing(stage), ...others], runs);
  if (ours === undefined) throw new Error('not measured');
  const figures = theirs.map((timing) => ratio(timing, ours));
  return { title, timings: [ours, ...theirs], figures, skipped };
}

function applyFromNothing(stage: Stage): Contestant {
  return { name: 'apply', argv: stage.multihome('apply', '--yes'), ...around(stage) };
}

function shellLoop(stage: Stage): Contestant {
  const loop = 'while read -r line; do ip -4 $line || exit 1; done';
  const argv = ['sh', '-c', loop] as const;
  return { name: 'ip in a loop', argv, stdin: stage.linesFile, ...around(stage) };
}

/** Routes alone, without the rules. */
function pyroute2(stage: Stage, python: string): Contestant {
  const argv = [python, inRepository('bench/add-with-pyroute2.py')] as const;
  return { name: 'pyroute2', argv, stdin: stage.linesFile, ...around(stage) };
}

/** Empty before; after, every route is there, whoever put it there. */
function around({ reset, lines, countRoutes }: Stage): Pick<Contestant, 'prepare' | 'verify'> {
  const expected = lines.filter((line) => line.startsWith('route add ')).length;
  return {
    prepare: reset,
    verify: () => {
      const count = countRoutes();
      if (count !== expected) throw new Error(`${count} routes are there, not ${expected}`);
    },
  };
}

function promiseAt({ count }: Stage, limit: number): number | undefined {
  return count === promisedCount ? limit : undefined;
}

function pythonWithPyroute2(): string | undefined {
  const candidates = ['/usr/bin/python3', 'python3'];
  return candidates.find((python) => spawnSync(python, ['-c', 'import pyroute2']).status === 0);
}

function command([program, ...words]: readonly [string, ...string[]]): [string, string[]] {
  return [program, words];
}

async function compareTwo(
  one: Contestant,
  other: Contestant,
  runs: number,
): Promise<readonly [Timing, Timing]> {
  const [first, second] = await compare([one, other], runs);
  if (first === undefined || second === undefined) throw new Error('not measured');
  return [first, second];
}

async function compareThree(
  one: Contestant,
  two: Contestant,
  three: Contestant,
  runs: number,
): Promise<readonly [Timing, Timing, Timing]> {
  const [first, second, third] = await compare([one, two, three], runs);
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('not measured');
  return [first, second, third];
}
