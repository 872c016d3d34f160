/** What must be installed for a kind of probe. */

import type { ProbeKind } from '../../model/health.ts';
import { run } from '../run.ts';

export type MissingProgram = { readonly program: string; readonly debianPackage: string };

const ping: MissingProgram = { program: 'ping', debianPackage: 'iputils-ping' };
const limitMs = 10_000;

/** Another ping than that of iputils is none: that of BusyBox knows no `-O`. */
export async function missingPrograms(
  kinds: readonly ProbeKind[],
): Promise<readonly MissingProgram[]> {
  if (!kinds.includes('ping')) return [];
  const ran = await run([ping.program, '-V'], { timeoutMs: limitMs });
  const isThere = ran.kind === 'exited' && /\biputils\b/.test(ran.stdout + ran.stderr);
  return isThere ? [] : [ping];
}
