/** Where a quote or bracket was opened that is open still: the parser only says where it noticed. */

import type { Span } from './places.ts';

export type Unclosed = { readonly kind: 'quote' | 'bracket'; readonly span: Span };

/**
 * The innermost one that is open at `position`. Words may contain quotes and brackets, which open
 * something only where a value can begin.
 */
export function unclosedAt(text: string, position: number): Unclosed | undefined {
  const brackets: number[] = [];
  for (let index = 0; index < position; index++) {
    const one = text.charAt(index);
    if (one === '#' && /^\s?$/.test(text.charAt(index - 1))) {
      index = endOf(text.indexOf('\n', index));
    } else if ((one === '"' || one === "'") && beginsValue(text, index)) {
      const end = quoteEnd(text, index);
      if (end >= position) return unclosed('quote', index);
      index = end;
    } else if (one === '}' || one === ']') {
      brackets.pop();
    } else if ((one === '{' || one === '[') && (brackets.length > 0 || beginsValue(text, index))) {
      brackets.push(index);
    }
  }
  const innermost = brackets.at(-1);
  return innermost === undefined ? undefined : unclosed('bracket', innermost);
}

function unclosed(kind: Unclosed['kind'], start: number): Unclosed {
  return { kind, span: { start, end: start + 1 } };
}

/** At the start of a line, after `key: ` and `- `, and in brackets. */
function beginsValue(text: string, index: number): boolean {
  let before = index - 1;
  while (/[ \t]/.test(text.charAt(before))) before--;
  const last = text.charAt(before);
  return /^[\r\n,[{]?$/.test(last) || (/[:-]/.test(last) && before < index - 1);
}

/** `\"` and `''` are quotes within quotes. */
function quoteEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  let end = text.indexOf(quote, start + 1);
  while (end >= 0 && isWithin(text, end)) {
    end = text.indexOf(quote, quote === "'" ? end + 2 : end + 1);
  }
  return endOf(end);
}

function isWithin(text: string, end: number): boolean {
  if (text.charAt(end) === "'") return text.charAt(end + 1) === "'";
  let before = end - 1;
  while (text.charAt(before) === '\\') before--;
  return (end - before) % 2 === 0;
}

function endOf(index: number): number {
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}
