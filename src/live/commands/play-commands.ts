/** Commands, one after the other -> the rules and routes of a host that had none but the kernel's. */

import type { Family } from '../../model/address.ts';
import type { Route } from '../../model/route.ts';
import type { Rule } from '../../model/rule.ts';
import type { TableName } from '../../model/table.ts';
import type { Status, Step } from './ip-commands.ts';
import { ipCommandsOf } from './ip-commands.ts';
import type { Batch, IpCommand, Unread } from './read-command.ts';
import type { Host } from './replay-command.ts';
import { carriedOut } from './replay-command.ts';
import { replayRoutes } from './replay-routes.ts';
import { replayRules } from './replay-rules.ts';
import type { Operator } from './shell-tokens.ts';
import { Unclear } from './words.ts';

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
  readonly isElsewhere: (command: IpCommand) => boolean;
};

/** As a shell runs them: what stands after `&&` or `||` by how that before it ended. */
export function played(
  steps: readonly Step[],
  batchFamily: Family | undefined,
  tableNames: readonly TableName[],
): End {
  const host: Host = { rules: replayRules(), routes: replayRoutes(), tableNames, batchFamily };
  const isElsewhere = elsewhere(steps);
  const notes: Notes = { left: [], lines: new Map(), unread: 0, isElsewhere };
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
  if (notes.isElsewhere(what)) {
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
