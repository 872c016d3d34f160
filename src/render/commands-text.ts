/** A plan as the commands it stands for: to read, to keep, to compare. */

import type { FileChange, Plan } from '../model/plan.ts';
import { commandLine } from './batch.ts';

export function commandsText(plan: Plan): string {
  const before = plan.files.filter(({ after }) => after !== undefined).flatMap(fileLines);
  const after = plan.files.filter((file) => file.after === undefined).flatMap(fileLines);
  const lines = [...before, ...plan.steps.map(commandLine), ...after];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function fileLines({ path, before, after }: FileChange): readonly string[] {
  if (after === undefined) return [`rm -f ${path}`];
  const content = after.trimEnd().split('\n');
  const directory = path.slice(0, path.lastIndexOf('/'));
  return [
    ...(before === undefined ? [`mkdir -p ${directory}`] : []),
    `cat > ${path} <<'END'`,
    ...content,
    'END',
  ];
}
