/** A file of commands -> what a topology could say of the host they make. */

import type { Imported, ImportedEntry, ImportRemark } from '../../model/imported.ts';
import { isKernelRule } from '../../model/kernel-made.ts';
import { defaultProtocol } from '../../model/ownership.ts';
import type { Route } from '../../model/route.ts';
import type { Rule } from '../../model/rule.ts';
import { localTable } from '../../model/table.ts';
import type { TableName } from '../../model/table.ts';
import { routeEntries, ruleEntries, usableNames } from '../import-live.ts';
import type { IpCommand } from './ip-commands.ts';
import { ipCommands, verbOf } from './ip-commands.ts';
import { changeRoutes, flushTable } from './replay-routes.ts';
import type { RouteVerb } from './replay-routes.ts';
import { addRule, deleteRule, firstRules, flushRules } from './replay-rules.ts';
import { routeRequest } from './route-request.ts';
import { ruleRequest } from './rule-request.ts';
import { cursorOver, peek, take, takeTable, Unclear } from './words.ts';

export type CommandsChoice = {
  /** As messages name it. */
  readonly file: string;
  readonly tableNames: readonly TableName[];
  readonly protocol: number;
  readonly adopts: boolean;
};

export function importCommands(text: string, choice: CommandsChoice): Imported {
  const { file, tableNames, protocol, adopts } = choice;
  const { commands, unread } = ipCommands(text);
  const { here, elsewhere } = byNamespace(commands);
  const end = here.reduce((state, command) => played(state, command, choice), begin);
  const remarks = [...unread, ...elsewhere, ...end.unread].toSorted(
    (one, other) => one.line - other.line,
  );
  return {
    source: `the commands of ${file}`,
    protocol: protocol === defaultProtocol ? undefined : protocol,
    tableNames: usableNames(tableNames),
    entries: withLines(end),
    remarks: [
      ...remarks.map((one): ImportRemark => ({
        text: `${file}:${one.line}: ${one.text}`,
        reason: one.reason,
      })),
      ...missingFirst(end.rules, file),
    ],
    adopts,
  };
}

type Left = { readonly line: number; readonly text: string; readonly reason: string };

/** A file that is all about one namespace is about that host; else the commands without one count. */
function byNamespace(commands: readonly IpCommand[]): {
  readonly here: readonly IpCommand[];
  readonly elsewhere: readonly Left[];
} {
  const names = new Set(commands.map(({ namespace }) => namespace));
  if (names.size <= 1) return { here: commands, elsewhere: [] };
  return {
    here: commands.filter(({ namespace }) => namespace === undefined),
    elsewhere: commands.flatMap(({ line, text, namespace }) =>
      namespace === undefined
        ? []
        : [{ line, text, reason: `it is about the network namespace ${namespace}` }],
    ),
  };
}

type State = {
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
  readonly lines: ReadonlyMap<Rule | Route, number>;
  readonly unread: readonly Left[];
};

const begin: State = { rules: firstRules, routes: [], lines: new Map(), unread: [] };

function played(state: State, command: IpCommand, { tableNames }: CommandsChoice): State {
  const { line, text } = command;
  try {
    const { reason, ...next } =
      command.noun === 'rule'
        ? { ...state, ...ruleStep(state, command, tableNames) }
        : { ...state, ...routeStep(state, command, tableNames) };
    const unread = reason === undefined ? next.unread : [...next.unread, { line, text, reason }];
    return { ...next, unread, lines: withNew(state, next, line) };
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return { ...state, unread: [...state.unread, { line, text, reason: error.message }] };
  }
}

type Step = { readonly reason?: string };

function ruleStep(
  { rules }: State,
  { words: [verb, ...words], family }: IpCommand,
  names: readonly TableName[],
): Step & Pick<State, 'rules'> {
  switch (verbOf('rule', verb)) {
    case 'add':
      return addRule(rules, ruleRequest(words, family, names));
    case 'delete':
      return deleteRule(rules, ruleRequest(words, family, names));
    case 'flush':
      if (words.length > 0) throw new Unclear('only a flush of all rules is understood');
      return flushRules(rules, family ?? 'ipv4');
    case 'change':
    case 'replace':
    case 'prepend':
    case 'append':
    case undefined:
      throw new Unclear(`ip rule knows no "${verb}"`);
  }
}

function routeStep(
  { routes }: State,
  { words: [word, ...words], family }: IpCommand,
  names: readonly TableName[],
): Step & Pick<State, 'routes'> {
  const verb = verbOf('route', word);
  if (verb === undefined) throw new Unclear(`ip route knows no "${word}"`);
  if (verb !== 'flush') return changed(routes, verb, words);
  const cursor = cursorOver(words);
  if (words.includes('cache') || words.includes('cached')) return { routes };
  if (words.length !== 2 || !'table'.startsWith(take(cursor))) {
    throw new Unclear('only a flush of a whole table is understood');
  }
  if (peek(cursor) === 'all') throw new Unclear('it would take away what others made, too');
  return flushTable(routes, family ?? 'ipv4', takeTable(cursor, names));

  function changed(before: readonly Route[], by: RouteVerb, rest: readonly string[]) {
    return changeRoutes(before, by, routeRequest(rest, family, names));
  }
}

/** The line that made each, or changed it last. */
function withNew(
  before: State,
  after: Pick<State, 'rules' | 'routes'>,
  line: number,
): State['lines'] {
  const known = new Set<Rule | Route>([...before.rules, ...before.routes]);
  const made = [...after.rules, ...after.routes].filter((one) => !known.has(one));
  return made.length === 0
    ? before.lines
    : new Map([...before.lines, ...made.map((one) => [one, line] as const)]);
}

function withLines({ rules, routes, lines }: State): readonly ImportedEntry[] {
  const own = rules.filter((rule) => !isKernelRule(rule));
  return [...ruleEntries(own), ...routeEntries(routes, true)].map((entry) => {
    const [item] = entry.items;
    const line = lines.get(item.noun === 'rule' ? item.rule : item.route);
    const reason = inLocal(entry) ?? entry.reason;
    return { ...entry, reason, ...(line === undefined ? {} : { line }) };
  });
}

function inLocal({ items: [item] }: ImportedEntry): string | undefined {
  const isLocal = item.noun === 'route' && item.route.table === localTable;
  return isLocal ? 'table local is the book-keeping of the kernel' : undefined;
}

/** A topology adds to the kernel's rules; it does not take them away. */
function missingFirst(rules: readonly Rule[], file: string): readonly ImportRemark[] {
  return firstRules
    .filter(
      (first) => !rules.some((rule) => rule.family === first.family && isTheSame(rule, first)),
    )
    .map(({ family, priority }) => ({
      text: `${file}: the ${family} rule ${priority} of the kernel is taken away`,
      reason: 'a topology leaves it',
    }));
}

function isTheSame(rule: Rule, { priority, action }: Rule): boolean {
  return isKernelRule(rule) && rule.priority === priority && rule.action.kind === action.kind;
}
