/** A difference as commands to paste into a root shell. */

import type { Difference } from './shrink.ts';
import { routeGetLine } from '../../src/render/route-get.ts';
import { asCommands } from './world.ts';

export function differenceText({ world, verdict }: Difference): string {
  const { question, kernel, model } = verdict;
  const family = question.family === 'ipv4' ? '-4' : '-6';
  return [
    asCommands(world),
    `ip -d ${family} ${routeGetLine(question)}`,
    `# kernel: ${kernel}`,
    ...model.map((words) => `# model:  ${words}`),
  ].join('\n');
}
