/** A plan for people: what changes, why, and what stands in the way, in evaluation order. */

import { sysctlKey } from '../model/sysctl.ts';
import { createTwoFilesPatch } from 'diff';

import type { Family } from '../model/address.ts';
import { familyNames } from '../model/address.ts';
import type { Impact } from '../model/impact.ts';
import type { Change, ChangeCounts, FileChange, Item, Plan } from '../model/plan.ts';
import { isEmptyPlan } from '../model/plan.ts';
import { compareRoutes } from '../model/route.ts';
import type { PacketTableChange } from '../model/packet-table.ts';
import type { TableId } from '../model/table.ts';
import { builtInTableNames, mainTable, defaultTable } from '../model/table.ts';
import { conflictRows, satisfiedRow } from './conflict-text.ts';
import { changeRows } from './change-rows.ts';
import type { TableNamer } from './describe.ts';
import { impactRows } from './impact-text.ts';
import type { Row } from './rows.ts';
import { place, plain, row, shortPlace } from './rows.ts';
import type { Style } from './style.ts';
import { visible } from './terminal-text.ts';
import { packetTableRows, packetTableTitle } from './packet-table-text.ts';
import { uplinkLines } from './uplink-text.ts';

export type PlanTextOptions = {
  readonly style: Style;
  readonly nameOf: TableNamer;
  readonly counts: ChangeCounts;
  /** Undefined where there is nothing to say. */
  readonly impact: Impact | undefined;
  /** Lines of one section beyond this many are only counted. */
  readonly sectionLimit: number;
  /** Of the terminal; infinite where there is none. */
  readonly columns: number;
  /** Files that change, as unified diffs. */
  readonly showFiles: boolean;
  /** The verb for the head line. */
  readonly verb: string;
};

export function planText(plan: Plan, options: PlanTextOptions): string {
  const parts = [
    head(plan, options),
    section('uplinks', uplinkRows(plan, options), options),
    section('names', nameRows(plan, options), options),
    ...ruleSections(plan, options),
    ...tableSections(plan, options),
    ...plan.packetTables.map((packetTable) => packetTableSection(packetTable, options)),
    section('settings', settingRows(plan, options), options),
    ...(options.showFiles ? plan.files.map(fileDiff) : []),
    conflictSection(plan, options),
    section(
      'already done by others',
      plan.satisfied.map((entry) => satisfiedRow(entry, options)),
      options,
    ),
    section('notices', noticeRows(plan, options), options),
    trafficSection(options),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n\n${summary(plan, options)}\n`;
}

/** What stands in the way of a plan, without what it would do. */
export function obstaclesText(plan: Plan, options: PlanTextOptions): string {
  const parts = [
    section('uplinks', uplinkRows(plan, options), options),
    conflictSection(plan, options),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function conflictSection(plan: Plan, options: PlanTextOptions): string {
  const rows = plan.conflicts.flatMap((conflict) => conflictRows(conflict, options));
  return section('conflicts', rows, options);
}

function trafficSection(options: PlanTextOptions): string {
  const { impact, style } = options;
  return impact === undefined ? '' : section('traffic', impactRows(impact, style), options);
}

function head(plan: Plan, { style, verb }: PlanTextOptions): string {
  const topology = plan.topology === undefined ? [] : [plan.topology];
  const words = ['multihome', verb, '', plan.hostname, '', ...topology];
  return style.strong(visible(words.join(' ').trimEnd()));
}

export function summary(plan: Plan, { counts }: Pick<PlanTextOptions, 'counts'>): string {
  const foreign = `${counted(plan.foreign, 'foreign object')} untouched.`;
  if (isEmptyPlan(plan)) {
    const checked = counted(plan.unchanged + plan.satisfied.length, 'object');
    if (plan.conflicts.length > 0) return `Nothing can be changed: see the conflicts. ${foreign}`;
    if (plan.topology === undefined)
      return `No changes. Nothing here carries protocol ${plan.protocol}. ${foreign}`;
    return `No changes. The live state matches ${plan.topology} (${checked} checked). ${foreign}`;
  }
  const { add, change, remove, adopt } = counts;
  const fileVerb = plan.topology === undefined ? 'remove' : 'write';
  const files =
    plan.files.length === 0 ? '' : `, ${counted(plan.files.length, 'file')} to ${fileVerb}`;
  const adopted = adopt === 0 ? '' : `, ${adopt} to adopt`;
  const { length } = plan.settings;
  const settings = length === 0 ? '' : `, ${counted(length, 'setting')} to change`;
  return `Plan: ${add} to add, ${change} to change, ${remove} to remove${adopted}${settings}${files}. ${foreign}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function section(title: string, rows: readonly Row[], options: PlanTextOptions): string {
  return sectionOf(title, rows, (one) => [one], options);
}

/** Rows are made of what is shown only: describing 100 000 routes takes longer than to read them. */
function sectionOf<Entry>(
  title: string,
  entries: readonly Entry[],
  rowsOf: (entry: Entry) => readonly Row[],
  options: PlanTextOptions,
): string {
  if (entries.length === 0) return '';
  const listed = entries.slice(0, options.sectionLimit);
  const shown = listed.flatMap(rowsOf);
  const width = Math.min(76, Math.max(...shown.map(({ text }) => text.length)));
  const isNarrow = shown.some(
    ({ text, note }) => Math.max(width, text.length) + 3 + note.length > options.columns,
  );
  const lines = shown.map(({ text, paint, note }) => {
    if (note === '') return paint(text);
    const where = isNarrow ? shortPlace(note) : note;
    return `${paint(text.padEnd(width))}   ${options.style.faint(where)}`;
  });
  const rest = entries.length - listed.length;
  const more = rest === 0 ? [] : [`    ... and ${rest} more (--all shows them)`];
  return [`  ${options.style.strong(title)}`, ...lines, ...more].join('\n');
}

function uplinkRows(plan: Plan, { style }: PlanTextOptions): readonly Row[] {
  return uplinkLines(plan).map(({ text, urgent, origin }) => ({
    text,
    paint: urgent ? style.alarm : plain,
    note: place(origin),
  }));
}

function packetTableSection(packetTable: PacketTableChange, options: PlanTextOptions): string {
  return section(
    packetTableTitle(packetTable),
    packetTableRows(packetTable, options.style),
    options,
  );
}

function nameRows(plan: Plan, { style }: PlanTextOptions): readonly Row[] {
  const { added, removed } = plan.tableNames;
  return [
    ...added.map(({ id, name }) => row(`    + ${id}  ${name}`, style.add)),
    ...removed.map(({ id, name }) => row(`    - ${id}  ${name}`, style.remove)),
  ];
}

function settingRows({ settings }: Plan, { style }: PlanTextOptions): readonly Row[] {
  return settings.map(({ path, before, after }) =>
    row(
      // What the kernel overwrites is written again.
      `  ~   ${sysctlKey(path)}: ${before === after ? `${after} again` : `${before} -> ${after}`}`,
      style.change,
    ),
  );
}

function ruleSections(plan: Plan, options: PlanTextOptions): readonly string[] {
  return (['ipv4', 'ipv6'] as const).map((family) => {
    const changes = plan.changes.filter((change) => isIn(change, 'rule', family));
    const rowsOf = rowsFor(plan, options);
    return sectionOf(`rules (${familyNames[family]})`, changes, rowsOf, options);
  });
}

function rowsFor(plan: Plan, { style, nameOf }: PlanTextOptions) {
  const isRemoval = plan.topology === undefined;
  return (change: Change) => changeRows(change, { style, nameOf, isRemoval });
}

function tableSections(plan: Plan, options: PlanTextOptions): readonly string[] {
  const byTable = new Map<string, Change[]>();
  for (const change of plan.changes) {
    const item = itemOf(change);
    if (item.noun !== 'route') continue;
    const key = `${item.route.family} ${item.route.table}`;
    const group = byTable.get(key);
    if (group === undefined) byTable.set(key, [change]);
    else group.push(change);
  }
  return [...byTable.values()].toSorted(inLookupOrder).map((changes) => {
    const rowsOf = rowsFor(plan, options);
    return sectionOf(tableTitle(changes, options.nameOf), readable(changes), rowsOf, options);
  });
}

/** By destination, unless there are so many that nobody will read them. */
function readable(changes: readonly Change[]): readonly Change[] {
  return changes.length > sortedMax ? changes : changes.toSorted(byRoute);
}

const sortedMax = 1_000;

function byRoute(one: Change, other: Change): number {
  const first = itemOf(one);
  const second = itemOf(other);
  if (first.noun !== 'route' || second.noun !== 'route') return 0;
  return compareRoutes(first.route, second.route);
}

/** Tables of uplinks and policies are asked before main, and main before default. */
function inLookupOrder(one: readonly Change[], other: readonly Change[]): number {
  return tableRank(one) - tableRank(other);
}

function tableRank(changes: readonly Change[]): number {
  const [first] = changes;
  const item = first && itemOf(first);
  if (item?.noun !== 'route') return 0;
  const { family, table } = item.route;
  const late = table === mainTable ? 1 : table === defaultTable ? 2 : 0;
  return late * 2 ** 34 + table * 2 + (family === 'ipv4' ? 0 : 1);
}

function tableTitle(changes: readonly Change[], nameOf: TableNamer): string {
  const [first] = changes;
  const item = first && itemOf(first);
  if (item?.noun !== 'route') return '';
  const { family, table } = item.route;
  const name = nameOf(table);
  const number = name === `${table}` ? '' : ` (${table})`;
  return `table ${name}${number}${family === 'ipv6' ? ', IPv6' : ''}`;
}

function noticeRows(plan: Plan, { style }: PlanTextOptions): readonly Row[] {
  return plan.notices.flatMap(({ text, remedy, origin }) => [
    row(`  !   ${text}`, style.change, origin === undefined ? '' : place(origin)),
    ...(remedy === undefined ? [] : [row(`      ${remedy}`, plain)]),
  ]);
}

function fileDiff({ path, before, after }: FileChange): string {
  const patch = createTwoFilesPatch(
    before === undefined ? '/dev/null' : path,
    after === undefined ? '/dev/null' : path,
    before ?? '',
    after ?? '',
  );
  const lines = patch.split('\n').filter((line) => !/^(====|Index: |$)/.test(line));
  return lines.map((line) => `  ${line}`).join('\n');
}

/** Names from the plan itself and built-in ones; a number where there is none. */
export function namerFrom(
  names: readonly { readonly id: TableId; readonly name: string }[],
): TableNamer {
  const byId = new Map([...names, ...builtInTableNames].map(({ id, name }) => [id, name]));
  return (id) => byId.get(id) ?? `${id}`;
}

function isIn(change: Change, noun: Item['noun'], family: Family): boolean {
  const item = itemOf(change);
  if (item.noun !== noun) return false;
  return (item.noun === 'rule' ? item.rule.family : item.route.family) === family;
}

export function itemOf(change: Change): Item {
  return 'after' in change ? change.after : change.item;
}
