/** `expect` -> expectations: flows and ways parsed, names of uplinks resolved. */

import { parseAddress } from '../model/address.ts';
import type { Expectation, ExpectedWay, Invariant, Refusal, Way } from '../model/expectation.ts';
import type { Endpoint, FlowPattern } from '../model/flow-pattern.ts';
import { flowGrammar } from '../model/flow-pattern.ts';
import type { FilledIn, LongForm } from './decode-cases.ts';
import { filledIn } from './decode-cases.ts';
import { quote } from './describe.ts';
import type { Decoder, Names } from './decoder.ts';
import { placeOfEntry, report, uplinkNamed } from './decoder.ts';
import { readFlow } from './flow-text.ts';
import type { WrittenExpectation } from './generated/written.ts';
import type { Path } from './places.ts';

export function decodeExpectations(
  decoder: Decoder,
  names: Names,
  written: readonly WrittenExpectation[],
): readonly Expectation[] {
  return written.flatMap((one, index) => {
    const path = ['expect', index];
    return typeof one === 'string'
      ? decodeLine(decoder, names, path, one)
      : decodeMapping(decoder, names, path, one);
  });
}

/** Each invariant is one expectation for each uplink. */
export function decodeInvariants(
  decoder: Decoder,
  names: Names,
  written: readonly Invariant[],
): readonly Expectation[] {
  const uplinks = [...names.uplinks.keys()];
  if (uplinks.length < 2 && written.some((invariant) => invariant !== 'symmetric')) {
    const message = 'there is no other uplink that this could speak of';
    report(decoder, ['invariants'], { code: 'MH703', message, hint: 'remove it' });
    return [];
  }
  return written.flatMap((invariant, index) => {
    const at = decoder.places.value(['invariants', index]);
    return uplinks.flatMap((uplink) => {
      const others = uplinks.filter((other) => other !== uplink);
      return meaningOf(invariant, uplink, others, [...names.networks.keys()]).map((meaning) => ({
        name: invariant,
        kinds: invariant === 'survives-any-single-uplink-down' ? 'unmarked' : 'every',
        at,
        ...meaning,
      }));
    });
  });
}

type Meaning = Pick<Expectation, 'down' | 'flows' | 'way'>;

function meaningOf(
  invariant: Invariant,
  uplink: string,
  others: readonly string[],
  networks: readonly string[],
): readonly Meaning[] {
  const own = flowFrom({ kind: 'name', name: uplink }, `${uplink} -> any`);
  switch (invariant) {
    case 'symmetric':
      return [{ down: [], flows: [own], way: byUplinks([uplink], false) }];
    case 'no-leak':
      return [[], [uplink]].map((down) => ({ down, flows: [own], way: byUplinks(others, true) }));
    case 'survives-any-single-uplink-down': {
      const all = flowFrom({ kind: 'any' }, 'any -> any');
      const forwarded = networks.map((name) => flowFrom({ kind: 'name', name }, `${name} -> any`));
      return [{ down: [uplink], flows: [all, ...forwarded], way: byUplinks(others, false) }];
    }
  }
}

function flowFrom(from: Endpoint, text: string): FlowPattern {
  return { text, from, to: { kind: 'any' } };
}

function byUplinks(uplinks: readonly string[], isNegated: boolean): ExpectedWay {
  const text = `${isNegated ? 'not ' : ''}uplink ${uplinks.join(', ')}`;
  return { text, isNegated, way: { kind: 'uplink', uplinks } };
}

function decodeLine(
  decoder: Decoder,
  names: Names,
  path: Path,
  text: string,
): readonly Expectation[] {
  const [flow, way, ...rest] = text.split('=>');
  if (flow === undefined || way === undefined || rest.length > 0) {
    const hint = 'write FLOW => WAY, such as any -> 8.8.8.8 => uplink NAME';
    report(decoder, path, { code: 'MH701', message: `${quote(text)} has no "=>"`, hint });
    return [];
  }
  return expectation(decoder, names, { path, way: path, flows: [[flow.trim(), path]] }, way.trim());
}

/** After a mistake in one case, the others would have the same. */
function decodeMapping(
  decoder: Decoder,
  names: Names,
  path: Path,
  mapping: LongForm,
): readonly Expectation[] {
  const found: Expectation[] = [];
  for (const one of filledIn(decoder, path, mapping) ?? []) {
    const before = decoder.problems.length;
    found.push(...decodeCase(decoder, names, path, one));
    if (decoder.problems.length > before) break;
  }
  return found;
}

function decodeCase(
  decoder: Decoder,
  names: Names,
  path: Path,
  { written: { name, when, flow, then }, path: place }: FilledIn,
): readonly Expectation[] {
  const flows: readonly (readonly [string, Path])[] =
    typeof flow === 'string'
      ? [[flow, [...path, 'flow']]]
      : flow.map((one, index) => [one, [...path, 'flow', index]] as const);
  const down = when?.down ?? [];
  for (const [index, uplink] of down.entries()) {
    uplinkNamed(decoder, names, [...path, 'when', 'down', index], uplink);
  }
  const places = { path: place, way: [...path, 'then'], flows };
  // One that says nothing would be an empty line in every list.
  const title = name?.trim() === '' ? undefined : name;
  return expectation(decoder, names, places, then).map((one) => ({ ...one, name: title, down }));
}

type Written = {
  readonly path: Path;
  readonly way: Path;
  readonly flows: readonly (readonly [string, Path])[];
};

function expectation(
  decoder: Decoder,
  names: Names,
  { path, way: wayPath, flows }: Written,
  text: string,
): readonly Expectation[] {
  const patterns = flows.flatMap(([flow, at]) => decodeFlow(decoder, at, flow));
  const way = decodeWay(decoder, names, wayPath, text);
  if (way === undefined || patterns.length === 0) return [];
  const at = placeOfEntry(decoder, path);
  return [{ name: undefined, down: [], flows: patterns, way, kinds: 'as written', at }];
}

function decodeFlow(decoder: Decoder, path: Path, text: string): readonly FlowPattern[] {
  const read = readFlow(text);
  if (read.ok) return [read.flow];
  const { message } = read.mistake;
  report(decoder, path, {
    code: 'MH701',
    message: `${quote(text)} is no flow: ${message}`,
    hint: `write ${flowGrammar[0]}`,
  });
  return [];
}

function decodeWay(
  decoder: Decoder,
  names: Names,
  path: Path,
  text: string,
): ExpectedWay | undefined {
  const isNegated = /^not\s/.test(text);
  const way = wayOf(text.replace(/^not\s+/, ''));
  if (way === undefined) {
    const hint = 'write uplink NAME, dev NAME, local, refused, unreachable, prohibit or blackhole';
    report(decoder, path, { code: 'MH702', message: `${quote(text)} is no way`, hint });
    return undefined;
  }
  if (way.kind === 'uplink') {
    for (const uplink of way.uplinks) uplinkNamed(decoder, names, path, uplink);
  }
  return { text, isNegated, way };
}

function wayOf(text: string): Way | undefined {
  const [word, ...rest] = text.split(/\s+/);
  const refusal = refusals.find((one) => one === word);
  const more = rest.join(' ');
  if (refusal !== undefined || word === 'refused') {
    return more === '' ? { kind: 'refused', by: refusal } : undefined;
  }
  if (word === 'local') return more === '' ? { kind: 'local' } : undefined;
  const [, listed = '', via] = /^([^ ,]+(?:, ?[^ ,]+)*)(?: via (\S+))?$/.exec(more) ?? [];
  const names = listed.split(/, ?/).filter((name) => name !== '');
  if (names.length === 0) return undefined;
  if (word === 'uplink' && via === undefined) return { kind: 'uplink', uplinks: names };
  const gateway = via === undefined ? undefined : parseAddress(via);
  if (word !== 'dev' || (via !== undefined && gateway === undefined)) return undefined;
  return { kind: 'dev', devices: names, gateway };
}

const refusals: readonly Refusal[] = ['unreachable', 'prohibit', 'blackhole'];
