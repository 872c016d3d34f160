/** What commands make of the rules of a host that has none but the kernel's (net/core/fib_rules.c). */

import type { Family } from '../../model/address.ts';
import type { Rule, RuleAction } from '../../model/rule.ts';
import { ruleContent } from '../../model/rule.ts';
import { defaultTable, localTable, mainTable } from '../../model/table.ts';
import type { Played } from './replay-routes.ts';
import type { RuleRequest } from './rule-request.ts';

export type RuleReplay = {
  readonly add: (request: RuleRequest) => Played<Rule>;
  readonly remove: (request: RuleRequest) => Played<Rule>;
  readonly flush: (family: Family) => void;
  /** In evaluation order within each family. */
  readonly rules: () => readonly Rule[];
};

export const firstRules: readonly Rule[] = [
  firstRule('ipv4', 0, { kind: 'lookup', table: localTable }),
  firstRule('ipv4', 32_766, { kind: 'lookup', table: mainTable }),
  firstRule('ipv4', 32_767, { kind: 'lookup', table: defaultTable }),
  firstRule('ipv6', 0, { kind: 'lookup', table: localTable }),
  firstRule('ipv6', 32_766, { kind: 'lookup', table: mainTable }),
];

function firstRule(family: Family, priority: number, action: RuleAction): Rule {
  return { family, priority, selector: {}, action, protocol: 2 };
}

type Numbered = { readonly rule: Rule; readonly number: number };

/** Of one family: by content, by what a `del` may say of them, and how many have each priority. */
type Book = {
  readonly all: Map<string, Numbered>;
  readonly bySaid: Map<string, Set<Numbered>>;
  readonly counts: Map<number, number>;
  /** The priority of the second rule, while it is known. */
  second: number | undefined;
};

export function replayRules(): RuleReplay {
  const books: Readonly<Record<Family, Book>> = { ipv4: emptyBook(), ipv6: emptyBook() };
  let made = 0;
  const enter = (rule: Rule) => record(books[rule.family], { rule, number: made++ });
  for (const rule of firstRules) enter(rule);
  return {
    add: (request) => {
      const rule = ruleOf(request, books[request.family]);
      if (books[rule.family].all.has(ruleContent(rule))) return { hasFailed: true };
      enter(rule);
      return { made: rule };
    },
    remove: (request) => {
      const book = books[request.family];
      const found = firstOf(candidates(book, request), request);
      if (found !== undefined) strike(book, found);
      return { hasFailed: found === undefined };
    },
    // All but those of priority 0 (iprule_flush).
    flush: (family) => {
      const book = books[family];
      for (const one of book.all.values()) if (one.rule.priority !== 0) strike(book, one);
    },
    rules: () =>
      Object.values(books).flatMap(({ all }) =>
        [...all.values()].toSorted(inOrder).map(({ rule }) => rule),
      ),
  };
}

function emptyBook(): Book {
  return { all: new Map(), bySaid: new Map(), counts: new Map(), second: undefined };
}

function ruleOf({ family, selector, priority, ...request }: RuleRequest, book: Book): Rule {
  return {
    family,
    priority: priority ?? nextPriority(book),
    selector,
    action: request.action ?? { kind: 'lookup', table: mainTable },
    protocol: request.protocol ?? 0,
  };
}

/** Of one priority the newest is asked last. */
function inOrder(one: Numbered, other: Numbered): number {
  return one.rule.priority - other.rule.priority || one.number - other.number;
}

function record(book: Book, one: Numbered): void {
  const { priority } = one.rule;
  book.all.set(ruleContent(one.rule), one);
  book.counts.set(priority, (book.counts.get(priority) ?? 0) + 1);
  for (const word of saidOf(one.rule)) {
    const others = book.bySaid.get(word);
    if (others === undefined) book.bySaid.set(word, new Set([one]));
    else others.add(one);
  }
  // Below the second, and not at 0: it is the second now, or the first. A look tells.
  const isSecond = book.second !== undefined && priority < book.second;
  if (isSecond) book.second = book.counts.get(0) === 1 && priority > 0 ? priority : undefined;
}

function strike(book: Book, one: Numbered): void {
  const { priority } = one.rule;
  book.all.delete(ruleContent(one.rule));
  const left = (book.counts.get(priority) ?? 1) - 1;
  if (left === 0) book.counts.delete(priority);
  else book.counts.set(priority, left);
  for (const word of saidOf(one.rule)) book.bySaid.get(word)?.delete(one);
  if (book.second === undefined || priority <= book.second) book.second = undefined;
}

/** Before the second rule there is (fib_default_rule_pref). */
function nextPriority(book: Book): number {
  book.second ??= secondPriority(book.counts);
  return book.second === undefined || book.second === 0 ? 0 : book.second - 1;
}

function secondPriority(counts: ReadonlyMap<number, number>): number | undefined {
  let [first, second] = [Infinity, Infinity];
  for (const [priority, count] of counts) {
    if (priority < first) [first, second] = [priority, count > 1 ? priority : first];
    else if (priority < second) second = priority;
  }
  return Number.isFinite(second) ? second : undefined;
}

/** Scripts delete before they add: what a `del` says leads to the few that it can mean. */
function saidOf({ priority, selector, action }: Partial<Rule>): readonly string[] {
  const { from, to, fwmark } = selector ?? {};
  const table = action?.kind === 'lookup' ? action.table : undefined;
  return Object.entries({ priority, from, to, mark: fwmark?.value, table }).flatMap(
    ([word, value]) => (value === undefined ? [] : [`${word} ${value}`]),
  );
}

function candidates(book: Book, request: RuleRequest): Iterable<Numbered> {
  const { priority, selector, action } = request;
  const said = saidOf({
    selector,
    ...(priority === undefined ? {} : { priority }),
    ...(action === undefined ? {} : { action }),
  });
  const sets = said.map((word) => book.bySaid.get(word) ?? new Set<Numbered>());
  const [fewest] = sets.toSorted((one, other) => one.size - other.size);
  return fewest ?? book.all.values();
}

/** The first that has what is said; scripts delete before they add, so none is no mistake. */
function firstOf(among: Iterable<Numbered>, request: RuleRequest): Numbered | undefined {
  let found: Numbered | undefined;
  for (const one of among) {
    const isFirst = found === undefined || inOrder(one, found) < 0;
    if (isFirst && matches(one.rule, request)) found = one;
  }
  return found;
}

/** `not` is not looked at (rule_find). */
function matches(
  rule: Rule,
  { family, priority, selector, action, protocol }: RuleRequest,
): boolean {
  const { not: _, ...given } = selector;
  return (
    rule.family === family &&
    (priority === undefined || rule.priority === priority) &&
    (protocol === undefined || protocol === 0 || rule.protocol === protocol) &&
    isPartOf(given, rule.selector) &&
    (action === undefined || isPartOf(action, rule.action))
  );
}

function isPartOf(part: object, whole: object): boolean {
  const texts = new Map(Object.entries(whole).map(([key, value]) => [key, JSON.stringify(value)]));
  return Object.entries(part).every(([key, value]) => texts.get(key) === JSON.stringify(value));
}
