/** Path metrics of a route, as iproute2 takes them. */

import type { RouteMetrics } from '../../model/route.ts';
import { metricNames } from '../../model/route.ts';
import type { Cursor } from './words.ts';
import { peek, take, takeNumber, Unclear } from './words.ts';

export type WritableMetrics = { -readonly [Key in keyof RouteMetrics]: RouteMetrics[Key] };

export function isMetric(name: string): name is keyof RouteMetrics {
  return metricNames.some((one) => one === name);
}

export function readMetric(
  cursor: Cursor,
  name: keyof RouteMetrics,
  metrics: WritableMetrics,
): void {
  if (peek(cursor) === 'lock') throw new Unclear('a topology cannot lock a metric');
  switch (name) {
    case 'ecn':
      if (take(cursor) !== 'ecn') throw new Unclear('the only feature is ecn');
      metrics.ecn = true;
      return;
    case 'congctl':
      metrics.congctl = take(cursor);
      return;
    case 'quickack':
    case 'fastopenNoCookie':
      metrics[name] = takeNumber(cursor, 'switch', 1) === 1;
      return;
    case 'rttMs':
    case 'rttvarMs':
    case 'rtoMinMs':
      metrics[name] = takeTime(cursor, partsOfMs[name]);
      return;
    case 'mtu':
    case 'advmss':
    case 'window':
    case 'ssthresh':
    case 'cwnd':
    case 'reordering':
    case 'hoplimit':
    case 'initcwnd':
    case 'initrwnd':
      metrics[name] = takeNumber(cursor, 'number');
      return;
  }
}

/** What a bare number counts (get_time_rtt): the kernel keeps an rtt in eighths of a millisecond. */
const partsOfMs = { rttMs: 8, rttvarMs: 4, rtoMinMs: 1 } as const;

function takeTime(cursor: Cursor, partsOfMillisecond: number): number {
  const word = take(cursor);
  const match = /^([0-9]+)(ms|msec|msecs|s|sec|secs)?$/.exec(word);
  if (match === null) throw new Unclear(`"${word}" is no time`);
  const number = Number(match[1]);
  const unit = match[2];
  if (unit !== undefined) return unit.startsWith('m') ? number : number * 1000;
  if (number % partsOfMillisecond === 0) return number / partsOfMillisecond;
  throw new Unclear(`${word} is no whole number of milliseconds: it counts parts of one`);
}
