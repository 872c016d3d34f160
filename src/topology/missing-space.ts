/** `key:value` and `-entry`, which YAML takes for plain words. */

import { lineStart } from './line.ts';
import { shortened } from './describe.ts';
import type { Span } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { isKey } from './shape-at.ts';

/** `mode:failover` -> `mode: failover`, where the word before the colon is a key somewhere. */
export function withSpace(written: string): string | undefined {
  const [, key, value] = /^([\w-]+):(\S.*)$/.exec(written) ?? [];
  return key !== undefined && isKey(key) ? shortened(`${key}: ${value}`) : undefined;
}

/** The complaint comes one line late, because plain words may go on in the next line. */
export function missingSpace(
  text: string,
  position: number,
): { readonly span: Span; readonly flaw: Flaw } | undefined {
  const from = lineStart(text, position);
  const before = text.slice(0, from).trimEnd();
  return spaceMissingIn(text, before.lastIndexOf('\n') + 1) ?? spaceMissingIn(text, from);
}

function spaceMissingIn(text: string, from: number): ReturnType<typeof missingSpace> {
  const line = text.slice(from).split(/\r?\n/, 1)[0] ?? '';
  const indent = /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;
  const start = from + indent;
  const rest = line.slice(indent).trimEnd();
  const isEntry = /^-[\w"']/.test(rest);
  const fixed = isEntry ? shortened(`- ${rest.slice(1)}`) : withSpace(rest);
  if (fixed === undefined) return undefined;
  const word = isEntry ? '-' : rest.slice(0, rest.indexOf(':') + 1);
  const message = `a space is missing after "${word}"`;
  return {
    span: { start, end: start + word.length },
    flaw: { code: 'MH001', message, hint: `write ${fixed}` },
  };
}
