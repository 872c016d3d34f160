/** Puts the YAML parser's complaints into words that say what to do. */

import { lineStart } from './line.ts';
import type { Problem } from '../model/problem.ts';
import { misaligned } from './indentation.ts';
import { missingColon } from './missing-colon.ts';
import { missingSpace } from './missing-space.ts';
import type { Locate, Span } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { problemAt } from './problem-at.ts';
import { isKey } from './shape-at.ts';
import { unclosedAt } from './unclosed.ts';

type Complaint = { readonly reason: string; readonly position: number; readonly text: string };

/** The parser's reasons that have better words; the first that matches counts. */
const translations: readonly (readonly [RegExp, Flaw])[] = [
  [/tab characters/, tab()],
  [/nesting exceeded/, { code: 'MH010', message: 'values are nested too deeply' }],
  [/duplicated mapping key/, { code: 'MH003', message: 'this key is written twice' }],
  [/explicit tag|unknown .* tag|tag/, { code: 'MH012', message: 'a YAML tag cannot stand here' }],
  [/non-printable/, { code: 'MH008', message: 'this is not plain text', hint: 'save as UTF-8' }],
  [
    /missed comma/,
    syntax('a comma or a closing bracket is missing before this', 'check the brackets and commas'),
  ],
  [/within a flow collection/, syntax('a "[" or "{" is not closed', 'add the closing bracket')],
  [/quoted scalar/, syntax('a quote is not closed', 'add the closing quote')],
  [
    /deficient indentation/,
    syntax('a quote or bracket before this is not closed', 'close it, or indent this line'),
  ],
  [
    /bad indentation of a sequence/,
    syntax('this list entry is indented differently', 'align the "-" of one list'),
  ],
  [
    /bad indentation of a mapping/,
    syntax('this does not fit the mapping it stands in', 'check the indentation'),
  ],
  [
    /':' after a mapping key|implicit key/,
    syntax('a ":" is missing after a key', 'write KEY: VALUE'),
  ],
  [
    /document separator is expected/,
    syntax('this does not belong to what stands before it', 'check the indentation'),
  ],
];

export function yamlProblem(complaint: Complaint, locate: Locate): Problem {
  const at = Math.min(complaint.position, complaint.text.trimEnd().length);
  const here = locate({ start: at, end: at + 1 });
  return (
    unquotedAddress(complaint, locate) ??
    layoutProblem(complaint, locate) ??
    problemAt(here, unclosedFlaw(complaint, locate) ?? flawOf(complaint))
  );
}

/** Spaces are missing, or too many or too few: the parser only says that something does not fit. */
function layoutProblem({ reason, position, text }: Complaint, locate: Locate): Problem | undefined {
  const isLayout = /bad indentation|document separator/.test(reason);
  if (!isLayout && !/':' after a mapping key|implicit key/.test(reason)) return undefined;
  const found =
    (isLayout ? missingSpace(text, position) : undefined) ??
    missingColon(text, position) ??
    (isLayout ? (misaligned(text, position) ?? mappingBegun(text, position)) : undefined);
  return found === undefined ? undefined : problemAt(locate(found.span), found.flaw);
}

/** With the place where the quote or bracket was opened. */
function unclosedFlaw({ reason, position, text }: Complaint, locate: Locate): Flaw | undefined {
  const isNoticedLater = /deficient indentation/.test(reason);
  if (!isNoticedLater && !/quoted scalar|within a flow collection/.test(reason)) return undefined;
  const unclosed = unclosedAt(text, position);
  if (unclosed === undefined) return undefined;
  const { kind, span } = unclosed;
  const related = [{ message: 'it is opened here', at: locate(span) }];
  return isNoticedLater
    ? {
        ...syntax(`a ${kind} before this is not closed`, 'close it, or indent this line'),
        related,
      }
    : { ...syntax(`a ${kind} is not closed`, `add the closing ${kind}`), related };
}

/** `outbound: mode: failover`. */
function mappingBegun(
  text: string,
  position: number,
): { readonly span: Span; readonly flaw: Flaw } | undefined {
  const from = lineStart(text, position);
  const [, before = '', key] =
    /^(\s*(?:- +)*[\w-]+:\s+)([\w-]+):(?=\s)/.exec(text.slice(from)) ?? [];
  if (key === undefined || !isKey(key)) return undefined;
  const start = from + before.length;
  return {
    span: { start, end: start + key.length },
    flaw: syntax(secondColon, `begin a new line before "${key}", and indent it`),
  };
}

const secondColon = 'there is a second ":" on this line';

function flawOf(complaint: Complaint): Flaw {
  const { reason, position, text } = complaint;
  const line = lineAround(text, position);
  if (/^ *\t/.test(line)) return tab();
  const rest = text.slice(position, text.indexOf('\n', position) >>> 0);
  const special = /indentation of a mapping/.test(reason) ? specialHint(line, rest) : undefined;
  const found = translations.find(([pattern]) => pattern.test(reason));
  const flaw = found?.[1] ?? syntax(reason);
  return special === undefined ? flaw : { ...flaw, message: special.message, hint: special.hint };
}

/** Characters that cannot begin a plain value, and colons that look like another key. */
function specialHint(
  line: string,
  rest: string,
): { readonly message: string; readonly hint: string } | undefined {
  const first = rest[0] ?? '';
  if ('@`%'.includes(first) && first !== '') {
    return { message: `a value cannot begin with "${first}"`, hint: 'quote the value' };
  }
  if (/^[ \t]*:(\s|$)/.test(rest) || /^\s*[\w-]+:\s+[^\s{["']\S*:\s/.test(line)) {
    return {
      message: secondColon,
      hint: 'quote a value that contains ": "',
    };
  }
  return undefined;
}

/**
 * `a: 2001:db8::` and `{a: 2001:db8::}`: the last colon is taken for the one after a key, and the
 * parser complains about indentation or commas. The address ends where it complains.
 */
function unquotedAddress({ position, text }: Complaint, locate: Locate): Problem | undefined {
  const from = lineStart(text, position);
  const line = lineAround(text, position);
  for (const match of line.matchAll(/(?<![\w:.])[0-9a-fA-F:]*::(?=$|[\s,\]}])/g)) {
    const start = from + match.index;
    const end = start + match[0].length;
    if (start <= position && position <= end + 1)
      return quoteAddress(match[0], locate({ start, end }));
  }
  return undefined;
}

export function quoteAddress(address: string, at: Parameters<typeof problemAt>[0]): Problem {
  return problemAt(at, {
    code: 'MH011',
    message: `${address} is not quoted: YAML takes its last colon for the one after a key`,
    hint: `quote this IPv6 address: "${address}"`,
  });
}

function lineAround(text: string, position: number): string {
  const from = lineStart(text, position);
  return text.slice(from).split(/\r?\n/, 1)[0] ?? '';
}

function tab(): Flaw {
  return { code: 'MH002', message: 'a tab is used for indentation', hint: 'use spaces' };
}

function syntax(message: string, hint?: string): Flaw {
  return { code: 'MH001', message, hint };
}
