/** What the kernel did to a flow beside what an impact says of it. */

import { decide } from '../../src/lookup/decide.ts';
import type { RoutingIndex } from '../../src/lookup/state.ts';
import type { Decision } from '../../src/model/decision.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Impact, ImpactLine } from '../../src/model/impact.ts';
import type { ReadLine, Spot } from './impact-classes.ts';
import type { Terrain } from './impact-terrain.ts';
import { belongs, isToldApart, spotOf } from './impact-classes.ts';
import type { Hop } from '../../src/model/route.ts';
import type { KernelAnswer } from '../../src/model/kernel-answer.ts';

/** Where a packet goes: an error, a type alone, or a type and the way. */
export type Way = { readonly outcome: string; readonly source: string | undefined };

/** What a flow met on the real kernel, before and after. */
export type Met = { readonly flow: Flow; readonly before: Way; readonly after: Way };

export type Known = Extract<Impact, { readonly kind: 'known' }>;

/** Before and after as the model has them, from what the kernel itself showed. */
export type Sides = { readonly before: RoutingIndex; readonly after: RoutingIndex };

export type Verdict = {
  readonly kind: 'unchanged' | 'changed' | 'set' | 'uncertain' | 'missed' | 'invented';
  /** What is wrong, or in doubt. */
  readonly why: string;
  /** What the impact says of the flow. */
  readonly said: readonly ImpactLine[];
};

type Finding = Omit<Verdict, 'said'>;

/** All that judges the flows of one family. */
export type Bench = {
  readonly terrain: Terrain;
  readonly lines: readonly ReadLine[];
  readonly impact: Known;
  readonly sides: Sides;
};

export function judgeFlow(met: Met, bench: Bench): Verdict {
  const { terrain, lines, sides } = bench;
  const { flow, before, after } = met;
  const hasChanged = before.outcome !== after.outcome || before.source !== after.source;
  const exact: ImpactLine[] = [];
  const among: ImpactLine[] = [];
  const spot = spotOf(flow, terrain);
  for (const line of lines) {
    const found = belongs(line, spot, terrain);
    if (found === 'exactly') exact.push(line.line);
    else if (found === 'among others') among.push(line.line);
  }
  const model = [decide(sides.before, flow), decide(sides.after, flow)] as const;
  const wrong =
    exact.map((line) => inventionIn(line, met, hasChanged)).find((one) => one !== undefined) ??
    (hasChanged && ![...exact, ...among].some((line) => isTold(line, met))
      ? omission(met, model)
      : undefined);
  const said = [...exact, ...among];
  if (wrong === undefined) return { kind: hasChanged ? 'changed' : 'unchanged', why: '', said };
  if (wrong.kind === 'set') return { ...wrong, said };
  const doubt = doubtOf(spot, model, bench);
  return doubt === undefined ? { ...wrong, said } : { kind: 'uncertain', why: doubt, said };
}

/** What the line says is not what happened. */
function inventionIn(line: ImpactLine, met: Met, hasChanged: boolean): Finding | undefined {
  const { flow } = met;
  const [old, next] = [waysIn(line.before, flow), waysIn(line.after, flow)];
  const why = `said: ${showWays(old)} => ${showWays(next)}`;
  if (!isTold(line, met)) return { kind: 'invented', why };
  if (hasChanged) return undefined;
  const several = severalIn([...old, ...next], Math.max(old.length, next.length));
  if (several !== undefined) return { kind: 'set', why: several };
  const isUntold =
    flow.family === 'ipv6' && [...old, ...next].some(({ source }) => source === undefined);
  return isUntold
    ? { kind: 'set', why: 'of IPv6 sources a line may tell, and they are not compared' }
    : { kind: 'invented', why };
}

/** Without a word: among several ways with the same names, another one was taken. */
function omission({ flow, before, after }: Met, model: readonly [Decision, Decision]): Finding {
  const [old, next] = [waysIn(model[0], flow), waysIn(model[1], flow)];
  const isSame = showWays(old) === showWays(next) && isAmong(before, old) && isAmong(after, next);
  const several = isSame ? severalIn(old, old.length) : undefined;
  if (several !== undefined) return { kind: 'set', why: several };
  return {
    kind: 'missed',
    why: `no line says so; the model: ${showWays(old)} => ${showWays(next)}`,
  };
}

/** Why more than one answer is right. */
function severalIn(ways: readonly Way[], count: number): string | undefined {
  if (ways.some(({ outcome }) => isSomewhere(outcome))) return 'a nexthop object leads somewhere';
  return count > 1 ? 'a hash or a neighbour decides' : undefined;
}

function isTold({ before, after }: ImpactLine, met: Met): boolean {
  return (
    isAmong(met.before, waysIn(before, met.flow)) && isAmong(met.after, waysIn(after, met.flow))
  );
}

function isAmong(way: Way, ways: readonly Way[]): boolean {
  return ways.some(
    ({ outcome, source }) =>
      (outcome === way.outcome || isSomewhere(outcome)) &&
      (source === undefined || source === way.source),
  );
}

function isSomewhere(outcome: string): boolean {
  return outcome.endsWith(anyHop);
}

/** A reason the impact itself gives for not being sure. */
function doubtOf(
  spot: Spot,
  model: readonly [Decision, Decision],
  { terrain, impact: { doubts }, sides: { before } }: Bench,
): string | undefined {
  const said = model.flatMap(({ uncertain }) => uncertain ?? []);
  const declared = said.find((doubt) => doubts.includes(doubt));
  if (declared !== undefined) return declared;
  const { family, iif } = spot.flow;
  const filter =
    iif === undefined ? undefined : before.links.get(iif)?.settings.ipv4.reversePathFilter;
  const isFiltered = family === 'ipv4' && filter !== undefined && filter !== 'off';
  if (!isFiltered || !isToldApart(spot, terrain)) return undefined;
  return doubts.find((doubt) => /reverse path filter/.test(doubt));
}

/** An address of its own is no news; it is one where the kernel was to choose. */
/** In IPv6 the source depends on the destination, and a line speaks of many. */
function choosesSource({ family, from, iif }: Flow): boolean {
  return family === 'ipv4' && from === undefined && iif === undefined;
}

function waysIn(decision: Decision, flow: Flow): readonly Way[] {
  if (decision.kind === 'refused') return [{ outcome: decision.error, source: undefined }];
  const { type, exits } = decision;
  return exits.map(({ hop, source }) => ({
    outcome: isKept(type, flow) ? type : `${type} ${hop === undefined ? anyHop : hopWords(hop)}`,
    source: choosesSource(flow) && !isKept(type, flow) ? source : undefined,
  }));
}

/** Of a nexthop object that no route is over yet. */
const anyHop = 'somewhere';

function hopWords({ device, gateway }: Hop): string {
  return `${device} ${gateway ?? '-'}`;
}

/** The kernel shows it on lo. */
function isKept(type: string | undefined, { iif }: Flow): boolean {
  return type === 'local' || type === 'anycast' || (type === 'broadcast' && iif !== undefined);
}

export function wayOf(answer: KernelAnswer, flow: Flow): Way {
  if (answer.kind === 'unanswered') throw new Error(answer.reason);
  if (answer.kind === 'refused') {
    // Up to Linux 6.9 for what the reverse path filter drops.
    return { outcome: answer.error === 'EXDEV' ? 'EINVAL' : answer.error, source: undefined };
  }
  const { type, device, gateway, source } = answer;
  if (isKept(type, flow)) return { outcome: type, source: undefined };
  return {
    outcome: `${type} ${device} ${gateway ?? '-'}`,
    source: choosesSource(flow) ? source : undefined,
  };
}

export function showWay({ outcome, source }: Way): string {
  return source === undefined ? outcome : `${outcome} from ${source}`;
}

function showWays(ways: readonly Way[]): string {
  return ways.map(showWay).toSorted().join(' or ');
}
