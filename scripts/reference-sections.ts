/** What docs/topology.md tells in which order, and the examples it shows. */

import type { Kept } from './excerpt.ts';

/** A part of the topology of an example. */
export type Shown = { readonly example: string; readonly kept: Kept };

export type Section = {
  readonly title: string;
  /** Where in the schema its mapping is described. */
  readonly pointer: string;
  readonly shown: Shown;
};

const office = 'policy-by-port-and-network';
const raw = 'raw-everything';

export const sections: readonly Section[] = [
  {
    title: 'The file',
    pointer: '#',
    shown: { example: 'symmetric-routing', kept: { uplinks: 'all', outbound: 'all' } },
  },
  {
    title: 'uplinks',
    pointer: '#/$defs/uplink',
    shown: { example: 'load-balancing', kept: { uplinks: 'all', outbound: 'all' } },
  },
  {
    title: 'ipv4 and ipv6',
    pointer: '#/$defs/uplink-family',
    shown: { example: 'dual-stack-two-isps', kept: { uplinks: 'all', outbound: 'all' } },
  },
  {
    title: 'networks',
    pointer: '#/$defs/network',
    shown: {
      example: office,
      kept: { uplinks: 'all', networks: 'all', policies: /guests|backups/ },
    },
  },
  {
    title: 'outbound',
    pointer: '#/$defs/outbound',
    shown: { example: 'three-nics-one-subnet', kept: { uplinks: 'all', outbound: 'all' } },
  },
  {
    title: 'policies',
    pointer: '#/$defs/policy',
    shown: { example: office, kept: { uplinks: 'all', networks: 'all', policies: 'all' } },
  },
  {
    title: 'to',
    pointer: '#/$defs/destinations',
    shown: { example: office, kept: { uplinks: 'all', policies: /office|backups/ } },
  },
  {
    title: 'tables',
    pointer: '#/properties/tables/additionalProperties',
    shown: { example: raw, kept: { tables: 'all', rules: /priority: 100[13],/ } },
  },
  {
    title: 'rules',
    pointer: '#/$defs/rule',
    shown: {
      example: raw,
      kept: { tables: 'all', uplinks: 'all', rules: /priority: 10(00|02|03|06|07|11|17),/ },
    },
  },
  {
    title: 'routes',
    pointer: '#/$defs/route',
    shown: {
      example: raw,
      kept: { tables: 'all', uplinks: 'all', routes: /192\.0\.([367]|1[04])\.0|2001:db8:3::/ },
    },
  },
  {
    title: 'nexthops',
    pointer: '#/$defs/nexthop',
    shown: { example: raw, kept: { tables: 'all', uplinks: 'all', routes: /nexthops: .*uplink/ } },
  },
  {
    title: 'route-options',
    pointer: '#/$defs/route-options',
    shown: {
      example: 'load-balancing',
      kept: { 'route-options': 'all', uplinks: 'all', outbound: 'all' },
    },
  },
  {
    title: 'expect',
    pointer: '#/$defs/expectation',
    shown: {
      example: 'three-nics-one-subnet',
      kept: { uplinks: 'all', outbound: 'all', expect: 'all', invariants: 'all' },
    },
  },
  {
    title: 'health',
    pointer: '#/$defs/health',
    shown: {
      example: 'dual-wan-failover',
      kept: { uplinks: 'all', outbound: 'all', health: 'all' },
    },
  },
];

/** Written for the page, because no example has them; by the title of a mapping within those. */
export const innerExamples: Readonly<Record<string, string>> = {
  'ipv4 and ipv6: assume': `version: 1
uplinks:
  cable:
    interface: eth1
    ipv4:
      address: auto
      gateway: auto
      assume: {address: 192.0.2.10/24, gateway: 192.0.2.1}
outbound: {mode: failover, uplinks: [cable]}
`,
  watch: `version: 1
uplinks:
  isp-a: {interface: eth1, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  isp-b: {interface: eth2, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [isp-a, isp-b]}
health: {targets: [192.0.2.53]}
watch:
  hook: [/usr/local/bin/on-switch, --quietly]
  hook-timeout: 5s
`,
  'health: latency': `version: 1
uplinks:
  lte: {interface: wwan0, ipv4: {address: auto, gateway: auto}}
outbound: {mode: failover, uplinks: [lte]}
health:
  targets: [192.0.2.53]
  loss: {down: 30%, up: 10%}
  latency: {down: 500ms, up: 250ms}
`,
};
