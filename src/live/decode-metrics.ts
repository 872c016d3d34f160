/**
 * The `metrics` of a route -> RouteMetrics (iproute2, ip/iproute.c, print_rta_metrics).
 *
 * Times are whole milliseconds. That a metric is locked cannot be seen: JSON leaves `lock` out.
 */

import type { RouteMetrics } from '../model/route.ts';
import { noMetrics } from '../model/route.ts';
import { isDumpedObject, Oddity, oddValue, readName, readNumber } from './dump.ts';

type Writable = { -readonly [Name in keyof RouteMetrics]: RouteMetrics[Name] };
type NamesOf<Value> = {
  [Name in keyof RouteMetrics]-?: Required<RouteMetrics>[Name] extends Value ? Name : never;
}[keyof RouteMetrics];

const numbers: ReadonlyMap<string, NamesOf<number>> = new Map<string, NamesOf<number>>([
  ['mtu', 'mtu'],
  ['advmss', 'advmss'],
  ['window', 'window'],
  ['rtt', 'rttMs'],
  ['rttvar', 'rttvarMs'],
  ['ssthresh', 'ssthresh'],
  ['cwnd', 'cwnd'],
  ['reordering', 'reordering'],
  ['hoplimit', 'hoplimit'],
  ['initcwnd', 'initcwnd'],
  ['initrwnd', 'initrwnd'],
  ['rto_min', 'rtoMinMs'],
]);

export function decodeMetrics(value: unknown): RouteMetrics {
  if (value === undefined) return noMetrics;
  const object: unknown = Array.isArray(value) ? value[0] : undefined;
  if (!isDumpedObject(object)) throw oddValue(value, 'metrics');
  const metrics: Writable = {};
  for (const [key, metric] of Object.entries(object)) decodeMetric(metrics, key, metric);
  return Object.keys(metrics).length === 0 ? noMetrics : metrics;
}

function decodeMetric(metrics: Writable, key: string, value: unknown): void {
  const name = numbers.get(key);
  if (name !== undefined) metrics[name] = readNumber(value, key);
  else if (key === 'quickack') metrics.quickack = readNumber(value, key) !== 0;
  else if (key === 'fastopen_no_cookie') metrics.fastopenNoCookie = readNumber(value, key) !== 0;
  else if (key === 'congestion') metrics.congctl = readName(value, key);
  else if (key === 'ecn') metrics.ecn = true;
  else throw new Oddity(`multihome does not know its metric "${key}"`);
}
