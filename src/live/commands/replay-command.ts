/** One command -> what it changes on a host that is only thought of. */

import type { Family } from '../../model/address.ts';
import type { Route } from '../../model/route.ts';
import type { Rule } from '../../model/rule.ts';
import type { TableName } from '../../model/table.ts';
import { familyOfLine } from './batch-family.ts';
import { verbOf } from './ip-words.ts';
import type { IpCommand } from './read-command.ts';
import type { Played, RouteReplay } from './replay-routes.ts';
import type { RuleReplay } from './replay-rules.ts';
import { routeRequest } from './route-request.ts';
import { ruleRequest } from './rule-request.ts';
import { cursorOver, peek, take, takeTable, Unclear } from './words.ts';

export type Host = {
  readonly rules: RuleReplay;
  readonly routes: RouteReplay;
  readonly tableNames: readonly TableName[];
  readonly batchFamily: Family | undefined;
};

export function carriedOut(host: Host, command: IpCommand): Played<Rule | Route> {
  const { tableNames, batchFamily } = host;
  const family =
    command.family ??
    (command.isBatch ? familyOfLine(command, tableNames, batchFamily) : undefined);
  return command.noun === 'rule'
    ? ruleStep(host, { ...command, family })
    : routeStep(host, { ...command, family });
}

function ruleStep(
  { rules, tableNames }: Host,
  { words: [verb, ...words], family }: IpCommand,
): Played<Rule> {
  switch (verbOf('rule', verb)) {
    case 'add':
      return rules.add(ruleRequest(words, family, tableNames));
    case 'delete':
      return rules.remove(ruleRequest(words, family, tableNames));
    case 'flush':
      if (words.length > 0) throw new Unclear('only a flush of all rules is understood');
      rules.flush(family ?? 'ipv4');
      return {};
    case 'change':
    case 'replace':
    case 'prepend':
    case 'append':
    case undefined:
      throw new Unclear(`ip rule knows no "${verb}"`);
  }
}

function routeStep(
  { routes, tableNames }: Host,
  { words: [word, ...words], family }: IpCommand,
): Played<Route> {
  const verb = verbOf('route', word);
  if (verb === undefined) throw new Unclear(`ip route knows no "${word}"`);
  if (verb !== 'flush') return routes.change(verb, routeRequest(words, family, tableNames));
  const cursor = cursorOver(words);
  if (words.includes('cache') || words.includes('cached')) return {};
  if (words.length !== 2 || !'table'.startsWith(take(cursor))) {
    throw new Unclear('only a flush of a whole table is understood');
  }
  if (peek(cursor) === 'all') throw new Unclear('it would take away what others made, too');
  routes.flush(family ?? 'ipv4', takeTable(cursor, tableNames));
  return {};
}
