/** A report as tests: of each topology first whether it is sound, then what is expected of it. */

import type { Place, Problem } from '../model/problem.ts';
import { comparePlaces } from '../model/problem.ts';
import type { FileReport } from '../model/report.ts';
import { isTopologyAtFault } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { expectationTitle } from './expectation-text.ts';
import { visible } from './terminal-text.ts';

export type ReportTest = {
  /** No other test of the file has it. */
  readonly name: string;
  readonly at: Place | undefined;
  readonly outcome: Outcome;
};

export type Outcome =
  | { readonly kind: 'passed'; readonly warnings: readonly Problem[] }
  | { readonly kind: 'failed'; readonly said: Said }
  /** It could not be asked: the topology, or the question, is wrong. */
  | { readonly kind: 'broken'; readonly said: Said }
  | { readonly kind: 'skipped'; readonly reason: string };

export type Said = {
  readonly message: string;
  /** A code of a problem, or what stands for one. */
  readonly type: string;
  /** The worst comes first. */
  readonly problems: readonly Problem[];
};

export function testsOf(file: FileReport): readonly ReportTest[] {
  return withUniqueNames([topologyTest(file), ...file.verdicts.map(expectationTest)]);
}

function topologyTest(file: FileReport): ReportTest {
  const problems = file.problems.toSorted(bySeverity);
  const at = problems[0]?.at;
  const name = 'topology';
  if (!isTopologyAtFault(file)) {
    return { name, at, outcome: { kind: 'passed', warnings: problems } };
  }
  const type = `exit code ${file.exitCode}`;
  return { name, at, outcome: { kind: 'broken', said: saidOf(problems, file.remark, type) } };
}

function expectationTest({ expectation, result }: Verdict): ReportTest {
  const name = visible(expectationTitle(expectation));
  return { name, at: expectation.at, outcome: outcomeOf(result) };
}

function outcomeOf(result: Verdict['result']): Outcome {
  switch (result.kind) {
    case 'holds':
      return { kind: 'passed', warnings: [] };
    case 'fails':
      return { kind: 'failed', said: saidOf(result.problems, 'failed', result.kind) };
    case 'mistaken':
      return { kind: 'broken', said: saidOf(result.problems, 'mistaken', result.kind) };
    case 'skipped':
      return { kind: 'skipped', reason: visible(result.reason) };
  }
}

/** `remark` and `type` are for where there is no problem to speak for itself. */
function saidOf(problems: readonly Problem[], remark: string, type: string): Said {
  const sorted = problems.toSorted(bySeverity);
  const [worst] = sorted;
  return {
    message: visible(worst?.message ?? remark),
    type: worst?.code ?? type,
    problems: sorted,
  };
}

function bySeverity(one: Problem, other: Problem): number {
  return rank(one) - rank(other) || comparePlaces(one, other);
}

function rank({ severity }: Problem): number {
  return severity === 'error' ? 0 : 1;
}

/** Readers tell tests apart by their names, also from one run to the next. */
function withUniqueNames(tests: readonly ReportTest[]): readonly ReportTest[] {
  const counts = new Map<string, number>();
  for (const { name } of tests) counts.set(name, (counts.get(name) ?? 0) + 1);
  const used = new Set<string>();
  return tests.map((test) => {
    const isAlone = counts.get(test.name) === 1 || used.size === 0;
    const name = unused(isAlone ? test.name : withPlace(test), used);
    used.add(name);
    return { ...test, name };
  });
}

function withPlace({ name, at }: ReportTest): string {
  return at === undefined ? name : `${name} (${at.line}:${at.column})`;
}

function unused(name: string, used: ReadonlySet<string>): string {
  let candidate = name;
  for (let number = 2; used.has(candidate); number++) candidate = `${name} (${number})`;
  return candidate;
}
