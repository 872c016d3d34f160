/**
 * What decoding costs: 100 000 routes of each family, beside JSON.parse of the same text.
 *
 *   npx tsc -p . && node dist/bench/decode.js
 */

import { decodeRoutes } from '../src/live/decode-routes.ts';
import type { Family } from '../src/model/address.ts';

const count = 100_000;
const rounds = 7;

function ipv4Route(index: number): object {
  const dst = `${10 + (index >>> 16)}.${(index >>> 8) & 255}.${index & 255}.0/24`;
  const rest = { table: '100', protocol: '157', scope: '0', metric: 10, flags: [] };
  return { type: '1', dst, gateway: '192.0.2.1', dev: 'eth0', ...rest };
}

function ipv6Route(index: number): object {
  const dst = `2001:db8:${(index >>> 8).toString(16)}:${(index & 255).toString(16)}00::/56`;
  const rest = {
    table: '100',
    protocol: '157',
    scope: '0',
    metric: 1024,
    flags: [],
    pref: 'medium',
  };
  return { type: '1', dst, gateway: 'fe80::1', dev: 'eth0', ...rest };
}

/** Best and median of some rounds: the first ones pay for compilation. */
function measure(work: () => void): string {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  const [first] = times;
  const sorted = times.toSorted((one, other) => one - other);
  const shown = [first, sorted[rounds >> 1], sorted[0]].map((time) => time?.toFixed(0));
  return `first ${shown[0]} ms, median ${shown[1]} ms, best ${shown[2]} ms`;
}

function report(family: Family, makeRoute: (index: number) => object): void {
  const text = JSON.stringify(Array.from({ length: count }, (_, index) => makeRoute(index)));
  const megabytes = (text.length / 1e6).toFixed(1);
  console.log(`${family}: ${count} routes, ${megabytes} MB`);
  console.log(`  JSON.parse               ${measure(() => void JSON.parse(text))}`);
  const decode = (): void => {
    const decoded = decodeRoutes('ip route', family, text);
    if (!decoded.ok || decoded.value.routes.length !== count) throw new Error('not decoded');
  };
  console.log(`  JSON.parse and decoding  ${measure(decode)}`);
}

report('ipv4', ipv4Route);
report('ipv6', ipv6Route);
