/** A file of commands -> what a topology could say of the host they make. */

import type { Imported, ImportedEntry, ImportRemark } from '../../model/imported.ts';
import { isKernelRule } from '../../model/kernel-made.ts';
import { defaultProtocol } from '../../model/ownership.ts';
import type { Rule } from '../../model/rule.ts';
import { localTable } from '../../model/table.ts';
import type { TableName } from '../../model/table.ts';
import { routeEntries, ruleEntries, usableNames } from '../import-live.ts';
import { familyOfBatch } from './batch-family.ts';
import { ipSteps } from './ip-commands.ts';
import type { End } from './play-commands.ts';
import { played } from './play-commands.ts';
import { firstRules } from './replay-rules.ts';

export type CommandsChoice = {
  /** As messages name it. */
  readonly file: string;
  readonly tableNames: readonly TableName[];
  readonly protocol: number;
  readonly adopts: boolean;
};

export function importCommands(text: string, choice: CommandsChoice): Imported {
  const { file, tableNames, protocol, adopts } = choice;
  const { steps, batchFamily } = ipSteps(text);
  const end = played(steps, familyOfBatch(steps, batchFamily, tableNames), tableNames);
  const { rules, routes, lines } = end;
  return {
    source: `the commands of ${file}`,
    protocol: protocol === defaultProtocol ? undefined : protocol,
    tableNames: usableNames(tableNames),
    entries: withLines({ rules, routes, lines }),
    remarks: [
      ...end.left.map((one): ImportRemark => ({
        text: `${file}:${one.line}: ${one.text}`,
        reason: one.reason,
      })),
      ...missingFirst(rules, file),
    ],
    unread: end.unread,
    ...(steps.every(({ what }) => what.kind === 'other') ? { emptyReason: emptyReason(file) } : {}),
    adopts,
  };
}

function emptyReason(file: string): string {
  return `no command of ip in ${file} changes rules or routes. What "ip route show" prints is none.`;
}

function withLines({
  rules,
  routes,
  lines,
}: Pick<End, 'rules' | 'routes' | 'lines'>): readonly ImportedEntry[] {
  const own = rules.filter((rule) => !isKernelRule(rule));
  return [...ruleEntries(own), ...routeEntries(routes, true)].map((entry) => {
    const [item] = entry.items;
    const line = lines.get(item.noun === 'rule' ? item.rule : item.route);
    const reason = inLocal(entry) ?? entry.reason;
    return { ...entry, reason, ...(line === undefined ? {} : { line }) };
  });
}

function inLocal({ items: [item] }: ImportedEntry): string | undefined {
  const isLocal = item.noun === 'route' && item.route.table === localTable;
  return isLocal ? 'table local is the book-keeping of the kernel' : undefined;
}

/** A topology adds to the kernel's rules; it does not take them away. */
function missingFirst(rules: readonly Rule[], file: string): readonly ImportRemark[] {
  return firstRules
    .filter(
      (first) => !rules.some((rule) => rule.family === first.family && isTheSame(rule, first)),
    )
    .map(({ family, priority }) => ({
      text: `${file}: the ${family} rule ${priority} of the kernel is taken away`,
      reason: 'a topology leaves it',
    }));
}

function isTheSame(rule: Rule, { priority, action }: Rule): boolean {
  return isKernelRule(rule) && rule.priority === priority && rule.action.kind === action.kind;
}
