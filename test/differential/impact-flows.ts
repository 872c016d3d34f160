/** Which flows to ask before and after: in every class an impact names, at edges, and anywhere. */

import type { Flow } from '../../src/model/flow.ts';
import type { ImpactLine } from '../../src/model/impact.ts';
import {
  destinationIn,
  destinationNear,
  foreignSource,
  isOrdinary,
  sourceIn,
} from './impact-addresses.ts';
import type { Field, Terrain } from './impact-terrain.ts';
import { fields } from './impact-terrain.ts';
import type { Values } from './impact-values.ts';
import { contentOf, valuesIn } from './impact-values.ts';
import type { Kind } from './impact-words.ts';
import { readKind } from './impact-words.ts';
import type { RouteQuestion } from '../../src/model/kernel-answer.ts';
import type { Random } from './random.ts';
import { times } from './random.ts';

export type Sample = {
  readonly flows: readonly Flow[];
  /** Classes that the impact names, and those of them of which no flow can be asked. */
  readonly classes: number;
  readonly unasked: number;
};

/** Beyond them, a random choice: an impact of thousands of lines is asked in part. */
const classesMax = 80;
const triesMax = 12;
const roamersCount = 60;

export function sampleFlows(
  random: Random,
  terrain: Terrain,
  lines: readonly ImpactLine[],
): Sample {
  const values = valuesIn(terrain);
  const named = lines
    .filter(({ family }) => family === terrain.family)
    .flatMap((line) => line.kinds.map((kind) => ({ line, kind })));
  const chosen = named.length <= classesMax ? named : times(classesMax, () => random.oneOf(named));
  const flows: Flow[] = [];
  let unasked = 0;
  for (const { line, kind } of chosen) {
    const found = insiders(random, terrain, values, { line, kind: readKind(kind) });
    if (found.length === 0) unasked += 1;
    flows.push(...found, ...found.map((flow) => neighbourOf(random, terrain, values, flow)));
  }
  flows.push(...times(roamersCount, () => roamer(random, terrain, values)));
  return { flows: flows.filter(isAskable), classes: chosen.length, unasked };
}

/** Up to two flows that the words of a line hold for exactly. */
function insiders(
  random: Random,
  terrain: Terrain,
  values: Values,
  { line, kind }: { readonly line: ImpactLine; readonly kind: Kind },
): readonly Flow[] {
  const found: Flow[] = [];
  for (let attempt = 0; attempt < triesMax && found.length < 2; attempt++) {
    const content = contentOf(random, terrain, values, kind);
    const ends = endsOf(random, terrain, line, kind);
    if (content === undefined || ends === undefined) continue;
    const flow = { family: terrain.family, ...content, ...ends };
    if (isAskable(flow)) found.push(flow);
  }
  return found;
}

type Ends = Pick<Flow, 'from' | 'to' | 'iif' | 'oif'>;

function endsOf(
  random: Random,
  terrain: Terrain,
  line: ImpactLine,
  { sender, oif }: Kind,
): Ends | undefined {
  const to = destinationIn(random, terrain, line.to);
  if (to === undefined) return undefined;
  const bound = oif === undefined ? {} : { oif };
  switch (sender.kind) {
    case 'chosen':
      return { to, ...bound };
    case 'own':
      return { from: sender.from, to, ...bound };
    case 'comer': {
      const from = sourceIn(random, terrain, sender.prefix);
      return from === undefined ? undefined : { from, to, iif: sender.iif };
    }
    case 'any comer': {
      const from = foreignSource(random, terrain);
      return from === undefined ? undefined : { from, to, iif: random.oneOf(terrain.devices) };
    }
  }
}

/** One thing is otherwise: mostly what is just across an edge. */
function neighbourOf(random: Random, terrain: Terrain, values: Values, flow: Flow): Flow {
  switch (random.below(3)) {
    case 0: {
      const field = random.oneOf(fields);
      return { ...flow, [field]: random.oneOf(values[field]) };
    }
    case 1:
      return { ...flow, to: destinationNear(random, terrain) };
    default:
      return { ...contentIn(flow), ...randomSender(random, terrain) };
  }
}

function contentIn({ from: _, iif: __, oif: ___, ...content }: Flow): Flow {
  return content;
}

function roamer(random: Random, terrain: Terrain, values: Values): Flow {
  const rare = (field: Field): number =>
    random.percent(45) ? random.oneOf(values[field]) : (values[field][0] ?? 0);
  return {
    family: terrain.family,
    to: destinationNear(random, terrain),
    ...(random.percent(35) ? {} : randomSender(random, terrain)),
    mark: rare('mark'),
    tos: rare('tos'),
    ipproto: random.oneOf(values.ipproto),
    sport: rare('sport'),
    dport: rare('dport'),
    uid: rare('uid'),
  };
}

function randomSender(random: Random, terrain: Terrain): Pick<Flow, 'from' | 'iif' | 'oif'> {
  const { own, devices } = terrain;
  const oif = random.percent(30) && devices.length > 0 ? { oif: random.oneOf(devices) } : {};
  const isOwn = own.length > 0 && random.percent(50);
  if (isOwn || devices.length === 0)
    return { ...(own.length > 0 ? { from: random.oneOf(own) } : {}), ...oif };
  if (random.percent(20)) return oif;
  const from = foreignSource(random, terrain);
  if (from === undefined) return oif;
  return { from, iif: random.oneOf(devices) };
}

/** `ip route get` takes few protocols, and IPv4 takes none for UDP; ports are theirs. */
function isAskable({ family, to, ipproto, sport, dport }: Flow): boolean {
  const hasPorts = sport !== 0 || dport !== 0;
  const isKnown = [6, 17, family === 'ipv4' ? 1 : 58, ...(family === 'ipv4' ? [] : [0])].includes(
    ipproto,
  );
  return isOrdinary(to) && isKnown && (!hasPorts || family === 'ipv6' || ipproto !== 1);
}

/** With every field, since `ip` has defaults of its own: the user is who runs it. */
export function questionOf(flow: Flow): RouteQuestion {
  const { uid, mark, tos, ipproto, sport, dport, ...ends } = flow;
  return {
    ...ends,
    ...(mark === 0 ? {} : { mark }),
    ...(tos === 0 ? {} : { tos }),
    ...(ipproto === 0 ? {} : { ipproto }),
    ...(sport === 0 ? {} : { sport }),
    ...(dport === 0 ? {} : { dport }),
    ...(flow.iif === undefined ? { uid } : {}),
  };
}
