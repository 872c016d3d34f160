/** `import`: this host's rules and routes, or those of commands, as a topology. Writes nothing. */

import { assumedFacts } from '../compile/assumed-facts.ts';
import { compile } from '../compile/compile.ts';
import type { Host } from '../host/host.ts';
import { readLive } from '../host/read-live.ts';
import { readTableNames } from '../host/table-names.ts';
import { importCommands } from '../live/commands/import-commands.ts';
import { decodeTableNames } from '../live/decode-table-names.ts';
import { importLive } from '../live/import-live.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Imported } from '../model/imported.ts';
import type { Interface } from '../model/live.ts';
import { shownFile } from '../model/origin.ts';
import { defaultProtocol, dropInPaths } from '../model/ownership.ts';
import type { Conflict, Plan } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { TableName } from '../model/table.ts';
import { leftOutText } from '../render/import-text.ts';
import type { UplinkProposal } from '../render/uplink-proposals.ts';
import { uplinkProposals } from '../render/uplink-proposals.ts';
import type { Topology } from '../topology/topology.ts';
import type { Environment } from './environment.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed, reportFailure } from './failure.ts';
import { planFreely } from './prepare.ts';
import type { Judgement, Settled } from './settle-import.ts';
import { settleImport } from './settle-import.ts';
import { rememberLast, unavailable } from './survey.ts';
import { readText, topologyIn } from './topology-file.ts';

export type ImportOptions = {
  readonly protocol: number | undefined;
  readonly adopt: boolean;
  /** Also what somebody keeps up to date. */
  readonly all: boolean;
};

export type ImportCommandsOptions = Omit<ImportOptions, 'all'> & {
  /** A file of commands; `-` is standard input. */
  readonly commands: string;
  /** A file with names of tables, instead of those of the host. */
  readonly rtTables: string | undefined;
};

/** Neither root nor `ip` is needed, and the commands may be those of another host. */
export async function importCommandFile(
  options: ImportCommandsOptions,
  environment: Environment,
): Promise<ExitCode> {
  return told(await fromCommands(options, environment), environment);
}

export async function importHost(
  options: ImportOptions,
  environment: Environment,
): Promise<ExitCode> {
  return told(await fromHost(options, environment), environment);
}

function told(settled: Outcome<Settled>, { terminal }: Environment): ExitCode {
  if (!settled.ok) return reportFailure(settled.failure, terminal, false);
  terminal.print(settled.value.text);
  terminal.remark(leftOutText(settled.value.imported));
  return exitCodes.success;
}

async function fromHost(
  { protocol = defaultProtocol, adopt, all }: ImportOptions,
  { host }: Environment,
): Promise<Outcome<Settled>> {
  const reading = await readLive(host);
  if (!reading.ok) return { ok: false, failure: unavailable(reading) };
  const { live } = reading;
  const names = readTableNames(host, dropInPaths(protocol).tables).others;
  const imported = importLive(live, names, { protocol, adopts: adopt, keptToo: all });
  return settleImport(imported, proposalsFor(imported, live.interfaces), async (text) => {
    const read = offline(text);
    if (!read.ok) return read.judgement;
    const { topology } = read;
    const compileFor = rememberLast(topology);
    const planned = await planFreely(topology, compileFor, Promise.resolve(reading), host);
    return planned.ok ? { ok: true, flaws: planFlaws(planned.value.plan) } : planned;
  });
}

async function fromCommands(
  { commands, rtTables, protocol = defaultProtocol, adopt }: ImportCommandsOptions,
  { host }: Environment,
): Promise<Outcome<Settled>> {
  const read = readText(commands);
  if (!read.ok) return failed(unreadable(commands, read.reason));
  const names = rtTables === undefined ? hostNames(host, protocol) : namesIn(rtTables);
  if (!names.ok) return names;
  const imported = importCommands(read.text, {
    file: shownFile(commands),
    tableNames: names.value,
    protocol,
    adopts: adopt,
  });
  return settleImport(imported, proposalsFor(imported, undefined), (text) => {
    const judged = offline(text);
    return judged.ok ? { ok: true, flaws: new Map() } : judged.judgement;
  });
}

function hostNames(host: Host, protocol: number): Outcome<readonly TableName[]> {
  const { others, own } = readTableNames(host, dropInPaths(protocol).tables);
  return { ok: true, value: [...others, ...own] };
}

function namesIn(path: string): Outcome<readonly TableName[]> {
  const read = readText(path);
  if (!read.ok) return failed(unreadable(path, read.reason));
  return { ok: true, value: decodeTableNames(read.text).names };
}

function unreadable(path: string, reason: string): Failure {
  return { exitCode: exitCodes.noInput, message: `cannot read ${shownFile(path)}: ${reason}` };
}

function proposalsFor(
  { entries, tableNames }: Imported,
  interfaces: readonly Interface[] | undefined,
): readonly UplinkProposal[] {
  const items = entries.flatMap((entry) => entry.items);
  const rules = items.flatMap((item) => (item.noun === 'rule' ? [item.rule] : []));
  const routes = items.flatMap((item) => (item.noun === 'route' ? [item.route] : []));
  return uplinkProposals({ rules, routes, tableNames, interfaces });
}

type Offline =
  | { readonly ok: true; readonly topology: Topology }
  | { readonly ok: false; readonly judgement: Judgement };

/** As `check` judges it; its errors by their lines. */
function offline(text: string): Offline {
  const read = topologyIn('-', { ok: true, text });
  if (!read.ok) {
    const { problems = [] } = read.failure;
    return { ok: false, judgement: flawsIn(problems, read.failure) };
  }
  const { topology } = read.value;
  const compiled = compile(topology, assumedFacts(topology));
  if (compiled.ok) return { ok: true, topology };
  const { problems } = compiled;
  const failure = { exitCode: exitCodes.topologyInvalid, problems };
  return { ok: false, judgement: flawsIn(problems, failure) };
}

function flawsIn(problems: readonly Problem[], failure: Failure): Judgement {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const flaws = new Map(
    errors.flatMap(({ at, message }) => (at === undefined ? [] : [[at.line, message] as const])),
  );
  return flaws.size === 0 ? { ok: false, failure } : { ok: true, flaws };
}

/** What is imported from a host is there: it would neither be made nor be in the way. */
function planFlaws({ changes, conflicts }: Plan): ReadonlyMap<number, string> {
  return new Map([
    ...changes.flatMap((change) =>
      change.action === 'add' || change.action === 'change'
        ? [[change.origin.line, 'what is there is not what this would make'] as const]
        : [],
    ),
    ...conflicts.flatMap((conflict) =>
      'origin' in conflict ? [[conflict.origin.line, conflictReason(conflict)] as const] : [],
    ),
  ]);
}

function conflictReason({ kind }: Conflict): string {
  return kind === 'table-name'
    ? 'its table has a name that means another one'
    : 'something else in the same place comes first';
}
