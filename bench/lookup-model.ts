/** Reads this namespace, indexes it, looks up, and prints what each took, on one core. */

import { execFileSync } from 'node:child_process';

import type { LiveTexts } from '../src/live/decode-live.ts';
import { decodeLive, dumpArguments } from '../src/live/decode-live.ts';
import { decideQuery } from '../src/lookup/decide.ts';
import type { Query } from '../src/lookup/query.ts';
import { queryOf } from '../src/lookup/query.ts';
import type { RoutingIndex } from '../src/lookup/state.ts';
import { indexState } from '../src/lookup/state.ts';
import { flows, flowsCount } from './lookup-scene.ts';

export type LookupTimes = {
  readonly indexMs: readonly number[];
  readonly lookMs: readonly number[];
};

const rounds = 5;

const decoded = decodeLive(readTexts(), { hostname: 'bench', tableNames: [] });
if (!decoded.ok) throw new Error(decoded.reason);
const live = decoded.value;
const indexMs = samples(() => void indexState(live));
const index = indexState(live);
const queries = flows(flowsCount).map(queryOf);
const lookMs = samples(() => lookUpAll(index, queries));
process.stdout.write(JSON.stringify({ indexMs, lookMs } satisfies LookupTimes));

function readTexts(): LiveTexts {
  const { rules, routes, addresses, settings } = dumpArguments;
  return {
    rules: { ipv4: ip(rules.ipv4), ipv6: ip(rules.ipv6) },
    routes: { ipv4: ip(routes.ipv4), ipv6: ip(routes.ipv6) },
    addresses: ip(addresses),
    settings: ip(settings),
  };
}

function ip(words: readonly string[]): string {
  return execFileSync('ip', words, { encoding: 'utf8', maxBuffer: 2 ** 29 });
}

function lookUpAll(state: RoutingIndex, all: readonly Query[]): void {
  let delivered = 0;
  for (const query of all) if (decideQuery(state, query).kind === 'delivered') delivered += 1;
  if (delivered === 0) throw new Error('nothing was delivered');
}

/** Of a warm program: the first round does not count. */
function samples(work: () => void): readonly number[] {
  const all = Array.from({ length: rounds + 1 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return all.slice(1);
}
