/** What the measurements say: ratios, and which promises they keep. */

import type { Timing } from './measure.ts';

export type Figure = {
  readonly text: string;
  readonly value: number;
  readonly unit: 'x' | 'MB' | 'ms' | 'us/route' | 'us/look-up' | '%';
  /** The greatest value promised; a figure without one is for information. */
  readonly promise?: number;
};

export type Question = {
  readonly title: string;
  readonly timings: readonly Timing[];
  readonly figures: readonly Figure[];
  /** What was not measured, and why. */
  readonly skipped?: readonly string[];
};

/** Of medians: half of the runs of a busy machine may be slow, and it still holds. */
export function ratio(one: Timing, other: Timing, promise?: number): Figure {
  const value = one.medianMs / other.medianMs;
  return withPromise({ text: `${one.name} / ${other.name}`, value, unit: 'x' }, promise);
}

export function peakMemory(timing: Timing, promise?: number): Figure {
  const text = `peak memory of ${timing.name}`;
  return withPromise({ text, value: timing.peakRssMb, unit: 'MB' }, promise);
}

export function costPerRoute(timing: Timing, count: number): Figure {
  const value = (timing.medianMs * 1000) / count;
  return { text: `${timing.name}, ${formatCount(count)} routes`, value, unit: 'us/route' };
}

export function isMissed({ value, promise }: Figure): boolean {
  return promise !== undefined && !(value <= promise);
}

export function formatCount(count: number): string {
  return `${count}`.replace(/\B(?=(\d{3})+$)/g, ' ');
}

function withPromise(figure: Figure, promise: number | undefined): Figure {
  return promise === undefined ? figure : { ...figure, promise };
}
