/** `plan`: what would `apply` do? Reads, changes nothing. */

import type { Host } from '../host/host.ts';
import type { Terminal } from '../host/terminal.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AllowableGuard, Guard, Plan } from '../model/plan.ts';
import { standing } from '../plan/guards.ts';
import { countChanges, isEmpty } from '../plan/plan.ts';
import { commandsText } from '../render/commands-text.ts';
import { guardText } from '../render/guard-text.ts';
import { ownCommand } from '../render/own-command.ts';
import { planJson } from '../render/plan-json.ts';
import type { PlanTextOptions } from '../render/plan-text.ts';
import { obstaclesText, planText } from '../render/plan-text.ts';
import { problemsText } from '../render/problems.ts';
import { visible } from '../render/terminal-text.ts';
import { styleOf } from '../render/style.ts';
import type { Environment } from './environment.ts';
import { reportFailure } from './failure.ts';
import type { Prepared } from './prepare.ts';
import { prepare } from './prepare.ts';
import { identify, savePlan } from './saved-plan.ts';
import { loadTopology } from './topology-file.ts';

export type PlanOptions = {
  readonly file: string | undefined;
  readonly form: 'text' | 'json' | 'commands';
  readonly detailedExitCode: boolean;
  readonly all: boolean;
  /** Guards to go on in spite of, as `apply --allow` does. */
  readonly allow: readonly AllowableGuard[];
  /** The file to keep it in. */
  readonly out: string | undefined;
};

/** Beyond this many lines nobody reads on; `--all` lifts it. */
const sectionLimit = 60;

export async function plan(options: PlanOptions, environment: Environment): Promise<ExitCode> {
  const { terminal, defaultTopology } = environment;
  const prepared = await prepare(() => loadTopology(options.file ?? defaultTopology), environment);
  if (!prepared.ok) return reportFailure(prepared.failure, terminal, options.form === 'json');
  printWarnings(prepared.value, environment);
  const guards = standing(prepared.value.guards, options.allow);
  const withheld = options.form === 'commands' && guards.length > 0;
  if (withheld) withhold(prepared.value, options, environment);
  else terminal.print(render(prepared.value, options, environment));
  if (options.form !== 'json') printGuards(guards, environment);
  if (withheld) return exitCodes.refused;
  const saved =
    options.out === undefined ? undefined : keep(options.out, prepared.value, guards, environment);
  if (saved !== undefined && saved !== exitCodes.success) return saved;
  return options.detailedExitCode ? detailed(prepared.value.plan, guards) : exitCodes.success;
}

/** What `apply` would refuse is not kept for it. */
function keep(
  path: string,
  prepared: Prepared,
  guards: readonly Guard[],
  { terminal, host }: Environment,
): ExitCode {
  if (guards.length > 0) {
    terminal.remark(`multihome: ${visible(path)} was not written.\n`);
    return exitCodes.refused;
  }
  const written = savePlan(path, prepared, host);
  if (!written.ok) {
    const message = `cannot write ${path}: ${written.reason}`;
    return reportFailure({ exitCode: exitCodes.unexpectedError, message }, terminal, false);
  }
  const command = visible(ownCommand(host, 'apply', path));
  terminal.remark(`Saved. To carry out this plan and no other: ${command}\n`);
  return exitCodes.success;
}

/** Commands are made to be run: of a plan that `apply` would refuse there are only the reasons. */
function withhold(prepared: Prepared, { all }: PlanOptions, { terminal }: Environment): void {
  const side = { colour: terminal.colourRemarks, columns: terminal.columnsRemarks };
  const options = textOptions(prepared, 'plan', side, all);
  terminal.remark(`${obstaclesText(prepared.plan, options)}\n\nno commands are printed:\n`);
}

function detailed(planned: Plan, guards: readonly Guard[]): ExitCode {
  if (guards.length > 0) return exitCodes.refused;
  return isEmpty(planned) ? exitCodes.success : exitCodes.changesPending;
}

function render(prepared: Prepared, options: PlanOptions, { terminal, host }: Environment): string {
  switch (options.form) {
    case 'json':
      return `${JSON.stringify(planDocument(prepared, options.allow, host), undefined, 2)}\n`;
    case 'commands':
      return commandsText(prepared.plan, host.root);
    case 'text':
      return textOf(prepared, 'plan', terminal, options.all);
  }
}

function planDocument(prepared: Prepared, allow: readonly AllowableGuard[], host: Host): object {
  const { plan: planned, nameOf, impact, guards: all } = prepared;
  const { id } = identify(prepared, host);
  const guards = standing(all, allow);
  const counts = countChanges(planned);
  return planJson({ plan: planned, id, guards, counts, nameOf, impact: impact() });
}

export function textOf(
  prepared: Prepared,
  verb: string,
  terminal: Pick<Terminal, 'colourOut' | 'columnsOut'>,
  all: boolean,
): string {
  const side = { colour: terminal.colourOut, columns: terminal.columnsOut };
  return planText(prepared.plan, textOptions(prepared, verb, side, all));
}

function textOptions(
  { plan: planned, nameOf, impact }: Prepared,
  verb: string,
  { colour, columns }: { readonly colour: boolean; readonly columns: number },
  all: boolean,
): PlanTextOptions {
  return {
    style: styleOf(colour),
    nameOf,
    counts: countChanges(planned),
    impact: impact(),
    sectionLimit: all ? Number.POSITIVE_INFINITY : sectionLimit,
    columns,
    showFiles: true,
    verb,
  };
}

export function printWarnings(
  { warnings }: Prepared,
  { terminal }: Pick<Environment, 'terminal'>,
): void {
  if (warnings.length === 0) return;
  terminal.remark(
    `${problemsText(warnings, { colour: terminal.colourRemarks, columns: terminal.columnsRemarks })}\n`,
  );
}

/** What `apply` would refuse is said here already. */
function printGuards(guards: readonly Guard[], { terminal }: Environment): void {
  for (const guard of guards) {
    terminal.remark(`apply would refuse this: ${guardText(guard)}\n`);
  }
}
