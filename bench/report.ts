/** A run of the bench as a table for people and as JSON to keep. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';

import { inRepository } from '../test/support/repository.ts';
import type { Figure, Question } from './figures.ts';
import { isMissed } from './figures.ts';
import type { Timing } from './measure.ts';

export function machineText(): string {
  const { kernel, node, iproute2, cpu, processors, load } = machine();
  return `${cpu} (${processors} used), load ${load}; Linux ${kernel}, ${iproute2}, node ${node}\n`;
}

export function questionText({ title, timings, figures, skipped = [] }: Question): string {
  const lines = [
    '',
    title,
    ...(timings.length === 0 ? [] : [timingHead, ...timings.map(timingLine)]),
    ...figures.map(figureLine),
    ...skipped.map((reason) => `  skipped: ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

export function summaryText(questions: readonly Question[]): string {
  const promised = questions.flatMap(({ figures }) =>
    figures.filter(({ promise }) => promise !== undefined),
  );
  const missed = promised.filter(isMissed).length;
  return `\n${promised.length} promises: ${promised.length - missed} met, ${missed} MISSED\n`;
}

/** Returns the path. */
export function saveResults(results: object, prefix = ''): string {
  const directory = inRepository('bench', 'results');
  mkdirSync(directory, { recursive: true });
  const at = new Date().toISOString();
  const path = join(directory, `${prefix}${at.replaceAll(':', '-')}.json`);
  writeFileSync(path, `${JSON.stringify({ at, machine: machine(), ...results }, undefined, 2)}\n`);
  return path;
}

function machine() {
  return {
    kernel: release(),
    node: process.version,
    iproute2: execFileSync('ip', ['-V'], { encoding: 'utf8' }).trim(),
    cpu: cpus()[0]?.model ?? 'unknown processor',
    processors: availableParallelism(),
    load: loadavg()[0]?.toFixed(2) ?? '?',
  };
}

const timingHead = `  ${'ms'.padEnd(30)}${['min', 'median', 'max', 'peak MB', 'runs'].map(cell).join('')}`;

function timingLine({ name, minMs, medianMs, maxMs, peakRssMb, runs }: Timing): string {
  const cells = [
    minMs.toFixed(0),
    medianMs.toFixed(0),
    maxMs.toFixed(0),
    peakRssMb.toFixed(0),
    `${runs}`,
  ];
  return `  ${name.padEnd(30)}${cells.map(cell).join('')}`;
}

function figureLine(figure: Figure): string {
  const { text, value, unit, promise } = figure;
  const shown = `${value.toFixed(unit === 'x' || unit === 'us/look-up' ? 2 : 0)} ${unit}`;
  const verdict = isMissed(figure) ? 'MISSED' : 'met';
  const judged = promise === undefined ? '' : `   promise: at most ${promise} ${unit}   ${verdict}`;
  return `  = ${text.padEnd(46)}${shown.padStart(14)}${judged}`;
}

function cell(text: string): string {
  return text.padStart(9);
}
