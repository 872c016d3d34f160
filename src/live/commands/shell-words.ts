/** A word of a shell: quoted, escaped and plain stretches, and what only the shell knows of it. */

export type Word = {
  readonly text: string;
  /** What of it only the shell knows: `$TABLE`, `$(...)`. */
  readonly unknown?: string;
};

/** How far a text is read. */
export type Scan = {
  readonly text: string;
  at: number;
  /** From 1. */
  line: number;
  /** How often quotes that do not end on their line are looked for behind it. */
  tries: number;
};

export function advanceTo(scan: Scan, to: number): void {
  for (let { at } = scan; at < to; at++) if (scan.text[at] === '\n') scan.line += 1;
  scan.at = to;
}

export function matched(scan: Scan, sticky: RegExp): string | undefined {
  sticky.lastIndex = scan.at;
  const found = sticky.exec(scan.text)?.[0];
  if (found !== undefined) advanceTo(scan, scan.at + found.length);
  return found;
}

/** Empty where none begins here, undefined where its quotes do not end. */
export function wordAt(scan: Scan): Word | undefined {
  let word: Word = { text: '' };
  for (;;) {
    const from = scan.at;
    const piece = pieceAt(scan, word.text);
    if (piece === undefined) return undefined;
    if (scan.at === from) return word;
    const unknown = word.unknown ?? piece.unknown;
    const text = `${word.text}${piece.text}`;
    word = unknown === undefined ? { text } : { text, unknown };
  }
}

const plain = /[^ \t\n;&|()<>'"`$\\]+/y;
const variable = /\$\{[^}\n]*\}|\$[A-Za-z_][A-Za-z0-9_]*|\$[0-9@*#?!-]/y;
const escaped = /\\[^]/y;
const lone = /[$\\]/y;

/** An empty piece that takes nothing ends the word. */
function pieceAt(scan: Scan, before: string): Word | undefined {
  const text = matched(scan, plain);
  if (text !== undefined) return { text };
  const opening = openingAt(scan.text, scan.at, before);
  if (opening !== undefined) return enclosedAt(scan, opening);
  const name = matched(scan, variable);
  if (name !== undefined) return { text: name, unknown: name };
  const pair = matched(scan, escaped);
  if (pair !== undefined) return { text: pair === '\\\n' ? '' : pair.slice(1) };
  return { text: matched(scan, lone) ?? '' };
}

function openingAt(text: string, at: number, before: string): string | undefined {
  const [one = ''] = text.slice(at, at + 1);
  if (one === "'" || one === '"' || one === '`') return one;
  const two = text.slice(at, at + 2);
  if (two === '$(') return two;
  if (before === '' && (two === '<(' || two === '>(')) return two;
  // An array: `A=(a b)`.
  return one === '(' && /^\w+(?:\[[^\]]*\])?\+?=$/.test(before) ? one : undefined;
}

function enclosedAt(scan: Scan, opening: string): Word | undefined {
  const { text, at } = scan;
  const end = endOf(scan, opening);
  if (end === undefined) return undefined;
  advanceTo(scan, end);
  const whole = text.slice(at, end);
  if (opening === "'") return { text: whole.slice(1, -1) };
  if (opening !== '"') return { text: whole, unknown: whole };
  const inner = whole.slice(1, -1).replaceAll('\\\n', '');
  const unknown = expansionIn(inner);
  return unknown === undefined ? { text: inner } : { text: inner, unknown };
}

/** On the same line, or where the text is still worth it, on a later one. */
function endOf(scan: Scan, opening: string): number | undefined {
  const end = closingIn(scan.text, scan.at, opening, scan.tries > 0);
  if (end === undefined) scan.tries -= 1;
  return end;
}

/** The place behind the closing sign of what opens at a place. */
function closingIn(
  text: string,
  from: number,
  opening: string,
  spansLines: boolean,
): number | undefined {
  const closers = [closerOf(opening)];
  for (let at = from + opening.length; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\n' && !spansLines) return undefined;
    const closer = closers.at(-1);
    if (sign === closer) {
      closers.pop();
      if (closers.length === 0) return at + 1;
    } else if (closer === "'") continue;
    else if (sign === '\\') at += 1;
    else if (closer === '`') continue;
    else if (sign === '$' && text[at + 1] === '(') {
      closers.push(')');
      at += 1;
    } else if (closer === ')' && sign === '#' && /\s/.test(text[at - 1] ?? '')) {
      const row = text.indexOf('\n', at);
      if (row === -1) return undefined;
      at = row - 1;
    } else if (closer === ')' && (sign === '"' || sign === "'" || sign === '(')) {
      closers.push(closerOf(sign));
    }
  }
  return undefined;
}

function closerOf(opening: string): string {
  return opening.endsWith('(') ? ')' : opening;
}

function expansionIn(quoted: string): string | undefined {
  const found = /(?<!\\)(?:\$[({]|\$[A-Za-z_0-9@*#?!-][A-Za-z0-9_]*|`)/.exec(quoted);
  if (found === null) return undefined;
  const [start] = found;
  if (start !== '$(' && start !== '${' && start !== '`') return start;
  const end =
    start === '${'
      ? quoted.indexOf('}', found.index) + 1 || undefined
      : closingIn(quoted, found.index, start, true);
  return quoted.slice(found.index, end);
}
