/** A host and its topology -> all that is to be said of them, the worst first. */

import type { Finding } from '../model/finding.ts';
import { severities } from '../model/finding.ts';
import { answerFindings } from './answers.ts';
import { forwardingFindings } from './forwarding.ts';
import { linkStateFindings } from './link-state.ts';
import { multipathFindings } from './multipath.ts';
import { reversePathFindings } from './reverse-path.ts';
import { sharedSubnetFindings } from './shared-subnet.ts';
import type { Situation } from './situation.ts';

/** What settings of the kernel do to it. */
export function diagnoseSettings(situation: Situation): readonly Finding[] {
  return [
    ...reversePathFindings(situation),
    ...sharedSubnetFindings(situation),
    ...forwardingFindings(situation),
    ...linkStateFindings(situation),
    ...multipathFindings(situation),
  ];
}

export function diagnose(situation: Situation): readonly Finding[] {
  return bySeverity([...answerFindings(situation), ...diagnoseSettings(situation)]);
}

/** Stable: those of one severity stay in the order in which they were found. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity }: Finding) => severities.indexOf(severity);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}
