/** What a rehearsal tells: as it goes, for people; all at once, for others. */

import type { Terminal } from '../host/terminal.ts';
import type { ExitCode } from '../model/exit-code.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { CutName, CutOutcome, Rehearsal } from '../model/rehearsal.ts';
import { isMissed } from '../model/rehearsal.ts';
import type { Verdict } from '../model/verdict.ts';
import { problemsOf } from '../model/verdict.ts';
import { problemsText } from '../render/problems.ts';
import { rehearsalJson } from '../render/rehearsal-json.ts';
import { rehearsalMarkdown } from '../render/rehearsal-markdown.ts';
import type { CutLook } from '../render/rehearsal-text.ts';
import { beginText, cutText, endText, verdictsText } from '../render/rehearsal-text.ts';
import { styleOf } from '../render/style.ts';
import type { Topology } from '../topology/topology.ts';
import type { RehearseOptions } from './rehearse.ts';

type Begun = Pick<Rehearsal, 'topology' | 'speed' | 'maxOutageMs'>;

export type Narrator = {
  readonly begin: (begun: Begun, topology: Topology, cuts: readonly CutName[]) => void;
  readonly applied: (verdicts: readonly Verdict[]) => void;
  readonly cut: (outcome: CutOutcome, begun: Begun) => void;
  readonly end: (rehearsal: Rehearsal) => void;
};

export function narratorOf(format: RehearseOptions['format'], terminal: Terminal): Narrator {
  const ignore = (): void => undefined;
  if (format !== 'text') {
    const render = format === 'json' ? rehearsalJson : rehearsalMarkdown;
    const end = (rehearsal: Rehearsal) => terminal.print(render(rehearsal, passed(rehearsal)));
    return { begin: ignore, applied: ignore, cut: ignore, end };
  }
  return textNarrator(terminal);
}

function textNarrator(terminal: Terminal): Narrator {
  const { print, colourOut, columnsRemarks } = terminal;
  const look: CutLook = { style: styleOf(colourOut), nameWidth: 0, cutWidth: 0 };
  let shown = look;
  const explain = (verdicts: readonly Verdict[]): void => {
    const problems = verdicts.flatMap(problemsOf);
    if (problems.length === 0) return;
    print(`${problemsText(problems, { colour: colourOut, columns: columnsRemarks })}\n\n`);
  };
  return {
    begin: (begun, { uplinks }, cuts) => {
      const nameWidth = Math.max(0, ...uplinks.map(({ name }) => name.length));
      shown = { ...look, nameWidth, cutWidth: Math.max(0, ...cuts.map(({ length }) => length)) };
      print(beginText(begun, shown));
    },
    applied: (verdicts) => {
      print(verdictsText(verdicts, shown));
      explain(verdicts);
    },
    cut: (outcome, begun) => {
      print(cutText(outcome, begun, shown));
      if (outcome.kind === 'cut') explain(outcome.verdicts);
    },
    end: (rehearsal) => print(endText(rehearsal, passed(rehearsal), shown)),
  };
}

function passed(rehearsal: Rehearsal): boolean {
  return exitCodeOf(rehearsal) === exitCodes.success;
}

export function exitCodeOf(rehearsal: Rehearsal): ExitCode {
  const isKept = rehearsal.verdicts.every((verdict) => problemsOf(verdict).length === 0);
  const isMet = rehearsal.cuts.every((outcome) => !isMissed(outcome, rehearsal));
  return isKept && isMet ? exitCodes.success : exitCodes.expectationFailed;
}
