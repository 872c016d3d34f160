/** Prints how long it takes to work out which traffic 10 000 new routes send another way. */

import { assumedFacts } from '../src/compile/assumed-facts.ts';
import { compile } from '../src/compile/compile.ts';
import { impactOf } from '../src/lookup/impact.ts';
import { plannedState, untouchedState } from '../src/lookup/kernel-state.ts';
import { readTopology } from '../src/topology/read.ts';

const count = 10_000;

const text = `version: 1
uplinks:
  a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
networks: {lan: {interface: eth2, ipv4: 192.168.1.1/24}}
outbound: {mode: failover, uplinks: [a, b]}
policies:
  - {name: listed, to: {file: prefixes.txt}, uplinks: [b]}
  - {name: mail, dport: 25, uplinks: [b]}
`;

const prefixes = Array.from(
  { length: count },
  (_, index) => `10.${index >>> 8}.${index & 255}.0/24`,
);
const read = readTopology({
  file: 'topology.yaml',
  text,
  readList: () => ({ ok: true, text: prefixes.join('\n') }),
});
if (!read.ok) throw new Error('the topology is not sound');
const facts = assumedFacts(read.value);
const compiled = compile(read.value, facts);
if (!compiled.ok) throw new Error('the topology does not compile');
const before = untouchedState(facts);
const after = plannedState(before, compiled.value);
const tables = new Set(compiled.value.routes.map(({ item }) => item.table));

const start = performance.now();
const impact = impactOf(before, after, tables);
const trafficMs = performance.now() - start;
if (impact.kind !== 'known') throw new Error('too much');
process.stdout.write(`${JSON.stringify({ trafficMs, lines: impact.lines.length })}\n`);
