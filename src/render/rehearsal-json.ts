/** A rehearsal as the document of schemas/rehearsal.schema.json. */

import type { CutOutcome, Rehearsal } from '../model/rehearsal.ts';
import { flowsOf, longestOutageMs, rehearsalFormat } from '../model/rehearsal.ts';
import type { Verdict } from '../model/verdict.ts';
import { problemsOf } from '../model/verdict.ts';
import { expectationTitle } from './expectation-text.ts';
import { problemJson } from './problems.ts';

export function rehearsalJson(rehearsal: Rehearsal, isPassed: boolean): string {
  const { topology, speed, maxOutageMs, verdicts, cuts, notes } = rehearsal;
  const flows = flowsOf(rehearsal);
  const allRecovered = flows.every(({ recovered }) => recovered);
  const document = {
    ...{ format: rehearsalFormat, format_version: '1.1', topology, passed: isPassed, speed },
    max_outage_ms: maxOutageMs ?? null,
    longest_outage_ms: allRecovered ? (longestOutageMs(flows) ?? null) : null,
    expectations: verdicts.map(verdictJson),
    cuts: cuts.map(cutJson),
    notes,
  };
  return `${JSON.stringify(document)}\n`;
}

function verdictJson(verdict: Verdict): object {
  const { expectation, result, packets } = verdict;
  return {
    expectation: expectationTitle(expectation),
    result: result.kind,
    reason: result.kind === 'skipped' ? result.reason : null,
    packets,
    problems: problemsOf(verdict).map(problemJson),
  };
}

function cutJson(outcome: CutOutcome): object {
  const { uplink, cut } = outcome;
  if (outcome.kind !== 'cut') return { uplink, cut, result: outcome.kind, reason: outcome.reason };
  const { flows, switchedAfterMs, backAfterMs, faults, verdicts } = outcome;
  return {
    ...{ uplink, cut, result: faults.length === 0 ? 'mended' : 'not-as-before' },
    switched_after_ms: switchedAfterMs ?? null,
    back_after_ms: backAfterMs ?? null,
    flows: flows.map((flow) => ({
      ...{ from: flow.from, family: flow.family, to: flow.to },
      ...{ outage_ms: flow.outageMs, lost: flow.lost, recovered: flow.recovered },
      other_way: flow.hasOtherWay,
      ...{ return_outage_ms: flow.returnOutageMs, return_lost: flow.returnLost },
    })),
    faults,
    expectations: verdicts.map(verdictJson),
  };
}
