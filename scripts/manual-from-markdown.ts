/** As much of Markdown as docs/topology.md is written in -> a manual page. */

import { bold, described, inline, item, paragraph, section, subsection, verbatim } from './roff.ts';

export function manualFromMarkdown(markdown: string): string {
  return blocksOf(markdown).map(blockText).join('\n');
}

/** Blocks are parted by empty lines, but those within a fence belong to it. */
function blocksOf(markdown: string): readonly string[] {
  return markdown
    .split(/^(```\w*\n[^]*?^```)$/m)
    .flatMap((part) => (part.startsWith('```') ? [part] : part.split(/\n{2,}/)))
    .map((block) => block.trim())
    .filter((block) => block !== '');
}

function blockText(block: string): string {
  const [first = ''] = block.split('\n');
  if (first.startsWith('```')) return verbatim(block.split('\n').slice(1, -1).join('\n'));
  if (first.startsWith('## ')) return section(first.slice(3));
  if (first.startsWith('#')) return `${subsection(first.replace(/^#+ /, ''))}${rest(block)}`;
  if (first.startsWith('|')) return table(block.split('\n'));
  if (/^(?:- |\d+\. )/.test(first)) return list(block);
  return paragraph(inline(block));
}

function rest(block: string): string {
  const [, ...lines] = block.split('\n');
  return lines.length === 0 ? '' : `\n${paragraph(inline(lines.join('\n')))}`;
}

function list(block: string): string {
  const items = block.split(/\n(?=- |\d+\. )/).map((one) => {
    const [, mark = '', text = ''] = /^(-|\d+\.) ([^]*)$/.exec(one) ?? [];
    return item(mark === '-' ? String.raw`\(bu` : mark, inline(text));
  });
  return items.join('\n');
}

/** The first cell of a row is what the others are about. */
function table([head = '', , ...rows]: readonly string[]): string {
  const titles = cellsOf(head);
  return rows
    .map((row) => {
      const [key = '', ...cells] = cellsOf(row);
      const texts = cells.flatMap((cell, index) => cellText(titles[index + 1] ?? '', cell));
      return described(keyText(key), texts.join('\n.br\n'));
    })
    .join('\n');
}

function keyText(key: string): string {
  return key.includes('`') ? inline(key) : bold(key);
}

function cellText(title: string, cell: string): readonly string[] {
  if (cell === '') return [];
  if (title !== 'default') return [inline(cell)];
  return [cell.startsWith('*') ? 'Required.' : `Default: ${inline(cell)}`];
}

function cellsOf(row: string): readonly string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'));
}
