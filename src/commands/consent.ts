/** Whether somebody says yes to a plan, and whether it is still the plan that was shown. */

import type { Transaction } from '../model/transaction.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { AllowableGuard, Plan } from '../model/plan.ts';
import { standing } from '../plan/guards.ts';
import { countChanges } from '../plan/plan.ts';
import { commandsText } from '../render/commands-text.ts';
import { guardText } from '../render/guard-text.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import type { Prepared } from './prepare.ts';

type Verb = Transaction['verb'];

export type ConsentOptions = {
  readonly json: boolean;
  readonly allow: readonly AllowableGuard[];
  readonly confirmSeconds: number | undefined;
};

/** Whoever locks himself out is let in again by what is armed. */
export function allowed({ allow, confirmSeconds }: ConsentOptions): readonly AllowableGuard[] {
  return confirmSeconds === undefined ? allow : [...allow, 'management-path'];
}

/** Undefined where somebody says yes. */
export async function askFor(
  verb: Verb,
  plan: Plan,
  options: ConsentOptions,
  { terminal }: Environment,
): Promise<Failure | undefined> {
  if (options.json) return notAsked(verb, 'nothing is asked with --json');
  if (!terminal.interactive) return notAsked(verb, noTerminal);
  const { add, change, remove, adopt } = countChanges(plan);
  const { confirmSeconds } = options;
  const back =
    confirmSeconds === undefined
      ? ''
      : `, and take it back in ${confirmSeconds} s unless confirmed`;
  const answer = await terminal.ask(
    `\n${verb} on ${plan.hostname}: ${add} to add, ${change} to change, ${remove} to remove${adopt === 0 ? '' : `, ${adopt} to adopt`}. Go on${back}? [y/N] `,
  );
  if (/^y(es)?$/i.test(answer.trim())) return undefined;
  return { exitCode: exitCodes.refused, message: 'not confirmed. Nothing was touched.' };
}

/** A question may stand for an hour: what runs must be what was shown, on the host as it is now. */
export async function whyNotAsShown(
  { plan: shown, again }: Prepared,
  options: ConsentOptions,
): Promise<Failure | undefined> {
  const fresh = await again();
  if (!fresh.ok) return fresh.failure;
  const [guard] = standing(fresh.value.guards, allowed(options));
  const isSame = commandsText(fresh.value.plan) === commandsText(shown);
  if (isSame && guard === undefined) return undefined;
  return {
    exitCode: exitCodes.refused,
    message: 'the host changed since the plan was made. Nothing was touched.',
    hint: guard === undefined ? 'look at the plan again' : guardText(guard),
  };
}

/** With any of them redirected, the plan or the question would not be seen. */
const noTerminal =
  'there is no terminal to ask at: standard input, output and error must all be one';

function notAsked(verb: string, why: string): Failure {
  return {
    exitCode: exitCodes.refused,
    message: `${why}. Nothing was touched.`,
    hint: `to go on without a question: the same ${verb} with --yes`,
  };
}
