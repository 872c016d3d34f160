/**
 * A page whose console blocks are played: each `$ command`, and below it what it prints. A line that
 * holds nothing but `…` stands for lines that the page leaves out; figures are not compared.
 */

import { hostname } from 'node:os';

export type ShownCommand = {
  readonly command: string;
  /** What it prints, by the page; empty where the page does not say. */
  readonly output: string;
};

export function consoleBlocks(page: string): readonly string[] {
  return [...page.matchAll(/^```console\n([^]*?)^```$/gm)].map(([, text = '']) => text);
}

export function yamlBlocks(page: string): readonly string[] {
  return [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => text);
}

export function shownCommands(block: string): readonly ShownCommand[] {
  return block.split(/^\$ /m).flatMap((part) => {
    const [line = '', ...output] = part.split('\n');
    const command = line.replace(/\s+# .*$/, '').trim();
    return command === '' ? [] : [{ command, output: output.join('\n').trimEnd() }];
  });
}

/** As a shell splits it, which knows no more than single quotes here. */
export function wordsOf(command: string): readonly string[] {
  const words = command.match(/(?:'[^']*'|[^\s'])+/g) ?? [];
  return words.map((word) => word.replaceAll("'", ''));
}

/** Undefined where the page shows what was printed. */
export function mismatch(shown: string, printed: string): string | undefined {
  const lines = comparable(printed);
  const parts = partsOf(comparable(shown));
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    // The last part must be the end, and the first one the start.
    const first = isLast && index > 0 ? Math.max(from, lines.length - part.length) : from;
    const last = index === 0 || isLast ? first : lines.length;
    const at = placeOf(part, lines, first, last);
    const isEnd = !isLast || part.length === 0 || (at ?? 0) + part.length === lines.length;
    if (at === undefined || !isEnd) {
      return `the page shows what was not printed:\n${part.join('\n')}\nprinted was:\n${printed}`;
    }
    from = at + part.length;
  }
  return undefined;
}

/** What stands between lines that stand for others: the first and the last part may be empty. */
function partsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (line === '…') parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}

/** Where a run of lines begins, if it begins between two places. */
function placeOf(
  part: readonly string[],
  lines: readonly string[],
  first: number,
  last: number,
): number | undefined {
  for (let at = first; at <= Math.min(last, lines.length - part.length); at++) {
    if (part.every((line, offset) => lines[at + offset] === line)) return at;
  }
  return undefined;
}

function comparable(text: string): readonly string[] {
  const lines = withoutFigures(text.replace(`  ${hostname()}  `, '  gw1  '))
    .trimEnd()
    .split('\n');
  return lines.map((line) => line.trim().replaceAll(/ {2,}/g, '  '));
}

/** Figures differ from run to run, and so does who suffered alike in a rehearsal. */
function withoutFigures(text: string): string {
  return (
    text
      .replaceAll(/\/\S+\/topology\.yaml\b/g, '/etc/multihome/topology.yaml')
      // The host that is played has its files there.
      .replaceAll(/\bmultihome --root \S+/g, 'multihome')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replaceAll(/(?:< )?\b\d+(?:\.\d+)? (?:ms|s|min|h)\b/g, 'N s')
      .replaceAll(/\bloss \d+(?:\.\d+)? %/g, 'loss N %')
      .replaceAll(/\bprocess \d+/g, 'process N')
      .replaceAll(/^ {2}this machine stood still .*\n/gm, '')
      .replaceAll(/\boutage .*$/gm, 'outage …')
  );
}
