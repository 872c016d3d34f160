/** `each`: an expectation with `$words` in it -> one for each case. */

import { quote } from './describe.ts';
import type { Decoder } from './decoder.ts';
import { report } from './decoder.ts';
import type { WrittenExpectation } from './generated/written.ts';
import type { Path } from './places.ts';
import { didYouMean } from './suggest.ts';

export type LongForm = Exclude<WrittenExpectation, string>;

/** What the words stand for, and where that is written. */
type Case = { readonly words: ReadonlyMap<string, string>; readonly path: Path };

/** With every word replaced; `path` is the place that messages about this case have. */
export type FilledIn = { readonly written: LongForm; readonly path: Path };

/** Nobody writes more; aliases could. */
const casesMax = 10_000;

export function filledIn(
  decoder: Decoder,
  path: Path,
  written: LongForm,
): readonly FilledIn[] | undefined {
  const { each, ...pattern } = written;
  if (each === undefined) return [{ written, path }];
  const cases = casesOf(each, [...path, 'each']);
  if (cases === undefined) {
    const message = `these are more than ${casesMax} cases`;
    report(decoder, [...path, 'each'], { code: 'MH706', message, hint: 'write fewer' });
    return undefined;
  }
  const used = wordsIn(pattern);
  for (const one of cases) {
    if (hasMistake(decoder, one, used)) return undefined;
  }
  return cases.map(({ words, path: at }) => ({ written: replaced(pattern, words), path: at }));
}

/** A list has a case an entry; a mapping of lists has every combination, the last word first. */
function casesOf(each: NonNullable<LongForm['each']>, path: Path): readonly Case[] | undefined {
  if (Array.isArray(each)) {
    return each.map((row, index) => ({
      words: new Map(Object.entries(row).map(([word, value]) => [word, String(value)])),
      path: [...path, index],
    }));
  }
  const lists = Object.entries(each);
  const count = lists.reduce((product, [, values]) => product * values.length, 1);
  if (count > casesMax) return undefined;
  let combined: readonly (readonly (readonly [string, string])[])[] = [[]];
  for (const [word, values] of lists) {
    combined = combined.flatMap((some) =>
      values.map((value) => [...some, [word, String(value)] as const]),
    );
  }
  return combined.map((words) => ({ words: new Map(words), path }));
}

/** A word that stands for nothing, or that nothing asks for, is one that was misspelt. */
function hasMistake(decoder: Decoder, { words, path }: Case, used: ReadonlySet<string>): boolean {
  const unknown = [...used].find((word) => !words.has(word));
  const unused = [...words.keys()].find((word) => !used.has(word));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, [...words.keys()]) ?? `write it here: ${unknown}: VALUE`;
    report(decoder, path, { code: 'MH706', message: `$${unknown} stands for nothing`, hint });
    return true;
  }
  if (unused === undefined) return false;
  const message = `no $${unused} stands in this expectation, which has the word ${quote(unused)}`;
  report(decoder, path, {
    code: 'MH706',
    message,
    hint: didYouMean(unused, [...used]) ?? 'remove it',
  });
  return true;
}

/** No braces: YAML would take them for its own in a list. */
const word = /\$([A-Za-z][A-Za-z0-9_]*)/g;

function wordsIn({ name, when, flow, then }: LongForm): ReadonlySet<string> {
  const texts = [name ?? '', ...(when?.down ?? []), ...listOf(flow), then];
  return new Set(texts.flatMap((text) => [...text.matchAll(word)].map(([, name_ = '']) => name_)));
}

function listOf(flow: LongForm['flow']): readonly string[] {
  return typeof flow === 'string' ? [flow] : flow;
}

function replaced(
  { name, when, flow, then }: LongForm,
  words: ReadonlyMap<string, string>,
): LongForm {
  const fill = (text: string) => text.replace(word, (_, key: string) => words.get(key) ?? '');
  const [first, ...rest] = listOf(flow);
  return {
    ...(name === undefined ? {} : { name: fill(name) }),
    ...(when === undefined ? {} : { when: { down: mapped(when.down, fill) } }),
    flow: first === undefined ? [''] : [fill(first), ...rest.map(fill)],
    // oxlint-disable-next-line unicorn/no-thenable -- a key of the language; nobody awaits it
    then: fill(then),
  };
}

function mapped(
  [first, ...rest]: readonly [string, ...string[]],
  fill: (text: string) => string,
): [string, ...string[]] {
  return [fill(first), ...rest.map(fill)];
}
