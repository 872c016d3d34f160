/** `rehearse`: what a topology does when its uplinks fail, in namespaces that end with it. */

import { answer, askedToAnswer } from '../host/rehearsal/answerer.ts';
import { isThrownAway, runInThrowAway } from '../host/rehearsal/throw-away.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { CutName } from '../model/rehearsal.ts';
import type { Environment } from './environment.ts';
import type { Failure } from './failure.ts';
import { reportFailure } from './failure.ts';
import { impossible, killed } from './rehearse-failures.ts';

export type RehearseOptions = {
  readonly file: string | undefined;
  readonly cuts: readonly CutName[];
  readonly speed: number;
  readonly maxOutageMs: number | undefined;
  readonly format: 'text' | 'json' | 'markdown';
};

/** The outer run makes the namespaces and waits for the inner one, which does all the rest. */
export async function rehearse(
  options: RehearseOptions,
  environment: Environment,
): Promise<ExitCode> {
  const asked = askedToAnswer();
  if (asked !== undefined) {
    await answer(asked);
    return exitCodes.success;
  }
  if (isThrownAway()) {
    const { rehearseWithin } = await import('./rehearse-within.ts');
    return rehearseWithin(options, environment);
  }
  const outcome = await runInThrowAway();
  switch (outcome.kind) {
    case 'ran':
      return knownExitCode(outcome.exitCode);
    case 'interrupted':
      process.kill(process.pid, outcome.signal);
      return exitCodes.unexpectedError;
    case 'killed':
      return tell(killed());
    case 'impossible':
      return tell(impossible(outcome.reason));
  }

  function tell(failure: Failure): ExitCode {
    return reportFailure(failure, environment.terminal, options.format === 'json');
  }
}

function knownExitCode(exitCode: number): ExitCode {
  return Object.values(exitCodes).find((one) => one === exitCode) ?? exitCodes.unexpectedError;
}
