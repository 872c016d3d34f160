/** A file of commands -> what a topology could say of the host they make. */

import type { Family } from '../../model/address.ts';
import type { Imported, ImportedEntry, ImportRemark } from '../../model/imported.ts';
import { isKernelRule } from '../../model/kernel-made.ts';
import { defaultProtocol } from '../../model/ownership.ts';
import type { Route } from '../../model/route.ts';
import type { Rule } from '../../model/rule.ts';
import { localTable } from '../../model/table.ts';
import type { TableName } from '../../model/table.ts';
import { routeEntries, ruleEntries, usableNames } from '../import-live.ts';
import { familyOfBatch, familyOfLine } from './batch-family.ts';
import type { IpCommand, Status, Step } from './ip-commands.ts';
import { ipSteps } from './ip-commands.ts';
import { verbOf } from './ip-words.ts';
import type { Played, RouteReplay } from './replay-routes.ts';
import { replayRoutes } from './replay-routes.ts';
import type { RuleReplay } from './replay-rules.ts';
import { firstRules, replayRules } from './replay-rules.ts';
import { routeRequest } from './route-request.ts';
import { ruleRequest } from './rule-request.ts';
import type { Operator } from './shell-lines.ts';
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
  const { steps, batchFamily } = ipSteps(text);
  const end = played(steps, familyOfBatch(steps, batchFamily, tableNames), choice);
  const { rules, routes, lines } = end;
  return {
    source: `the commands of ${file}`,
    protocol: protocol === defaultProtocol ? undefined : protocol,
    tableNames: usableNames(tableNames),
    entries: withLines({ rules, routes, lines }),
    remarks: [
      ...end.left.map((one): ImportRemark => ({
        text: `${file}:${one.line}: ${one.text}`,
        reason: one.reason,
      })),
      ...missingFirst(rules, file),
    ],
    unread: end.unread,
    adopts,
  };
}

type Left = { readonly line: number; readonly text: string; readonly reason: string };

type End = {
  readonly rules: readonly Rule[];
  readonly routes: readonly Route[];
  /** The line that made each, or changed it last. */
  readonly lines: ReadonlyMap<Rule | Route, number>;
  readonly left: readonly Left[];
  /** How many lines of those could not be read. */
  readonly unread: number;
};

/** What is noted while commands are played. */
type Notes = {
  readonly left: Left[];
  readonly lines: Map<Rule | Route, number>;
  unread: number;
};

/** As a shell runs them: what stands after `&&` or `||` by how that before it ended. */
function played(
  steps: readonly Step[],
  batchFamily: Family | undefined,
  { tableNames }: CommandsChoice,
): End {
  const host: Host = {
    ...{ rules: replayRules(), routes: replayRoutes(), tableNames, batchFamily },
    isElsewhere: elsewhere(steps),
  };
  const notes: Notes = { left: [], lines: new Map(), unread: 0 };
  let status: Status = 'succeeded';
  let mayHaveEnded: Step | undefined;
  for (const step of steps) {
    const runs = whetherRun(step.after, status);
    if (runs === 'failed') continue;
    if (step.what.kind !== 'other' && mayHaveEnded !== undefined) {
      notes.left.push(endNote(mayHaveEnded));
      mayHaveEnded = undefined;
    }
    status = inverted(performed(step, runs, host, notes), step.isInverted);
    if (step.ends === 'here' && runs === 'succeeded') break;
    if (step.ends !== undefined) mayHaveEnded ??= step;
  }
  return {
    rules: host.rules.rules(),
    routes: host.routes.routes(),
    lines: notes.lines,
    left: notes.left.toSorted((one, other) => one.line - other.line),
    unread: notes.unread,
  };
}

function endNote({ what }: Step): Left {
  const reason = 'it may end here: what follows is read as if it does not';
  return { line: what.line, text: 'exit', reason };
}

/** How it ends. */
function performed({ what, after }: Step, runs: Status, host: Host, notes: Notes): Status {
  const isUnsure = runs === 'unknown';
  if (what.kind === 'other') return isUnsure ? 'unknown' : what.status;
  if (what.kind === 'unread') return unreadNote(notes, what, what.reason);
  if (host.isElsewhere(what)) {
    notes.left.push({ ...what, reason: `it is about the network namespace ${what.namespace}` });
    return 'unknown';
  }
  if (isUnsure) {
    const needed = after === '&&' ? 'succeeds' : 'fails';
    return unreadNote(notes, what, `it runs only if what is before it ${needed}`);
  }
  try {
    const { made, reason, hasFailed } = carriedOut(host, what);
    if (made !== undefined) notes.lines.set(made, what.line);
    if (reason !== undefined) notes.left.push({ ...what, reason });
    return hasFailed === true ? 'failed' : 'succeeded';
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    return unreadNote(notes, what, error.message);
  }
}

function unreadNote(notes: Notes, { line, text }: Omit<Left, 'reason'>, reason: string): 'unknown' {
  notes.left.push({ line, text, reason });
  notes.unread += 1;
  return 'unknown';
}

function whetherRun(after: Operator | undefined, status: Status): Status {
  if (after === '&&') return status;
  return after === '||' ? inverted(status, true) : 'succeeded';
}

function inverted(status: Status, isInverted: boolean): Status {
  if (!isInverted || status === 'unknown') return status;
  return status === 'failed' ? 'succeeded' : 'failed';
}

/** A file that is all about one namespace is about that host; else the commands without one count. */
function elsewhere(steps: readonly Step[]): (command: IpCommand) => boolean {
  const names = new Set(steps.flatMap(({ what }) => (what.kind === 'ip' ? [what.namespace] : [])));
  return ({ namespace }) => names.size > 1 && namespace !== undefined;
}

type Host = {
  readonly rules: RuleReplay;
  readonly routes: RouteReplay;
  readonly tableNames: readonly TableName[];
  readonly batchFamily: Family | undefined;
  readonly isElsewhere: (command: IpCommand) => boolean;
};

function carriedOut(host: Host, command: IpCommand): Played<Rule | Route> {
  const { tableNames, batchFamily } = host;
  const family =
    command.family ??
    (command.isBatch ? familyOfLine(command, tableNames, batchFamily) : undefined);
  return command.noun === 'rule'
    ? ruleStep(host, { ...command, family })
    : routeStep(host, { ...command, family });
}

function ruleStep(
  { rules, tableNames }: Host,
  { words: [verb, ...words], family }: IpCommand,
): Played<Rule> {
  switch (verbOf('rule', verb)) {
    case 'add':
      return rules.add(ruleRequest(words, family, tableNames));
    case 'delete':
      return rules.remove(ruleRequest(words, family, tableNames));
    case 'flush':
      if (words.length > 0) throw new Unclear('only a flush of all rules is understood');
      rules.flush(family ?? 'ipv4');
      return {};
    case 'change':
    case 'replace':
    case 'prepend':
    case 'append':
    case undefined:
      throw new Unclear(`ip rule knows no "${verb}"`);
  }
}

function routeStep(
  { routes, tableNames }: Host,
  { words: [word, ...words], family }: IpCommand,
): Played<Route> {
  const verb = verbOf('route', word);
  if (verb === undefined) throw new Unclear(`ip route knows no "${word}"`);
  if (verb !== 'flush') return routes.change(verb, routeRequest(words, family, tableNames));
  const cursor = cursorOver(words);
  if (words.includes('cache') || words.includes('cached')) return {};
  if (words.length !== 2 || !'table'.startsWith(take(cursor))) {
    throw new Unclear('only a flush of a whole table is understood');
  }
  if (peek(cursor) === 'all') throw new Unclear('it would take away what others made, too');
  routes.flush(family ?? 'ipv4', takeTable(cursor, tableNames));
  return {};
}

function withLines({
  rules,
  routes,
  lines,
}: Pick<End, 'rules' | 'routes' | 'lines'>): readonly ImportedEntry[] {
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
