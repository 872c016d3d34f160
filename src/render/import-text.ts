/** Imported rules and routes -> the text of a topology, with comments for what it leaves out. */

import { families, familyNames } from '../model/address.ts';
import type { Imported, ImportedEntry } from '../model/imported.ts';
import type { Item } from '../model/plan.ts';
import { hopsOf } from '../model/route.ts';
import type { TableId, TableName } from '../model/table.ts';
import { builtInTableNames } from '../model/table.ts';
import { describeItem } from './describe.ts';
import { ruleEntry, routeEntry } from './import-entries.ts';
import type { TableWord } from './import-entries.ts';
import { namerFrom } from './plan-text.ts';
import { visible } from './terminal-text.ts';
import type { UplinkProposal } from './uplink-proposals.ts';
import { flowText, scalar } from './yaml-flow.ts';

/** What a line of the text says. */
export type ImportLine =
  | { readonly kind: 'table'; readonly name: TableName }
  | { readonly kind: 'entry'; readonly entry: ImportedEntry };

export type ImportText = {
  readonly text: string;
  /** By number, from 1. */
  readonly lines: ReadonlyMap<number, ImportLine>;
};

type Line = { readonly text: string; readonly about?: ImportLine };

export function importText(imported: Imported, proposals: readonly UplinkProposal[]): ImportText {
  const lines = [
    ...head(imported),
    ...tableLines(imported),
    ...sectionLines('rules', imported),
    ...sectionLines('routes', imported),
    ...proposalLines(proposals),
    ...remarkLines(imported),
  ];
  const about = lines.flatMap((line, index) =>
    line.about === undefined ? [] : [[index + 1, line.about] as const],
  );
  return { text: `${lines.map(({ text }) => text).join('\n')}\n`, lines: new Map(about) };
}

function head({ source, protocol, adopts, unread, emptyReason }: Imported): readonly Line[] {
  const meaning = adopts
    ? 'apply takes over what is there already, and leaves no moment without it.'
    : 'What is there already counts as done, and stays with whoever made it.';
  return [
    { text: comment(`Made by multihome import from ${source}. ${meaning}`) },
    ...(unread === 0 ? [] : [{ text: comment(incompleteText(unread)) }]),
    ...(emptyReason === undefined ? [] : [{ text: comment(`Nothing was found: ${emptyReason}`) }]),
    { text: 'version: 1' },
    ...(protocol === undefined ? [] : [{ text: `protocol: ${protocol}` }]),
  ];
}

function incompleteText(unread: number): string {
  const lines = unread === 1 ? 'one line was' : `${unread} lines were`;
  return `Incomplete: ${lines} not read, and may change what is here; why, is said of each under "Left out".`;
}

function tableLines(imported: Imported): readonly Line[] {
  const used = usedNames(imported);
  if (used.length === 0) return [];
  return [
    { text: 'tables:' },
    ...used.map((name) => ({
      text: `  ${scalar(name.name)}: ${name.id}`,
      about: { kind: 'table', name } as const,
    })),
  ];
}

/** Of tables that an entry speaks of. */
function usedNames({ tableNames, entries }: Imported): readonly TableName[] {
  const used = new Set(
    entries
      .filter(({ reason }) => reason === undefined)
      .flatMap(({ items }) => items.flatMap((item) => tableOf(item) ?? [])),
  );
  return tableNames.filter(({ id }) => used.has(id)).toSorted((one, other) => one.id - other.id);
}

function tableOf(item: Item): TableId | undefined {
  if (item.noun === 'route') return item.route.table;
  return item.rule.action.kind === 'lookup' ? item.rule.action.table : undefined;
}

function sectionLines(title: 'rules' | 'routes', imported: Imported): readonly Line[] {
  const noun = title === 'rules' ? 'rule' : 'route';
  const entries = imported.entries.filter(({ items }) => items[0].noun === noun);
  if (entries.length === 0) return [];
  const names = [...usedNames(imported), ...builtInTableNames];
  const tableWord: TableWord = (id) => names.find((name) => name.id === id)?.name ?? id;
  const isEmpty = entries.every(({ reason }) => reason !== undefined);
  const body = entries.flatMap((entry, index) => [
    ...groupComment(entry, entries[index - 1], imported),
    entryLine(entry, tableWord, imported),
  ]);
  return [{ text: isEmpty ? `# ${title}:` : `${title}:` }, ...body];
}

/** Before the first route of each table, in each family. */
function groupComment(
  { items: [item] }: ImportedEntry,
  before: ImportedEntry | undefined,
  { tableNames }: Imported,
): readonly Line[] {
  if (item.noun === 'rule') return [];
  const last = before?.items[0];
  const { table, family } = item.route;
  if (last?.noun === 'route' && last.route.table === table && last.route.family === family) {
    return [];
  }
  const name = namerFrom(tableNames)(table);
  const number = name === `${table}` ? '' : ` (${table})`;
  return [{ text: `  ${comment(`table ${name}${number}, ${familyNames[family]}`)}` }];
}

function entryLine(entry: ImportedEntry, tableWord: TableWord, { adopts }: Imported): Line {
  const { items, reason, line } = entry;
  const [first, ...others] = items;
  const options = { tableWord, adopt: adopts };
  const map =
    first.noun === 'rule'
      ? ruleEntry(first.rule, others.length === 0 ? first.rule.family : undefined, options)
      : routeEntry(first.route, options);
  const text = flowText(map);
  if (reason !== undefined) return { text: `  # - ${text} # ${visible(reason)}` };
  const note = line === undefined ? '' : ` # line ${line}`;
  return { text: `  - ${text}${note}`, about: { kind: 'entry', entry } };
}

/** In comments: whoever wants them takes the raw entries of their tables out. */
function proposalLines(proposals: readonly UplinkProposal[]): readonly Line[] {
  if (proposals.length === 0) return [];
  const tables = proposals.map(({ name }) => name).join(', ');
  const lines = [
    `Ways out, each with a default by a gateway and a rule from its own address: ${tables}.`,
    'As uplinks, instead of the entries of these tables, they can be watched:',
    'uplinks:',
    ...proposals.map(({ words }) => `  ${words}`),
    'Unclaimed traffic follows them, and fails over, only with these, and without a default of lower metric',
    'in main; who is to be asked over each of them is for you to say:',
    `outbound: {mode: failover, uplinks: [${proposals.map(({ uplink }) => uplink).join(', ')}]}`,
    'health: {targets: [192.0.2.53, 198.51.100.53]}',
  ];
  return lines.map((text) => ({ text: comment(text) }));
}

function remarkLines({ remarks }: Imported): readonly Line[] {
  if (remarks.length === 0) return [];
  const lines = remarks.map(({ text, reason }) => `  ${text}: ${reason}`);
  return ['Left out:', ...lines].map((text) => ({
    text: comment(text),
  }));
}

/** What others named must not end the comment. */
function comment(text: string): string {
  return `# ${visible(text)}`;
}

/** What is left out, for standard error. */
export function leftOutText(imported: Imported): string {
  const { entries, remarks, tableNames, unread, emptyReason } = imported;
  if (emptyReason !== undefined) return `multihome: nothing was found: ${visible(emptyReason)}\n`;
  const nameOf = namerFrom(tableNames);
  const lines = [
    ...entries.flatMap(({ items, reason }) =>
      reason === undefined ? [] : [`${nounOf(items)} ${describeItem(items[0], nameOf)}: ${reason}`],
    ),
    ...remarks.map(({ text, reason }) => `${text}: ${reason}`),
  ];
  const left = lines.map((line) => `multihome: left out: ${visible(line)}\n`).join('');
  return unread === 0 ? left : `${left}multihome: ${incompleteText(unread)}\n`;
}

function nounOf(items: ImportedEntry['items']): string {
  const [first] = items;
  const all = families.filter((family) =>
    items.some((item) => (item.noun === 'rule' ? item.rule : item.route).family === family),
  );
  const names = all.map((family) => familyNames[family]).join(' and ');
  const table = first.noun === 'route' ? ` of table ${first.route.table}` : '';
  const hop = first.noun === 'route' ? hopsOf(first.route).length : 0;
  return `${names} ${hop > 1 ? 'balanced ' : ''}${first.noun}${table}`;
}
