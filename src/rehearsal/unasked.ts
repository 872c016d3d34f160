/** Expectations about uplinks that were not cut. */

import type { Expectation } from '../model/expectation.ts';
import type { CutOutcome } from '../model/rehearsal.ts';

/** What supposes one uplink down is asked while its carrier is cut, and of nothing else. */
export function unaskedNotes(
  expectations: readonly Pick<Expectation, 'down'>[],
  cuts: readonly CutOutcome[],
): readonly string[] {
  const asked = new Set(
    cuts.flatMap(({ kind, cut, uplink }) => (kind === 'cut' && cut === 'carrier' ? [uplink] : [])),
  );
  const left = expectations.filter(({ down }) => down.length > 0 && !asked.has(down.join()));
  if (left.length === 0) return [];
  const who = left.length === 1 ? '1 expectation supposes' : `${left.length} expectations suppose`;
  return [`${who} what was not cut, and was not asked: check works it out`];
}
