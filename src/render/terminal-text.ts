/** Text of others on a terminal: what it may contain, and how wide it is there. */

/**
 * Makes control characters visible. A topology may come from anybody, and an escape sequence in it
 * could rewrite what the terminal has shown before. Bidirectional overrides could reorder it. Half a
 * surrogate pair, U+FFFE and U+FFFF have no place in UTF-8, XML or YAML.
 */
export function visible(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    /[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    escapeCharacter,
  );
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Columns on a terminal. */
export function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += characterWidth(character);
  return columns;
}

/** As much of the start as fits. */
export function fittingStart(text: string, columns: number): string {
  let shown = '';
  let left = columns;
  for (const character of text) {
    left -= characterWidth(character);
    if (left < 0) break;
    shown += character;
  }
  return shown;
}

/** As much of the end as fits. */
export function fittingEnd(text: string, columns: number): string {
  const excess = width(text) - columns;
  let skipped = 0;
  let index = 0;
  for (const character of text) {
    if (skipped >= excess) break;
    skipped += characterWidth(character);
    index += character.length;
  }
  return text.slice(index);
}

function characterWidth(character: string): 0 | 1 | 2 {
  if (/\p{Mark}/u.test(character)) return 0;
  return isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
}

/** The blocks of East Asian Wide and Fullwidth characters (UAX #11), and emoji. */
const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return wideBlocks.some(([first, last]) => code >= first && code <= last);
}
