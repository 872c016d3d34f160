/** A topology that is read again while it is watched: taken over, or not, and why not. */

import { compile } from '../compile/compile.ts';
import { allowedFor } from '../host/allowed.ts';
import { digestOf } from '../host/digest.ts';
import type { Host } from '../host/host.ts';
import { readLive } from '../host/read-live.ts';
import { lastApplied } from '../host/transactions.ts';
import type { Facts } from '../model/live.ts';
import type { AllowableGuard } from '../model/plan.ts';
import type { Failure } from './failure.ts';
import { planFrom } from './prepare.ts';
import { takenBack } from './taken-back.ts';
import type { LoadedTopology } from './topology-file.ts';
import { loadTopology } from './topology-file.ts';
import type { Log } from './watch-log.ts';
import type { LoopState, Reloaded } from './watch-state.ts';
import { termsOf, whyNotTakenOver } from './watch-terms.ts';
import { whyUnsettled } from './unsettled.ts';

export type Reloading = {
  readonly path: string;
  readonly host: Host;
  readonly log: Log;
  readonly allow: readonly AllowableGuard[];
};

/** What a service is for: uplinks that are not there now come later. */
export const expectedGuards = [
  'interface-missing',
  'uplink-unready',
  'network-unready',
] as const satisfies readonly AllowableGuard[];

/** What is not valid, or what apply would refuse, changes nothing: the old topology is kept. */
export async function reloadTopology(state: LoopState, reloading: Reloading): Promise<Reloaded> {
  const { path, log, host } = reloading;
  const transaction = lastApplied(host)?.id ?? 0;
  const loaded = loadTopology(path);
  const why = loaded.ok
    ? ((await whyNotThis(loaded.value, state, reloading)) ??
      whyNotApplied(loaded.value, state, host))
    : whyNotRead(loaded.failure);
  if (loaded.ok && why === undefined) {
    log('info', `read ${path} again`, { event: 'reloaded' });
    const { topology, source } = loaded.value;
    const read = { transaction, refused: null, digest: digestOf(source.texts) };
    return { read, topology, remarks: [] };
  }
  const reason = `${path} was not taken over, the topology stays as it was: ${why}`;
  log('error', reason, { event: 'not-reloaded' });
  const read = { ...state.read, transaction, refused: why ?? '' };
  return { read, topology: undefined, remarks: [reason] };
}

async function whyNotThis(
  { topology, source: { texts } }: LoadedTopology,
  { topology: current, standings, planned: { plan, whyWithoutTable } }: LoopState,
  { host, allow }: Reloading,
): Promise<string | undefined> {
  const compileFor = (facts: Facts) => compile(topology, { ...facts, standings });
  const isTableNeeded = whyWithoutTable === undefined;
  const planned = await planFrom(topology, compileFor, readLive(host), host, isTableNeeded);
  if (!planned.ok) return whyNotRead(planned.failure);
  const given = allowedFor(host, digestOf(texts));
  const expected = expectedGuards.filter((name) => given.includes(name));
  const terms = termsOf(current, plan, [...allow, ...expected]);
  return (await whyNotTakenOver(topology, planned.value.guards, terms))?.message;
}

/** It may be taken back, or have been: then what was read of it would be put there again. */
function whyNotApplied(
  { source: { texts } }: LoadedTopology,
  { read }: LoopState,
  host: Host,
): string | undefined {
  const unsettled = whyUnsettled(host)?.message;
  if (unsettled !== undefined) return unsettled;
  const digest = digestOf(texts);
  const applied = lastApplied(host);
  const isOther = applied?.digest !== undefined && applied.digest !== digest;
  if (applied !== undefined && applied.id > read.transaction && isOther) {
    return `it is not any more what apply ${applied.id} carried out: apply it again`;
  }
  // What it goes by already would not come with it.
  const taken = digest === read.digest ? undefined : takenBack(digest, host);
  if (taken === undefined) return undefined;
  return `apply ${taken.id} of it was taken back: apply it again, or change it`;
}

function whyNotRead({ message, problems: [first] = [] }: Failure): string {
  const line = first?.at === undefined ? '' : `line ${first.at.line}: `;
  return message ?? `${line}${first?.message ?? 'it is not valid'}`;
}
