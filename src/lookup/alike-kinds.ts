/** Kinds of packets that the same rules may take, before and after: one example will do for all. */

import type { Family } from '../model/address.ts';
import { ruleContent, tableAsked } from '../model/rule.ts';
import type { TableId } from '../model/table.ts';
import { mismatchOf } from './match-rule.ts';
import { addressOf } from './pieces.ts';
import type { Query } from './query.ts';
import { queryOf } from './query.ts';
import type { RoutingIndex } from './state.ts';
import type { TrafficKind } from './traffic-kinds.ts';

export type Sides = { readonly before: RoutingIndex; readonly after: RoutingIndex };

/** Kinds for which the same rules come into question, before and after. */
export type Group = {
  readonly kinds: TrafficKind[];
  readonly tables: ReadonlySet<TableId>;
  /** Not the same rules after as before. */
  readonly asksOthers: boolean;
};

export function groupsOf(
  kinds: readonly TrafficKind[],
  family: Family,
  sides: Sides,
): readonly Group[] {
  const groups = new Map<string, Group>();
  const rules = askedRules(family, sides);
  const to = addressOf(family, 0n);
  for (const kind of kinds) {
    const tables = new Set<TableId>();
    const query = queryOf({ ...kind.flow, to });
    const old = rulesFor(query, rules.before, tables);
    const next = rulesFor(query, rules.after, tables);
    const { from, iif, oif, tos, ipproto, sport, dport } = kind.flow;
    // The way back is asked for, too, with rules and tables of its own.
    const isFiltered = hasReversePathFilter(kind, sides);
    const sender = isFiltered ? [from, iif, ipproto, sport, dport] : from === undefined;
    const key = JSON.stringify([old, next, sender, arrival(kind, sides), oif, tos]);
    const asksOthers = isFiltered || old !== next;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kinds: [kind], tables, asksOthers });
    else group.kinds.push(kind);
  }
  return [...groups.values()];
}

export function hasReversePathFilter(
  { flow: { family, iif } }: TrafficKind,
  sides: Sides,
): boolean {
  if (iif === undefined || family === 'ipv6') return false;
  return [sides.before, sides.after].some(({ links }) => {
    const filter = links.get(iif)?.settings.ipv4.reversePathFilter;
    return filter !== undefined && filter !== 'off';
  });
}

/** What of the interface a packet came in by counts beside rules; IPv6 prefers it on the way out. */
function arrival({ flow: { family, iif } }: TrafficKind, { before, after }: Sides): unknown {
  if (iif === undefined || family === 'ipv6') return iif;
  return [before, after].map(({ links }) => links.get(iif)?.settings.ipv4);
}

/** The rules that may take the packet, whatever its destination; and the tables they ask. */
function rulesFor(query: Query, rules: readonly AskedRule[], tables: Set<TableId>): string {
  const names: number[] = [];
  for (const { anywhere, excludes, table, name } of rules) {
    const matches = anywhere === undefined || mismatchOf(anywhere, query) === undefined;
    if (!matches && !excludes) continue;
    if (table !== undefined) tables.add(table);
    names.push(name);
  }
  return names.join();
}

type Readable = Parameters<typeof mismatchOf>[0];

/** A rule as it is asked of thousands of kinds: what does not depend on them is worked out once. */
type AskedRule = {
  /** Without its destination; undefined where it cannot be read. */
  readonly anywhere: Readable | undefined;
  /** Meant for all destinations but its own. */
  readonly excludes: boolean;
  readonly table: TableId | undefined;
  /** The same number for the same rule on the other side. */
  readonly name: number;
};

function askedRules(family: Family, sides: Sides): Record<keyof Sides, readonly AskedRule[]> {
  const names = new Map<string, number>();
  const nameOf = (text: string): number => {
    const name = names.get(text) ?? names.size;
    names.set(text, name);
    return name;
  };
  const asked = (side: RoutingIndex): readonly AskedRule[] =>
    side.families[family].rules.map((indexed) => {
      if (indexed.kind === 'opaque') {
        const name = nameOf(`${indexed.priority} unread`);
        return { anywhere: undefined, excludes: false, table: undefined, name };
      }
      const { selector } = indexed.rule;
      return {
        anywhere: withoutDestination(indexed),
        excludes: selector.to !== undefined && selector.not === true,
        table: tableAsked(indexed.rule),
        name: nameOf(ruleContent(indexed.rule)),
      };
    });
  return { before: asked(sides.before), after: asked(sides.after) };
}

function withoutDestination(indexed: Readable): Readable {
  if (indexed.to === undefined) return indexed;
  const { to, ...selector } = indexed.rule.selector;
  void to;
  return { ...indexed, to: undefined, rule: { ...indexed.rule, selector } };
}
