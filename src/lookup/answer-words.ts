/** The kernel's answer and the model's, in words that can be compared. */

import type { Decision, Exit } from '../model/decision.ts';
import type { Flow } from '../model/flow.ts';
import type { KernelAnswer } from '../model/kernel-answer.ts';
import { localTable, mainTable } from '../model/table.ts';

/** `isMerged`: as long as no rule was added, `ip route get` shows table local as main. */
export type Asked = { readonly flow: Flow; readonly isMerged: boolean };

export function kernelWords(
  answer: Exclude<KernelAnswer, { readonly kind: 'unanswered' }>,
  { flow, isMerged }: Asked,
): string {
  if (answer.kind === 'refused') return answer.error === 'EXDEV' ? 'EINVAL' : answer.error;
  const { type, table, device, gateway, source } = answer;
  return [
    type,
    `table ${shownTable(table, isMerged)}`,
    `dev ${device}`,
    `via ${gateway ?? '-'}`,
    isSourceCompared(flow) ? `src ${source ?? '-'}` : '',
  ].join(' ');
}

/** One for each way that it may take. */
export function modelWords(decision: Decision, asked: Asked): readonly string[] {
  if (decision.kind === 'refused') return [decision.error];
  return decision.exits.map((exit) => exitWords(decision.type, exit, asked));
}

/** Which of the model's ways the kernel took; -1 where it is none of them. */
export function wayTaken(kernel: string, model: readonly string[]): number {
  return model.findIndex((words) => {
    const told = untold.filter(([unknown]) => words.includes(unknown));
    return words === told.reduce((text, [unknown, known]) => text.replace(known, unknown), kernel);
  });
}

/** What the model leaves open, and how the kernel tells it. */
const untold = [
  ['table *', /table \S+/],
  ['src *', /src \S+/],
] as const;

function exitWords(type: string, { route, hop, source }: Exit, { flow, isMerged }: Asked): string {
  // What the host keeps for itself is shown on lo.
  const isKept =
    type === 'local' || type === 'anycast' || (type === 'broadcast' && flow.iif !== undefined);
  // Of routes over one nexthop object, IPv6 shows the table of the first that was used.
  const isShown = route?.family !== 'ipv6' || route.target.kind !== 'nexthop-object';
  const unknownSource = flow.family === 'ipv6' ? '*' : '-';
  const table = isShown ? shownTable(route?.table, isMerged) : '*';
  return [
    type,
    `table ${table}`,
    `dev ${isKept ? 'lo' : hop?.device}`,
    `via ${isKept ? '-' : (hop?.gateway ?? '-')}`,
    isSourceCompared(flow) ? `src ${source ?? unknownSource}` : '',
  ].join(' ');
}

function shownTable(table: number | undefined, isMerged: boolean): number | '-' {
  return isMerged && table === localTable ? mainTable : (table ?? '-');
}

/** The kernel tells the source it has chosen. */
function isSourceCompared({ from, iif }: Flow): boolean {
  return from === undefined && iif === undefined;
}
