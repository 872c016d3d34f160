/**
 * Imported entries -> a text that holds: it is read and planned as any topology, and every line that
 * something is wrong with becomes a comment, until nothing is.
 */

import type { Imported, ImportedEntry } from '../model/imported.ts';
import type { ImportLine, ImportText } from '../render/import-text.ts';
import { importText } from '../render/import-text.ts';
import type { UplinkProposal } from '../render/uplink-proposals.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed } from './failure.ts';

/** What is wrong, by the number of the line; or why nothing can be said. */
export type Judgement =
  | { readonly ok: true; readonly flaws: ReadonlyMap<number, string> }
  | { readonly ok: false; readonly failure: Failure };

export type Settled = { readonly text: string; readonly imported: Imported };

export async function settleImport(
  first: Imported,
  proposals: readonly UplinkProposal[],
  judge: (text: string) => Promise<Judgement> | Judgement,
): Promise<Outcome<Settled>> {
  let imported = first;
  for (;;) {
    const made = importText(imported, proposals);
    const judgement = await judge(made.text);
    if (!judgement.ok) return failed(judgement.failure);
    if (judgement.flaws.size === 0) return { ok: true, value: { text: made.text, imported } };
    imported = without(imported, flawed(made, judgement.flaws));
  }
}

type Flawed = { readonly line: ImportLine; readonly reason: string };

function flawed(
  { lines, text }: ImportText,
  flaws: ReadonlyMap<number, string>,
): readonly Flawed[] {
  const found = [...flaws].flatMap(([number, reason]) => {
    const line = lines.get(number);
    return line === undefined ? [] : [{ line, reason }];
  });
  // Else it would never end; what is written besides entries and names has no flaws.
  if (found.length === 0) throw new Error(`${JSON.stringify([...flaws])} in\n${text}`);
  return found;
}

function without(imported: Imported, flaws: readonly Flawed[]): Imported {
  const names = new Set(flaws.flatMap(({ line }) => (line.kind === 'table' ? [line.name] : [])));
  const reasons = new Map(
    flaws.flatMap(({ line, reason }) =>
      line.kind === 'entry' ? [[line.entry, reason] as const] : [],
    ),
  );
  return {
    ...imported,
    tableNames: imported.tableNames.filter((name) => !names.has(name)),
    entries: imported.entries.flatMap((entry) => {
      const reason = reasons.get(entry);
      return reason === undefined ? [entry] : apart(entry, reason);
    }),
  };
}

/** What is true of two families may be true of one: each is tried by itself. */
function apart(entry: ImportedEntry, reason: string): readonly ImportedEntry[] {
  if (entry.items.length === 1) return [{ ...entry, reason }];
  return entry.items.map((item) => ({ ...entry, items: [item] }));
}
