/** What is cut, who has to notice, and what is promised. */

import type { Owner } from '../test/support/namespace.ts';
import type { Figure } from './figures.ts';
import type { Driver } from './outage-drivers.ts';
import { kernelDriver, listDriver, loopDriver, watchDriver } from './outage-drivers.ts';
import { measureIdle } from './outage-idle.ts';
import { spreadOf } from './outage-packets.ts';
import type { Row } from './outage-rows.ts';
import { rowsOf } from './outage-rows.ts';
import type { Run, Scene } from './outage-run.ts';
import { createOwner, runOnce } from './outage-run.ts';
import type { Stage } from './outage-stage.ts';
import { createStage } from './outage-stage.ts';

export type Measured = { readonly rows: readonly Row[]; readonly figures: readonly Figure[] };

/** By the name that selects it. */
export const scenes: Readonly<Record<string, (runs: number) => Promise<Measured>>> = {
  carrier: askCarrier,
  kernel: askKernel,
  silent: askSilent,
  'silent-fast': askSilentFast,
  lists: askLists,
  loop: askLoop,
  idle: askIdle,
};

const fast = { interval: '200ms', timeout: '200ms', 'down-after': '600ms', 'up-after': '500ms' };
const often = { everyMs: 2, families: ['IPv4', 'IPv6'] } as const;

/** `up-after` decides only how soon a run can end. */
function askCarrier(runs: number): Promise<Measured> {
  return ask(runs, 'carrier lost, watch', 100, (stage) => ({
    ...{ stage, driver: watchDriver(stage, { 'up-after': '2s' }), cut: 'carrier' },
    ...{ spreadMs: 1_000, asked: often, returns: true, limitMs: 30_000 },
  }));
}

function askKernel(runs: number): Promise<Measured> {
  return ask(runs, 'carrier lost, kernel, ignore_routes_with_linkdown=1', 20, (stage) => ({
    ...{ stage, driver: kernelDriver(stage), cut: 'carrier' },
    ...{ spreadMs: 1_000, asked: often, returns: false, limitMs: 30_000 },
  }));
}

function askSilent(runs: number): Promise<Measured> {
  return ask(runs, 'silent, watch, 1s/5s', 6_000, (stage) => ({
    stage,
    driver: watchDriver(stage, { interval: '1s', 'down-after': '5s' }),
    ...{ cut: 'silence', spreadMs: 1_000, asked: often, returns: false, limitMs: 30_000 },
  }));
}

function askSilentFast(runs: number): Promise<Measured> {
  return ask(runs, 'silent, watch, 200ms/600ms', 1_000, (stage) => ({
    ...{ stage, driver: watchDriver(stage, fast), cut: 'silence' },
    ...{ spreadMs: 200, asked: often, returns: true, limitMs: 30_000 },
  }));
}

async function ask(
  runs: number,
  name: string,
  promisedMs: number | undefined,
  sceneOn: (stage: Stage) => Scene,
): Promise<Measured> {
  const owner = createOwner();
  try {
    const scene = sceneOn(createStage(owner));
    const done = await inTurn([scene], runs);
    return { rows: rowsFor(name, done[0] ?? [], promisedMs), figures: [] };
  } finally {
    owner.end();
  }
}

function rowsFor(
  name: string,
  runs: readonly Run[],
  promisedMs: number | undefined,
): readonly Row[] {
  const outages = runs.map(({ outage }) => outage);
  const backs = runs.flatMap(({ back }) => (back === undefined ? [] : [back]));
  const promise =
    promisedMs === undefined ? undefined : ({ of: 'outageMs', atMost: promisedMs } as const);
  return [
    ...rowsOf(name, outages, promise),
    ...rowsOf(`return: ${name}`, backs, { of: 'lost', atMost: 0 }),
  ];
}

/** A B A B, so that a busy machine is as busy for both; after one of each that does not count. */
async function inTurn(all: readonly Scene[], runs: number): Promise<readonly (readonly Run[])[]> {
  const done: readonly Run[][] = all.map(() => []);
  for (const scene of all) await runOnce(scene, 0);
  for (let run = 0; run < runs; run++) {
    for (const [at, scene] of all.entries()) {
      done[at]?.push(await runOnce(scene, run / runs));
      process.stderr.write('.');
    }
  }
  process.stderr.write('\n');
  return done;
}

const few = 10;
const many = 100_000;

async function askLists(runs: number): Promise<Measured> {
  const owner = createOwner();
  try {
    const [first, last] = [listed(owner, few), listed(owner, many)];
    const stages = [first, last];
    const carrier = await compareLists(stages, 'carrier', runs);
    const silence = await compareLists(stages, 'silence', runs);
    const busy = await inTurn([{ ...sceneOf(last, 'carrier'), busy: true }], runs);
    const title = `${titleOf(last, 'carrier')}, host being read`;
    return {
      rows: [...carrier.rows, ...silence.rows, ...rowsFor(title, busy[0] ?? [], undefined)],
      figures: [...carrier.figures, ...silence.figures],
    };
  } finally {
    owner.end();
  }
}

type Listed = { readonly count: number; readonly stage: Stage; readonly driver: Driver };

function listed(owner: Owner, count: number): Listed {
  const stage = createStage(owner);
  return { count, stage, driver: listDriver(stage, fast, count) };
}

function sceneOf({ stage, driver }: Listed, cut: Scene['cut']): Scene {
  return { stage, driver, cut, asked: often, spreadMs: 200, returns: true, limitMs: 60_000 };
}

function titleOf({ count }: Listed, cut: Scene['cut']): string {
  return `${cutText[cut]}, ${count} prefixes`;
}

async function compareLists(
  stages: readonly Listed[],
  cut: Scene['cut'],
  runs: number,
): Promise<Measured> {
  const done = await inTurn(
    stages.map((one) => sceneOf(one, cut)),
    runs,
  );
  const rows = stages.map((one, at) => rowsFor(titleOf(one, cut), done[at] ?? [], undefined));
  const [fewRows = [], manyRows = []] = rows;
  const ratios = manyRows.flatMap((row, at) => ratioOf(row, fewRows[at]));
  const told = stages.flatMap((one, at) => toldFigure(titleOf(one, cut), done[at] ?? []));
  return { rows: rows.flat(), figures: [...ratios, ...told] };
}

/** What nobody can do anything about: it goes through the routes first. */
function toldFigure(title: string, runs: readonly Run[]): readonly Figure[] {
  const times = runs.flatMap(({ toldMs }) => (toldMs === undefined ? [] : [toldMs]));
  if (times.length === 0) return [];
  return [{ text: `${title}: until the kernel tells`, value: spreadOf(times).median, unit: 'ms' }];
}

const cutText = { carrier: 'carrier lost, watch', silence: 'silent, watch, 200ms/600ms' } as const;

function ratioOf(row: Row, other: Row | undefined): readonly Figure[] {
  if (other === undefined || row.promise !== undefined) return [];
  const value = row.outageMs.median / other.outageMs.median;
  const text = `${row.scene} / ${few}, ${row.seenFrom}`;
  return [{ text, value, unit: 'x', promise: 1.5 }];
}

/** Both cuts at once: a loop takes long, and costs little. */
async function askLoop(runs: number): Promise<Measured> {
  const cuts = ['carrier', 'silence'] as const;
  const all = await Promise.all(
    cuts.map((cut) =>
      ask(
        runs,
        `${cut === 'carrier' ? 'carrier lost' : 'silent'}, shell loop`,
        undefined,
        (stage) => ({
          ...{ stage, driver: loopDriver(stage), cut, returns: false, limitMs: 60_000 },
          ...{ spreadMs: 5_000, asked: { everyMs: 10, families: ['IPv4'] } },
        }),
      ),
    ),
  );
  return { rows: all.flatMap(({ rows }) => rows), figures: [] };
}

async function askIdle(): Promise<Measured> {
  const owner = createOwner();
  try {
    return { rows: [], figures: await measureIdle(owner, 60_000) };
  } finally {
    owner.end();
  }
}
