/** Makes problems; how severe one is, its code decides. */

import type { Place, Problem } from '../model/problem.ts';
import type { ProblemCode } from '../model/problem-codes.ts';
import { problemCodes } from '../model/problem-codes.ts';

export type Related = { readonly message: string; readonly at: Place };

/** A problem that does not know yet where it is. */
export type Flaw = {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly related?: readonly Related[];
};

export function problemAt(at: Place, { code, message, hint, related }: Flaw): Problem {
  return {
    code,
    severity: problemCodes[code].severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    at,
    ...(related === undefined ? {} : { related }),
  };
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
