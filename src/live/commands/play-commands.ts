/** Commands, one after the other -> the rules and routes of a host that had none but the kernel's. */

import type { Family } from '../../model/address.ts';
import type { Route } from '../../model/route.ts';
import type { Rule } from '../../model/rule.ts';
import type { TableName } from '../../model/table.ts';
import { familyOfLine } from './batch-family.ts';
import type { Status, Step } from './ip-commands.ts';
import { ipCommandsOf } from './ip-commands.ts';
import { verbOf } from './ip-words.ts';
import type { Batch, IpCommand, Unread } from './read-command.ts';
import type { Played, RouteReplay } from './replay-routes.ts';
import { replayRoutes } from './replay-routes.ts';
import type { RuleReplay } from './replay-rules.ts';
import { replayRules } from './replay-rules.ts';
import { routeRequest } from './route-request.ts';
import { ruleRequest } from './rule-request.ts';
import type { Operator } from './shell-tokens.ts';
import { cursorOver, peek, take, takeTable, Unclear } from './words.ts';

export type Left = { readonly line: number; readonly text: string; readonly reason: string };

export type End = {
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
export function played(
  steps: readonly Step[],
  batchFamily: Family | undefined,
  tableNames: readonly TableName[],
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
  if (what.kind === 'other') return runs === 'unknown' ? 'unknown' : what.status;
  const needed = after === '&&' ? 'succeeds' : 'fails';
  const doubt = runs === 'unknown' ? `it runs only if what is before it ${needed}` : undefined;
  if (what.kind === 'batch') return batchPerformed(what, doubt, host, notes);
  return linePerformed(what, doubt, host, notes);
}

/** It ends with the first line that fails. */
function batchPerformed(
  { lines, isForced }: Batch,
  doubt: string | undefined,
  host: Host,
  notes: Notes,
): Status {
  let status: Status = 'succeeded';
  for (const what of lines) {
    if (status === 'failed' && !isForced) {
      const reason = 'ip -batch has ended before it: a line failed, and it has no option -force';
      notes.left.push({ ...what, reason });
      continue;
    }
    const own = linePerformed(what, doubt, host, notes);
    if (own === 'failed' || status === 'succeeded') status = own;
  }
  return status;
}

function linePerformed(
  what: IpCommand | Unread,
  doubt: string | undefined,
  host: Host,
  notes: Notes,
): Status {
  if (what.kind === 'unread') return unreadNote(notes, what, what.reason);
  if (host.isElsewhere(what)) {
    notes.left.push({ ...what, reason: `it is about the network namespace ${what.namespace}` });
    return 'unknown';
  }
  if (doubt !== undefined) return unreadNote(notes, what, doubt);
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
  const names = new Set(ipCommandsOf(steps).map(({ namespace }) => namespace));
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
