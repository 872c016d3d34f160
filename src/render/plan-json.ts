/**
 * The stable, versioned form of a plan: schemas/plan.schema.json. A minor version adds keys, a
 * major one changes meanings; text fields are for people and may change at any time.
 */

import type { Opaque } from '../model/live.ts';
import type { Origin } from '../model/origin.ts';
import type {
  Change,
  ChangeCounts,
  Conflict,
  Guard,
  Item,
  Plan,
  Satisfied,
} from '../model/plan.ts';
import { isEmptyPlan } from '../model/plan.ts';
import type { SettingChange } from '../model/sysctl.ts';
import { sysctlKey } from '../model/sysctl.ts';
import { batchLine, commandLine } from './batch.ts';
import type { Impact } from '../model/impact.ts';
import type { TableNamer } from './describe.ts';
import { describeItem } from './describe.ts';
import { guardText } from './guard-text.ts';
import { impactJson } from './impact-json.ts';
import { packetTableJson } from './packet-table-text.ts';

export const planFormatVersion = '1.2';

export type PlanJsonInput = {
  readonly plan: Plan;
  /** By which `apply --expect` knows it. */
  readonly id: string;
  readonly guards: readonly Guard[];
  readonly counts: ChangeCounts;
  readonly nameOf: TableNamer;
  readonly impact: Impact | undefined;
};

export function planJson({ plan, id, guards, counts, nameOf, impact }: PlanJsonInput): object {
  return {
    format: 'multihome-plan',
    format_version: planFormatVersion,
    id,
    host: plan.hostname,
    topology: plan.topology ?? null,
    protocol: plan.protocol,
    uplinks: plan.uplinks.map(({ name, family, interface: device, state, learned, origin }) => ({
      name,
      family,
      interface: device,
      state: state.kind,
      ...('address' in state ? { address: state.address } : {}),
      ...('gateway' in state ? { gateway: state.gateway ?? null } : {}),
      learned,
      origin: position(origin),
    })),
    networks: plan.networks.map(({ name, family, interface: device, prefixes, state, origin }) => ({
      name,
      family,
      interface: device,
      state: state.kind,
      prefixes,
      origin: position(origin),
    })),
    waiting: plan.waiting.map(({ interface: device, state, origin }) => ({
      interface: device,
      state,
      origin: position(origin),
    })),
    names: plan.tableNames,
    files: plan.files.map(({ path, before, after }) => ({
      path,
      before: before ?? null,
      after: after ?? null,
    })),
    packet_tables: plan.packetTables.map(packetTableJson),
    settings: plan.settings.map(settingJson),
    changes: plan.changes.map((change) => changeJson(change, nameOf)),
    commands: plan.steps.map(commandLine),
    traffic: impact === undefined ? null : impactJson(impact),
    satisfied: plan.satisfied.map((entry) => satisfiedJson(entry, nameOf)),
    conflicts: plan.conflicts.map((conflict) => conflictJson(conflict, nameOf)),
    notices: plan.notices.map(({ text, remedy, origin }) => ({
      text,
      ...(remedy === undefined ? {} : { remedy }),
      ...(origin === undefined ? {} : { origin: position(origin) }),
    })),
    guards: guards.map((guard) => ({ name: guard.name, text: guardText(guard) })),
    summary: {
      ...counts,
      unchanged: plan.unchanged,
      foreign: plan.foreign,
      empty: isEmptyPlan(plan),
    },
  };
}

function settingJson({ path, before, after }: SettingChange): object {
  return { key: sysctlKey(path), before, after };
}

function changeJson(change: Change, nameOf: TableNamer): object {
  switch (change.action) {
    case 'add':
      return {
        action: 'add',
        after: itemJson(change.item, nameOf),
        origin: position(change.origin),
      };
    case 'change':
      return {
        action: 'change',
        before: itemJson(change.before, nameOf),
        after: itemJson(change.after, nameOf),
        differs: change.differs,
        origin: position(change.origin),
      };
    case 'adopt':
      return {
        action: 'adopt',
        before: itemJson(change.before, nameOf),
        after: itemJson(change.after, nameOf),
        origin: position(change.origin),
      };
    case 'remove':
      return {
        action: 'remove',
        before: itemJson(change.item, nameOf),
        reason: change.reason,
      };
  }
}

/** `spec` has numbers only and is exact; `text` has names and is for people. */
function itemJson(item: Item, nameOf: TableNamer): object {
  const spec = batchLine({ verb: 'add', item }).split(' ').slice(2).join(' ');
  const common = { text: describeItem(item, nameOf), spec };
  if (item.noun === 'rule') {
    const { family, priority, protocol } = item.rule;
    return { noun: 'rule', family, priority, protocol, ...common };
  }
  const { family, table, to, metric, protocol } = item.route;
  return { noun: 'route', family, table, to, metric, protocol, ...common };
}

function satisfiedJson({ wanted, by, origin }: Satisfied, nameOf: TableNamer): object {
  return {
    wanted: itemJson(wanted, nameOf),
    by: itemJson(by, nameOf),
    origin: position(origin),
  };
}

function conflictJson(conflict: Conflict, nameOf: TableNamer): object {
  switch (conflict.kind) {
    case 'foreign':
      return {
        kind: 'foreign',
        wanted: itemJson(conflict.wanted, nameOf),
        present: itemJson(conflict.present, nameOf),
        origin: position(conflict.origin),
      };
    case 'table-name':
      return {
        kind: 'table-name',
        wanted: conflict.wanted,
        present: conflict.present,
        file: conflict.file,
        origin: position(conflict.origin),
      };
    case 'opaque':
      return { kind: 'opaque', present: opaqueJson(conflict.present) };
    case 'foreign-opaque':
      return {
        kind: 'foreign-opaque',
        wanted: itemJson(conflict.wanted, nameOf),
        present: opaqueJson(conflict.present),
        origin: position(conflict.origin),
      };
    case 'file':
      return { kind: 'file', path: conflict.path };
    case 'nftables':
      return { kind: 'nftables', name: conflict.name, origin: position(conflict.origin) };
  }
}

function opaqueJson({ noun, family, protocol, text, reason }: Opaque): object {
  return { noun, family, protocol, text, reason };
}

function position({ file, line, column }: Origin): object {
  return { file, line, column };
}
