/** Runs -> the table that is printed, with what is promised of each row. */

import type { Figure } from './figures.ts';
import { isMissed } from './figures.ts';
import type { Outage, Spread } from './outage-packets.ts';
import { spreadOf } from './outage-packets.ts';
import type { Seen } from './outage-run.ts';

export type Row = {
  readonly scene: string;
  /** Where from, and the family. */
  readonly seenFrom: string;
  readonly outageMs: Spread;
  readonly lost: Spread;
  /** Of all runs together. */
  readonly sent: number;
  readonly promise: Promised | undefined;
};

/** Of the 95th of a hundred, or of every packet. */
export type Promised = { readonly of: 'outageMs' | 'lost'; readonly atMost: number };

export function rowsOf(
  scene: string,
  runs: readonly Seen[],
  promise: Promised | undefined,
): readonly Row[] {
  const [first = {}] = runs;
  return Object.keys(first).map((seenFrom) => {
    const outages = runs.flatMap((run): readonly Outage[] => {
      const outage = run[seenFrom];
      return outage === undefined ? [] : [outage];
    });
    return {
      ...{ scene, seenFrom, promise },
      outageMs: spreadOf(outages.map(({ outageMs }) => outageMs)),
      lost: spreadOf(outages.map(({ lost }) => lost)),
      sent: outages.reduce((total, { sent }) => total + sent, 0),
    };
  });
}

export function isRowMissed({ promise, outageMs, lost }: Row): boolean {
  if (promise === undefined) return false;
  const value = promise.of === 'outageMs' ? outageMs.p95 : lost.max;
  return !(value <= promise.atMost);
}

export function tableText(rows: readonly Row[]): string {
  return [...(rows.length === 0 ? [] : [head]), ...rows.map(rowText)]
    .map((line) => `${line}\n`)
    .join('');
}

const head = cells('', '', 'runs', 'median', 'p95', 'max', 'lost', 'most', 'of all');

function rowText(row: Row): string {
  const { scene, seenFrom, outageMs, lost, sent } = row;
  const times = [outageMs.median, outageMs.p95, outageMs.max].map((one) => `${one.toFixed(0)} ms`);
  const counts = [`${lost.median}`, `${lost.max}`, `${sent}`];
  return `${cells(scene, seenFrom, `${outageMs.runs}`, ...times, ...counts)}${promiseText(row)}`;
}

function promiseText(row: Row): string {
  if (row.promise === undefined) return '';
  const { of, atMost } = row.promise;
  const text = of === 'lost' ? `${atMost} lost` : `p95 <= ${atMost} ms`;
  return `   ${text.padEnd(15)} ${verdict(isRowMissed(row))}`;
}

function cells(scene: string, seenFrom: string, ...others: readonly string[]): string {
  const [runs = '', ...numbers] = others;
  const shown = numbers.map((text) => text.padStart(9)).join('');
  return `${scene.padEnd(54)}${seenFrom.padEnd(10)}${runs.padStart(5)}${shown}`;
}

export function figureText(figure: Figure): string {
  const { text, value, unit, promise } = figure;
  const shown = `${value.toFixed(unit === 'MB' ? 0 : 2)} ${unit}`;
  const promised =
    promise === undefined ? '' : `   <= ${promise} ${unit}   ${verdict(isMissed(figure))}`;
  return `${text.padEnd(64)}${shown.padStart(12)}${promised}\n`;
}

function verdict(missed: boolean): string {
  return missed ? 'MISSED' : 'kept';
}
