/** What people read, in a file: without colours, and as wide as it is. */

import type { Report } from '../model/report.ts';
import { allProblems } from '../model/report.ts';
import { skippedLines } from './expectation-text.ts';
import { problemsText } from './problems.ts';
import { visible } from './terminal-text.ts';

export function reportPlain({ files }: Report): string {
  const look = { colour: false, columns: Number.POSITIVE_INFINITY };
  return files
    .flatMap((file) => {
      const problems = allProblems(file);
      return [
        ...(problems.length === 0 ? [] : [problemsText(problems, look)]),
        visible(file.remark),
        ...skippedLines(file.verdicts),
      ];
    })
    .map((text) => `${text}\n`)
    .join('');
}
