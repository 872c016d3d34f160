/** A rehearsal as a page of Markdown, for a merge request or a notebook. */

import type { CutOutcome, Rehearsal } from '../model/rehearsal.ts';
import { allVerdicts, isOverlong, worstFlows } from '../model/rehearsal.ts';
import { problemsOf } from '../model/verdict.ts';
import { expectationTitle } from './expectation-text.ts';
import { durationText, lostText, outageText, summaryText } from './rehearsal-text.ts';
import { visible } from './terminal-text.ts';

export function rehearsalMarkdown(rehearsal: Rehearsal, isPassed: boolean): string {
  const failing = allVerdicts(rehearsal).filter((verdict) => problemsOf(verdict).length > 0);
  return [
    `# Rehearsal of ${cell(rehearsal.topology)}`,
    '',
    `**${summaryText(rehearsal, isPassed)}**`,
    '',
    '| uplink | cut | outage | led elsewhere | led back | lost then | |',
    '|---|---|---|---|---|---|---|',
    ...rehearsal.cuts.map((outcome) => row(outcome, rehearsal)),
    ...section(
      'Expectations that failed',
      failing.map(({ expectation, result }) => `${expectationTitle(expectation)} (${result.kind})`),
    ),
    ...section('Notes', rehearsal.notes),
    '',
  ].join('\n');
}

function row(outcome: CutOutcome, rehearsal: Rehearsal): string {
  const { uplink, cut } = outcome;
  if (outcome.kind !== 'cut') {
    const said = outcome.kind === 'skipped' ? 'skipped' : '! not cut';
    return tableRow([uplink, cut, '', '', '', '', `${said}: ${outcome.reason}`]);
  }
  const { flows, switchedAfterMs, backAfterMs, faults } = outcome;
  const outages = worstFlows(flows).map((flow) => {
    const mark = isOverlong(flow, rehearsal) ? '! ' : '';
    return `${mark}${outageText(flow)} (${flow.from}, ${flow.family})`;
  });
  const lost = lostText(flows, '');
  return tableRow([
    ...[uplink, cut, outages.join('<br>'), timeText(switchedAfterMs), timeText(backAfterMs)],
    ...[lost, faults.map((fault) => `! ${fault}`).join('<br>')],
  ]);
}

function timeText(milliseconds: number | undefined): string {
  return milliseconds === undefined ? 'not' : `after ${durationText(milliseconds)}`;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return visible(text).replaceAll('|', String.raw`\|`);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return ['', `## ${title}`, '', ...lines.map((line) => `- ${visible(line)}`)];
}
