/** `plan`: what would `apply` do? Reads, changes nothing. */

import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AllowableGuard, Guard, Plan } from '../model/plan.ts';
import { standingGuards } from '../plan/guards.ts';
import { countChanges, isEmpty } from '../plan/plan.ts';
import { commandsText } from '../render/commands-text.ts';
import { guardText } from '../render/guard-text.ts';
import { planJson } from '../render/plan-json.ts';
import { planText } from '../render/plan-text.ts';
import { problemsText } from '../render/problems.ts';
import { styleOf } from '../render/style.ts';
import type { Environment } from './environment.ts';
import { reportFailure } from './failure.ts';
import type { Prepared } from './prepare.ts';
import { prepare } from './prepare.ts';

export type PlanOptions = {
  readonly file: string | undefined;
  readonly form: 'text' | 'json' | 'commands';
  readonly detailedExitCode: boolean;
  readonly all: boolean;
};

/** Beyond this many lines nobody reads on; `--all` lifts it. */
export const sectionLimit = 60;

export async function plan(options: PlanOptions, environment: Environment): Promise<ExitCode> {
  const { terminal, defaultTopology } = environment;
  const prepared = await prepare(options.file ?? defaultTopology, environment);
  if (!prepared.ok) return reportFailure(prepared.failure, terminal, options.form === 'json');
  printWarnings(prepared.value, environment);
  const guards = standingGuards(prepared.value.plan, []);
  // Commands are made to be run: those of a plan that `apply` would refuse are not.
  if (options.form !== 'commands' || guards.length === 0) {
    terminal.print(render(prepared.value, options, environment));
  }
  if (options.form !== 'json') printGuards(guards, environment);
  return options.detailedExitCode ? detailed(prepared.value.plan, guards) : exitCodes.success;
}

function detailed(planned: Plan, guards: readonly Guard[]): ExitCode {
  if (guards.length > 0) return exitCodes.refused;
  return isEmpty(planned) ? exitCodes.success : exitCodes.changesPending;
}

function render(prepared: Prepared, options: PlanOptions, { terminal }: Environment): string {
  switch (options.form) {
    case 'json':
      return `${JSON.stringify(planDocument(prepared, []), undefined, 2)}\n`;
    case 'commands':
      return commandsText(prepared.plan);
    case 'text':
      return textOf(prepared, 'plan', terminal.colourOut, options.all);
  }
}

export function planDocument(
  { plan: planned, nameOf }: Prepared,
  allowed: readonly AllowableGuard[],
): object {
  const guards = standingGuards(planned, allowed);
  return planJson({ plan: planned, guards, counts: countChanges(planned), nameOf });
}

export function textOf(prepared: Prepared, verb: string, colour: boolean, all: boolean): string {
  return planText(prepared.plan, {
    style: styleOf(colour),
    nameOf: prepared.nameOf,
    counts: countChanges(prepared.plan),
    sectionLimit: all ? Number.POSITIVE_INFINITY : sectionLimit,
    showFiles: true,
    verb,
  });
}

export function printWarnings(
  { warnings }: Prepared,
  { terminal }: Pick<Environment, 'terminal'>,
): void {
  if (warnings.length === 0) return;
  terminal.remark(`${problemsText(warnings, { colour: terminal.colourRemarks })}\n`);
}

/** What `apply` would refuse is said here already. */
function printGuards(guards: readonly Guard[], { terminal }: Environment): void {
  for (const guard of guards) {
    terminal.remark(`apply would refuse this: ${guardText(guard)}\n`);
  }
}
