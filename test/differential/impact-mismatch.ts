/** A flow of which an impact is wrong, as commands to paste into a root shell. */

import { impactRows } from '../../src/render/impact-text.ts';
import { styleOf } from '../../src/render/style.ts';
import type { TopologyFiles } from '../support/drafts.ts';
import { questionOf } from './impact-flows.ts';
import type { Met, Verdict } from './impact-judge.ts';
import { showWay } from './impact-judge.ts';
import { routeGetLine } from '../../src/render/route-get.ts';

/** All commands, and where those of the plan begin. */
type Told = { readonly history: readonly string[]; readonly start: number };

export class Mismatch extends Error {
  override readonly name = 'Mismatch';

  constructor(
    { kind, why, said }: Verdict,
    { flow, before, after }: Met,
    { history, start }: Told,
    files: TopologyFiles | undefined,
  ) {
    const flag = flow.family === 'ipv4' ? '-4' : '-6';
    const impact = { kind: 'known' as const, lines: said, doubts: [] };
    const rows = impactRows(impact, styleOf(false)).map(({ text }) => `#${text}`);
    const wanted = files === undefined ? 'nothing of ours' : JSON.stringify(files.topology);
    const question = `ip -d ${flag} ${routeGetLine(questionOf(flow))}`;
    super(
      [
        `${kind}: ${why}`,
        ...history.slice(0, start),
        question,
        `# the kernel: ${showWay(before)}`,
        `# the plan towards ${wanted}:`,
        ...history.slice(start),
        question,
        `# the kernel: ${showWay(after)}`,
        '# what the impact says of it:',
        ...rows,
      ].join('\n'),
    );
  }
}
