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
  const wanted = comparable(shown).split(/^…\n?/m);
  const text = comparable(printed);
  let from = 0;
  for (const [index, part] of wanted.entries()) {
    const isFirst = index === 0;
    const isLast = index === wanted.length - 1;
    const found =
      isLast && !isFirst && part !== '' ? text.lastIndexOf(part) : text.indexOf(part, from);
    const isWrong = found < from || (isFirst && found !== 0);
    if (isWrong) return `the page shows what was not printed:\n${part}\nprinted was:\n${printed}`;
    from = found + part.length;
  }
  const isCut = wanted.at(-1) === '' && wanted.length > 1;
  return isCut || from === text.length ? undefined : `more was printed than is shown:\n${printed}`;
}

function comparable(text: string): string {
  const lines = withoutFigures(text.replaceAll(hostname(), 'gw1')).trimEnd().split('\n');
  return lines.map((line) => `${line.trim().replaceAll(/ {2,}/g, '  ')}\n`).join('');
}

/** Figures differ from run to run, and so does who suffered alike in a rehearsal. */
function withoutFigures(text: string): string {
  return text
    .replaceAll(/\/\S+\/topology\.yaml\b/g, '/etc/multihome/topology.yaml')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/(?:< )?\b\d+(?:\.\d+)? (?:ms|s|min|h)\b/g, 'N s')
    .replaceAll(/\bloss \d+(?:\.\d+)? %/g, 'loss N %')
    .replaceAll(/\bprocess \d+/g, 'process N')
    .replaceAll(/^ {2}this machine stood still .*\n/gm, '')
    .replaceAll(/\boutage .*$/gm, 'outage …');
}
