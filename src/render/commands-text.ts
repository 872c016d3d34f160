/** A plan as the commands it stands for: to read, to keep, to compare. */

import type { FileChange, Plan } from '../model/plan.ts';
import { shellWord } from '../model/shell-word.ts';
import { isGoing } from '../model/packet-table.ts';
import { sysctlCommand } from '../model/sysctl.ts';
import { commandLine } from './batch.ts';
import { packetTableCommand } from './packet-table-text.ts';

/** Files are below `root`, as they are for `apply`. */
export function commandsText(plan: Plan, root = ''): string {
  const linesOf = (file: FileChange) => fileLines(file, root);
  const before = plan.files.filter(({ after }) => after !== undefined).flatMap(linesOf);
  const after = plan.files.filter((file) => file.after === undefined).flatMap(linesOf);
  const settings = plan.settings.map(({ path, after: value }) => sysctlCommand([{ path, value }]));
  const go = plan.packetTables.filter(isGoing).map(packetTableCommand);
  const come = plan.packetTables.filter((one) => !isGoing(one)).map(packetTableCommand);
  const steps = plan.steps.map(commandLine);
  const lines = [...before, ...settings, ...go, ...steps, ...come, ...after];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function fileLines({ path, before, after }: FileChange, root: string): readonly string[] {
  const target = shellWord(`${root}${path}`);
  if (after === undefined) return [`rm -f ${target}`];
  const content = after.trimEnd().split('\n');
  const directory = shellWord(`${root}${path.slice(0, path.lastIndexOf('/'))}`);
  return [
    ...(before === undefined ? [`mkdir -p ${directory}`] : []),
    `cat > ${target} <<'END'`,
    ...content,
    'END',
  ];
}
