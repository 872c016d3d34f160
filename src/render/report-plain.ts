/** What people read, in a file: without colours, and as wide as it is. */

import type { Report } from '../model/report.ts';
import { problemsOf } from '../model/verdict.ts';
import { skippedLines } from './expectation-text.ts';
import { problemsText } from './problems.ts';
import { visible } from './terminal-text.ts';

export function reportPlain({ files }: Report): string {
  const look = { colour: false, columns: Number.POSITIVE_INFINITY };
  return files
    .flatMap(({ problems, verdicts, remark }) => {
      const all = [...problems, ...verdicts.flatMap(problemsOf)];
      return [
        ...(all.length === 0 ? [] : [problemsText(all, look)]),
        visible(remark),
        ...skippedLines(verdicts),
        '',
      ];
    })
    .join('\n');
}
