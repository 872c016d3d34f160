/** A plan as lines that are the same for the same plan: to be compared, and read by people. */

import type { Live } from '../model/live.ts';
import type { Change, FileChange, Item, Plan, Satisfied } from '../model/plan.ts';
import type { RouteTarget } from '../model/route.ts';
import type { PacketTableChange } from '../model/packet-table.ts';
import { packetTableAction, packetTableLines, packetTableSlot } from '../model/packet-table.ts';
import { describeItem } from './describe.ts';

/** Gives a few digits that stand for a text. */
type Digest = (text: string) => string;

/**
 * What it changes, what of others it counts as done, and where the nexthop objects lead that it
 * builds upon, as far as a route of now tells. Sorted: the kernel's order says nothing.
 */
export function planLines(plan: Plan, { routes }: Live, digest: Digest): readonly string[] {
  const { changes, satisfied, tableNames, files, settings, packetTables } = plan;
  const lines = [
    ...changes.map(changeLine),
    ...satisfied.map(satisfiedLine),
    ...tableNames.added.map(({ id, name }) => `add name ${id} ${name}`),
    ...tableNames.removed.map(({ id, name }) => `remove name ${id} ${name}`),
    ...files.map((file) => fileLine(file, digest)),
    ...packetTables.map((packetTable) => packetTableLine(packetTable, digest)),
    ...settings.map(({ path, before, after }) => `set ${path} ${before} -> ${after}`),
    ...nexthopLines(
      objectsOf(plan),
      routes.map(({ target }) => target),
    ),
  ];
  return lines.map(ascii).toSorted();
}

function changeLine(change: Change): string {
  switch (change.action) {
    case 'add':
      return `add ${itemLine(change.item)}`;
    case 'change':
      return `change ${itemLine(lasting(change.before))} -> ${itemLine(change.after)}`;
    case 'adopt':
      return `adopt ${itemLine(lasting(change.before))} -> ${itemLine(lasting(change.after))}`;
    case 'remove':
      return `remove ${itemLine(lasting(change.item))}`;
  }
}

function satisfiedLine({ by }: Satisfied): string {
  return `keep ${itemLine(lasting(by))}`;
}

/** Seconds run. */
function lasting(item: Item): Item {
  if (item.noun === 'rule') return item;
  const { expiresSeconds: _, ...route } = item.route;
  return { noun: 'route', route };
}

function fileLine({ path, before, after }: FileChange, digest: Digest): string {
  const [old, next] = [before, after].map((text) => (text === undefined ? 'none' : digest(text)));
  return `${after === undefined ? 'remove' : 'write'} file ${path} ${old} -> ${next}`;
}

function packetTableLine(packetTable: PacketTableChange, digest: Digest): string {
  const [old, next] = [packetTable.before, packetTable.after].map((value) =>
    value === undefined ? 'none' : digest(packetTableLines(value).join('\n')),
  );
  return `${packetTableAction(packetTable)} ${packetTableSlot(packetTable)} ${old} -> ${next}`;
}

function itemLine(item: Item): string {
  const text = describeItem(item, (table) => `${table}`);
  if (item.noun === 'rule') return `${item.rule.family} rule ${text} proto ${item.rule.protocol}`;
  const { family, table, protocol } = item.route;
  return `${family} route ${text} table ${table} proto ${protocol}`;
}

function objectsOf({ changes, satisfied }: Plan): ReadonlySet<number> {
  const items = [
    ...changes.map((change) => ('after' in change ? change.after : change.item)),
    ...satisfied.map(({ by }) => by),
  ];
  const targets = items.flatMap((item) => (item.noun === 'route' ? [item.route.target] : []));
  return new Set(targets.flatMap((one) => (one.kind === 'nexthop-object' ? [one.id] : [])));
}

function nexthopLines(
  ids: ReadonlySet<number>,
  targets: readonly RouteTarget[],
): readonly string[] {
  if (ids.size === 0) return [];
  const lines = targets.flatMap((target) => {
    if (target.kind !== 'nexthop-object' || !ids.has(target.id)) return [];
    const hops = (target.leadsBy ?? []).map(
      ({ gateway, device, weight }) => `via ${gateway ?? 'none'} dev ${device ?? 'none'} ${weight}`,
    );
    return [`keep nexthop ${target.id} ${hops.join(', ')}`];
  });
  return [...new Set(lines)];
}

/** Names that somebody else gave may hold anything. */
function ascii(text: string): string {
  return text.replaceAll(/[^ -~]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}
