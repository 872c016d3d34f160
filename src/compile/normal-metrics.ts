/**
 * What the kernel makes of path metrics (net/ipv4/metrics.c, ip_metrics_convert; net/core/rtnetlink.c,
 * rtnetlink_put_metrics): it cuts two of them off, and 0, which is what `off` means, it does not even
 * show. What is wanted has to equal what will be read back.
 */

import type { RouteMetrics } from '../model/route.ts';
import { noMetrics } from '../model/route.ts';

const mtuMax = 65_520;
const advmssMax = 65_495;

export function normalMetrics(metrics: RouteMetrics): RouteMetrics {
  const { mtu, advmss, quickack, fastopenNoCookie, ...others } = metrics;
  const normal: RouteMetrics = {
    ...others,
    ...(mtu === undefined ? {} : { mtu: Math.min(mtu, mtuMax) }),
    ...(advmss === undefined ? {} : { advmss: Math.min(advmss, advmssMax) }),
    ...(quickack ? { quickack } : {}),
    ...(fastopenNoCookie ? { fastopenNoCookie } : {}),
  };
  return Object.keys(normal).length === 0 ? noMetrics : normal;
}
