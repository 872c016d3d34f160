/** A file with one prefix a line -> prefixes. */

import type { Prefix } from '../model/address.ts';
import { parseInterfaceAddress, parsePrefix } from '../model/address.ts';
import type { Checked, Problem } from '../model/problem.ts';
import { prefixFlaw } from './addresses.ts';
import { quote } from './describe.ts';
import { locator } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { problemAt } from './problem-at.ts';

/** Ten times the largest list we have seen; a full table of the internet fits. */
export const listedPrefixesMax = 1_000_000;

/** A file of another kind is bad on every line. */
const problemsMax = 20;

export function readPrefixList(file: string, text: string): Checked<readonly Prefix[]> {
  const prefixes = new Set<Prefix>();
  const badLines: Span[] = [];
  // Line by line with indexOf: splitting a list of 100 000 would cost more than parsing it.
  for (let start = 0; start < text.length;) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak < 0 ? text.length : lineBreak;
    const word = wordOf(text.slice(start, end));
    if (word !== '') {
      const prefix = parsePrefix(word);
      if (prefix !== undefined) prefixes.add(prefix);
      else badLines.push({ start, end, word });
    }
    if (badLines.length >= problemsMax || prefixes.size > listedPrefixesMax) break;
    start = end + 1;
  }
  const problems = problemsOf(file, text, badLines, prefixes.size);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: [...prefixes], warnings: [] };
}

type Span = { readonly start: number; readonly end: number; readonly word: string };

function wordOf(line: string): string {
  const comment = line.indexOf('#');
  return (comment < 0 ? line : line.slice(0, comment)).trim();
}

function lineFlaw(line: string): Pick<Flaw, 'message' | 'hint'> {
  const words = line.split(/[\s,;]+/).filter((word) => word !== '');
  const areAddresses = words.every((word) => parseInterfaceAddress(word) !== undefined);
  if (!areAddresses || words[0] === line) return prefixFlaw(line);
  return { message: `${quote(line)} is not one prefix`, hint: 'write one prefix a line' };
}

function problemsOf(
  file: string,
  text: string,
  badLines: readonly Span[],
  count: number,
): readonly Problem[] {
  if (badLines.length === 0 && count <= listedPrefixesMax) return [];
  const locate = locator(file, text);
  const problems = badLines.map(({ start, word }) => {
    const from = text.indexOf(word, start);
    const { message, hint } = lineFlaw(word);
    return problemAt(locate({ start: from, end: from + word.length }), {
      code: 'MH119',
      message,
      hint,
    });
  });
  if (count <= listedPrefixesMax) return problems;
  const message = `the list has more than ${listedPrefixesMax} prefixes`;
  return [...problems, problemAt(locate({ start: 0, end: 1 }), { code: 'MH120', message })];
}
