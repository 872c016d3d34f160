/** `route-options`, and the same keys in a route -> RouteMetrics. */

import type { RouteMetrics } from '../model/route.ts';
import { metricMax } from '../model/route.ts';
import type { Decoder } from './decoder.ts';
import { takeOptional } from './decoder.ts';
import type { WrittenRouteOptions } from './generated/written.ts';
import type { Path } from './places.ts';
import { present } from './present.ts';
import { readCongestionControl, readDuration, readNumber, readSwitch } from './values.ts';

type NumberKey =
  | 'mtu'
  | 'advmss'
  | 'window'
  | 'ssthresh'
  | 'cwnd'
  | 'reordering'
  | 'hoplimit'
  | 'initcwnd'
  | 'initrwnd';

/** The hop limit has eight bits in the packet; everything else 32 in the kernel. */
const hoplimitMax = 255;

export function decodeMetrics(
  decoder: Decoder,
  path: Path,
  written: WrittenRouteOptions,
): RouteMetrics {
  const number = (key: NumberKey, max = metricMax) =>
    takeOptional(decoder, [...path, key], written[key], (one) => readNumber(one, { min: 1, max }));
  const duration = (key: 'rtt' | 'rttvar' | 'rto-min') =>
    takeOptional(decoder, [...path, key], written[key], readDuration);
  const onOff = (key: 'quickack' | 'fastopen-no-cookie') =>
    takeOptional(decoder, [...path, key], written[key], readSwitch);
  return present({
    mtu: number('mtu'),
    advmss: number('advmss'),
    window: number('window'),
    rttMs: duration('rtt'),
    rttvarMs: duration('rttvar'),
    ssthresh: number('ssthresh'),
    cwnd: number('cwnd'),
    reordering: number('reordering'),
    hoplimit: number('hoplimit', hoplimitMax),
    initcwnd: number('initcwnd'),
    initrwnd: number('initrwnd'),
    rtoMinMs: duration('rto-min'),
    quickack: onOff('quickack'),
    ecn: written.features === undefined ? undefined : true,
    congctl: takeOptional(decoder, [...path, 'congctl'], written.congctl, readCongestionControl),
    fastopenNoCookie: onOff('fastopen-no-cookie'),
  });
}
