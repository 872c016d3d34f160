/** Desired x Live -> Plan. Pure; whatever is not ours is compared, counted and left alone. */

import type { Desired } from '../model/desired.ts';
import type { DropIns, Live, Opaque } from '../model/live.ts';
import type { NftTable } from '../model/nft.ts';
import type { Change, ChangeCounts, Conflict, Notice, Plan, Step } from '../model/plan.ts';
import type { Origin } from '../model/origin.ts';
import { packetTableAction } from '../model/packet-table.ts';
import type { TableId, TableName } from '../model/table.ts';
import { localTable } from '../model/table.ts';
import { diffRoutes } from './diff-routes.ts';
import { diffRules } from './diff-rules.ts';
import { diffDropIns, dropInRemovals } from './drop-ins.ts';
import { noticesOf } from './notices.ts';
import { orderChanges, takenSlots } from './order.ts';
import { diffPacketTables } from './packet-tables.ts';
import { withReason } from './removal-reasons.ts';
import type { SettingsInput } from './settings.ts';
import { diffSettings } from './settings.ts';
import { adoptedBy, contentOf } from './touched.ts';
import { misleadingNames, namesToDefine } from './table-names.ts';

export type PlanInput = {
  readonly desired: Desired;
  readonly live: Live;
  readonly dropIns: DropIns;
  /** Of nftables, by the name of ours. */
  readonly packetTable: NftTable | undefined;
  /** Table names our drop-in defines now. */
  readonly ownTableNames: readonly TableName[];
  readonly topology: string;
  readonly settings: SettingsInput;
  /** What is wrong with the host's own files. */
  readonly remarks: readonly string[];
};

export function planChanges(input: PlanInput): Plan {
  const { desired, live, dropIns, ownTableNames, topology, remarks } = input;
  const settings = diffSettings(input.settings, dropIns.sysctls);
  const { define, conflicts } = namesToDefine(desired.tableNames, live.tableNames);
  const packetTables = diffPacketTables(desired.packetTable, input.packetTable);
  const core = planItems(desired, live);
  const owns = desired.rules.length + desired.routes.length > core.satisfied.length;
  const files = diffDropIns(define, owns ? desired.protocol : undefined, dropIns);
  const isOpen = ({ isMetBySettings }: Notice) => !(input.settings.isManaged && isMetBySettings);
  return {
    ...core,
    unchanged: core.unchanged + packetTables.unchanged,
    topology,
    uplinks: desired.uplinks,
    networks: desired.networks,
    waiting: desired.waiting,
    files: [...files.files, ...settings.files],
    settings: settings.settings,
    packetTables: packetTables.packetTables,
    tableNames: nameChanges(ownTableNames, define),
    conflicts: [
      ...conflicts,
      ...misleadingNames(tablesUsed(desired), live.tableNames),
      ...files.conflicts,
      ...packetTables.conflicts,
      ...settings.conflicts,
      ...core.conflicts,
    ],
    notices: [...remarks.map((text) => ({ text })), ...core.notices.filter(isOpen)],
  };
}

function tablesUsed({ rules, routes }: Desired): readonly { table: TableId; origin: Origin }[] {
  const first = new Map<TableId, Origin>();
  for (const { item, origin } of routes) if (!first.has(item.table)) first.set(item.table, origin);
  for (const { item, origin } of rules) {
    if (item.action.kind === 'lookup' && !first.has(item.action.table)) {
      first.set(item.action.table, origin);
    }
  }
  return [...first].map(([table, origin]) => ({ table, origin }));
}

export type RemovalInput = Omit<PlanInput, 'desired' | 'topology'> & {
  readonly protocol: number;
};

/** The plan that leaves nothing of ours. */
export function planRemoval(input: RemovalInput): Plan {
  const { protocol, live, dropIns, ownTableNames, remarks } = input;
  const settings = diffSettings(input.settings, dropIns.sysctls);
  const nothing: Desired = {
    protocol,
    rules: [],
    routes: [],
    tableNames: [],
    uplinks: [],
    networks: [],
    waiting: [],
    packetTable: undefined,
  };
  const core = planItems(nothing, live);
  return {
    ...core,
    topology: undefined,
    uplinks: [],
    networks: [],
    waiting: [],
    files: [...dropInRemovals(dropIns), ...settings.files],
    settings: settings.settings,
    packetTables: diffPacketTables(undefined, input.packetTable).packetTables,
    tableNames: nameChanges(ownTableNames, []),
    notices: [...remarks.map((text) => ({ text })), ...core.notices],
  };
}

/** Only what is to be done, of rules and routes: for whoever must be quick. */
export function planSteps(
  desired: Pick<Desired, 'protocol' | 'rules' | 'routes'>,
  live: Live,
): readonly Step[] {
  const { protocol } = desired;
  const opaque = foreignTo(protocol, live.opaque);
  const rules = diffRules(desired.rules, live.rules, opaque, protocol);
  const routes = diffRoutes(desired.routes, live.routes, opaque, protocol);
  const everyRule = [...live.rules, ...desired.rules.map(({ item }) => item)];
  return orderChanges(rules.slots, routes.slots, takenSlots(everyRule, live.opaque)).steps;
}

export { isEmptyPlan as isEmpty } from '../model/plan.ts';

type Apart = 'files' | 'settings' | 'packetTables' | 'tableNames';
type Items = Omit<Plan, 'topology' | 'uplinks' | 'networks' | 'waiting' | Apart>;

function planItems(desired: Desired, live: Live): Items {
  const { protocol } = desired;
  const opaque = foreignTo(protocol, live.opaque);
  const rules = diffRules(desired.rules, live.rules, opaque, protocol);
  const routes = diffRoutes(desired.routes, live.routes, opaque, protocol);
  const everyRule = [...live.rules, ...desired.rules.map(({ item }) => item)];
  const ordered = orderChanges(rules.slots, routes.slots, takenSlots(everyRule, live.opaque));
  const satisfied = [...rules.satisfied, ...routes.satisfied];
  const adopted = adoptedBy(ordered);
  return {
    hostname: live.hostname,
    protocol,
    steps: ordered.steps,
    changes: ordered.changes.map((change) => withReason(change, desired)),
    satisfied,
    conflicts: [...ownOpaque(live.opaque, protocol), ...rules.conflicts, ...routes.conflicts],
    notices: noticesOf(
      desired,
      live,
      new Set([...satisfied.map(({ by }) => contentOf(by)), ...adopted]),
    ),
    unchanged: rules.unchanged + routes.unchanged,
    foreign: foreignCount(live, protocol) - adopted.size,
  };
}

function foreignTo<Item extends { readonly protocol: number }>(
  protocol: number,
  items: readonly Item[],
): readonly Item[] {
  return items.filter((item) => item.protocol !== protocol);
}

/** Something that carries our number but that we cannot have made: not ours to change blindly. */
function ownOpaque(opaque: readonly Opaque[], protocol: number): readonly Conflict[] {
  return opaque
    .filter((present) => present.protocol === protocol)
    .map((present) => ({ kind: 'opaque', present }));
}

/** Table local is the kernel's own book-keeping of addresses; nobody counts it as configuration. */
function foreignCount({ rules, routes, opaque }: Live, protocol: number): number {
  return (
    foreignTo(protocol, rules).length +
    foreignTo(protocol, routes).filter(({ table }) => table !== localTable).length +
    foreignTo(protocol, opaque).length
  );
}

function nameChanges(
  before: readonly TableName[],
  after: readonly TableName[],
): Plan['tableNames'] {
  const has = (names: readonly TableName[], { id, name }: TableName) =>
    names.some((other) => other.id === id && other.name === name);
  return {
    added: after.filter((entry) => !has(before, entry)),
    removed: before.filter((entry) => !has(after, entry)),
  };
}

/** Rules, routes, table names and packet tables; a file is how names are kept, not a change of its own. */
export function countChanges(plan: Plan): ChangeCounts {
  const count = (action: Change['action']) =>
    plan.changes.filter((change) => change.action === action).length;
  const packetTables = (action: Change['action']) =>
    plan.packetTables.filter((packetTable) => packetTableAction(packetTable) === action).length;
  return {
    add: count('add') + plan.tableNames.added.length + packetTables('add'),
    change: count('change') + packetTables('change'),
    remove: count('remove') + plan.tableNames.removed.length + packetTables('remove'),
    adopt: count('adopt'),
  };
}
