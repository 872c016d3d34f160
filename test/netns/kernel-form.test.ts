/** What the kernel keeps differs from what was written: after an apply the plan is empty all the same. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { isEmpty } from '../../src/plan/plan.ts';
import type { Written } from '../support/drafts.ts';
import { InProcess } from '../support/in-process.ts';
import { requireLinks } from '../support/links.ts';
import { Scenery } from '../support/scenery.ts';

const skip = requireLinks('ifb') ?? false;

const isp = (rest: Written): Written => ({ interface: 'eth0', ...rest });
const ipv4 = (host: number, gateway: string): Written => ({
  ipv4: { address: `10.0.0.${host}/24`, gateway },
});
const ipv6 = (host: number): Written => ({
  ipv6: { address: `2001:db8::${host}/64`, gateway: '2001:db8::1' },
});

const byRoutes = (...routes: readonly Written[]): Written => ({
  tables: { lab: 120 },
  routes: routes.map((route) => ({ table: 'lab', ...route })),
});

/** The addresses of the scenery's first interface have a 0 in the middle, which IPv6 leaves out. */
const cases: Readonly<Record<string, Written>> = {
  'metrics that are off are not shown': byRoutes(
    {
      to: '198.51.100.0/24',
      via: '10.0.0.1',
      dev: 'eth0',
      quickack: false,
      'fastopen-no-cookie': false,
    },
    { to: '2001:db8:50::/48', via: '2001:db8::1', dev: 'eth0', quickack: false, mtu: 1400 },
  ),
  'an uplink switches off what the file switches on': {
    'route-options': { quickack: true },
    uplinks: { a: isp({ ...ipv4(10, '10.0.0.1'), 'route-options': { quickack: false } }) },
  },
  'mtu and advmss have a greatest value': byRoutes(
    { to: '198.51.100.0/24', via: '10.0.0.1', dev: 'eth0', mtu: 70_000, advmss: 66_000 },
    { to: '2001:db8:50::/48', via: '2001:db8::1', dev: 'eth0', mtu: 70_000, advmss: 66_000 },
  ),
  'a gateway without a device gets one': byRoutes(
    { to: '198.51.100.0/24', via: '10.0.0.1' },
    { to: '2001:db8:50::/48', via: '2001:db8::1' },
    { to: '192.0.2.0/24', nexthops: [{ via: '10.0.0.1', weight: 3 }, { via: '10.1.0.1' }] },
  ),
  'an IPv6 route that refuses has neither preference nor life time': byRoutes(
    { to: '2001:db8:50::/48', type: 'unreachable', pref: 'high' },
    { to: '2001:db8:51::/48', type: 'blackhole', expires: '1h' },
  ),
  'two uplinks over one gateway are one way to balance over': {
    uplinks: { a: isp({ ...ipv6(10), weight: 200 }), b: isp({ ...ipv6(11), weight: 100 }) },
    outbound: { mode: 'balance', uplinks: ['a', 'b'] },
  },
  "an uplink does not learn its gateway from another's route that was just made": {
    uplinks: { a: isp(ipv4(10, '10.0.0.1')), b: isp(ipv4(11, 'auto')) },
    outbound: { mode: 'failover', uplinks: ['a', 'b'] },
  },
  'a route over a nexthop object has no realms': byRoutes({
    to: '198.51.100.0/24',
    nhid: 7,
    realms: '3/4',
  }),
};

describe('after an apply nothing is left to do:', { skip }, () => {
  for (const [name, parts] of Object.entries(cases)) {
    test(name, async (t) => {
      const { namespace } = new Scenery(t);
      const program = new InProcess([]);
      t.after(() => program.remove());
      program.write({ topology: { version: 1, ...parts }, lists: {} });
      const attempt = await program.attempt(namespace);
      assert.equal(attempt.kind, 'executed', JSON.stringify(attempt));
      assert.equal(
        attempt.kind === 'executed' && attempt.execution.kind,
        'done',
        JSON.stringify(attempt),
      );
      const again = await program.plan(namespace);
      assert.ok(again !== undefined && isEmpty(again));
    });
  }
});
