/** `init`: a topology to begin with, from what this host is. Changes nothing but the file it writes. */

import type { Host } from '../host/host.ts';
import { keeperOf } from '../host/keepers.ts';
import { readLeases } from '../host/leases.ts';
import { createUserFile } from '../host/new-file.ts';
import { readLive } from '../host/read-live.ts';
import { readTableNames } from '../host/table-names.ts';
import { isPresent } from '../host/user-file.ts';
import { starterOf } from '../live/starter.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Live } from '../model/live.ts';
import { defaultProtocol, dropInPaths } from '../model/ownership.ts';
import type { Starter } from '../model/starter.ts';
import { countChanges } from '../plan/plan.ts';
import { earlyDefaultLines } from '../render/early-default.ts';
import { guardText } from '../render/guard-text.ts';
import { ownCommand } from '../render/own-command.ts';
import { summary } from '../render/plan-text.ts';
import { starterTopology } from '../render/starter-topology.ts';
import { visible } from '../render/terminal-text.ts';
import { uplinkLines } from '../render/uplink-text.ts';
import type { Environment } from './environment.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed, reportFailure } from './failure.ts';
import type { Prepared } from './prepare.ts';
import { prepare } from './prepare.ts';
import { counted } from './report.ts';
import { unavailable } from './survey.ts';
import { topologyIn } from './topology-file.ts';

export type InitOptions = {
  /** The file to keep it in; else it is printed. */
  readonly out: string | undefined;
};

export async function init({ out }: InitOptions, environment: Environment): Promise<ExitCode> {
  const { terminal } = environment;
  // Said before anything is read: it is read in vain.
  if (out !== undefined && isPresent(out)) return reportFailure(taken(out), terminal, false);
  const begun = await begin(environment);
  if (!begun.ok) return reportFailure(begun.failure, terminal, false);
  const { starter, live } = begun.value;
  const text = starterTopology(starter);
  if (out === undefined) terminal.print(text);
  const planned = await prepare(
    () => topologyIn(out ?? 'topology.yaml', { ok: true, text }),
    environment,
  );
  if (!planned.ok) return reportFailure(planned.failure, terminal, false);
  const kept = out === undefined ? undefined : keep(out, text);
  if (kept !== undefined) return reportFailure(kept, terminal, false);
  terminal.remark(
    `${tell(starter, live, planned.value, out, environment).map(visible).join('\n')}\n`,
  );
  return exitCodes.success;
}

type Begun = { readonly starter: Starter; readonly live: Live };

async function begin({ host }: Environment): Promise<Outcome<Begun>> {
  const read = await readLive(host);
  if (!read.ok) return failed(unavailable(read));
  const { others: tableNames } = readTableNames(host, dropInPaths(defaultProtocol).tables);
  const { live } = read;
  const { leases } = readLeases(host, live.interfaces);
  const starter = starterOf({
    ...{ ...live, tableNames, leases, ownProtocol: defaultProtocol },
    keeperOf: (link) => keeperOf(host, link, leases),
  });
  if (starter.uplinks.length === 0) return failed(noUplinks(starter));
  return { ok: true, value: { starter, live } };
}

function noUplinks({ networks, leftOut }: Starter): Failure {
  const others = [
    ...leftOut.map(({ interface: device, reason }) => `${device}: ${reason}`),
    ...networks.map(({ interface: device }) => `${device}: no default route and no lease of it`),
  ];
  const seen = others.length === 0 ? 'there is no interface but lo' : others.join('\n  ');
  return {
    exitCode: exitCodes.refused,
    message: 'no uplink was found: no interface has both a global address and a way out',
    hint: seen,
  };
}

function keep(out: string, text: string): Failure | undefined {
  const created = createUserFile(out, text);
  if (created.ok) return undefined;
  if (created.present) return taken(out);
  const message = `cannot write ${out}: ${created.reason}`;
  return { exitCode: exitCodes.unexpectedError, message };
}

function taken(out: string): Failure {
  return {
    exitCode: exitCodes.refused,
    message: `${out} is there already; it was left as it is`,
    hint: 'name another file, or leave out --out to see what would be written',
  };
}

function tell(
  starter: Starter,
  live: Live,
  { plan, guards }: Prepared,
  out: string | undefined,
  { defaultTopology, host }: Environment,
): readonly string[] {
  const found = [
    ...[names(starter.uplinks, 'uplink'), names(starter.networks, 'network')],
    ...(starter.uplinks.length > 1 ? [] : ['with one uplink there is nothing to choose among yet']),
  ];
  return [
    `multihome: ${found.filter((part) => part !== '').join('; ')}`,
    ...besides(live, out, defaultTopology),
    ...uplinkLines(plan).map(({ text }) => `  ${text.trim()}`),
    ...starter.early.flatMap((early) => earlyDefaultLines(early).map((line) => `  ${line}`)),
    ...guards.map((guard) => `  apply would refuse this: ${guardText(guard)}`),
    `  ${summary(plan, { counts: countChanges(plan) })}`,
    ...next(out, defaultTopology, host),
  ];
}

function names(entries: readonly { readonly name: string }[], noun: string): string {
  if (entries.length === 0) return '';
  return `${counted(entries.length, noun)} (${entries.map(({ name }) => name).join(', ')})`;
}

/** What is here already is neither read nor changed. */
function besides(live: Live, out: string | undefined, topology: string): readonly string[] {
  const own = [...live.rules, ...live.routes].filter(
    ({ protocol }) => protocol === defaultProtocol,
  );
  return [
    ...(topology !== out && isPresent(topology)
      ? [`  ${topology} is there already: this does not take its place, and knows nothing of it`]
      : []),
    ...(own.length === 0
      ? []
      : [
          `  of the rules and routes here ${own.length} are multihome's already: a topology has been applied`,
        ]),
  ];
}

function next(out: string | undefined, topology: string, host: Host): readonly string[] {
  if (out === undefined) {
    return isPresent(topology)
      ? [`Next: compare it with ${topology}, or keep it with --out in another file`]
      : [`Next: ${ownCommand(host, 'init', '--out', topology)}`];
  }
  const file = out === topology ? [] : [out];
  const applying = ownCommand(host, 'apply', '--confirm', '2m', ...file);
  return [
    `Wrote ${out}. Next: read it, name under \`health\` whom to ask, then`,
    `  ${ownCommand(host, 'check', ...file)}`,
    `  ${ownCommand(host, 'plan', ...file)}`,
    `  ${applying}, and ${ownCommand(host, 'confirm')} while you are still connected`,
    `  ${ownCommand(host, 'doctor', ...file)}`,
    `  ${ownCommand(host, 'rehearse', '--speed', '10', ...file)}`,
    `  ${ownCommand(host, 'install-service', ...file)}, which keeps it true from now and from boot on`,
  ];
}
