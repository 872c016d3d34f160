/** The model's answer beside the kernel's, in words that can be compared. */

import type { decide } from '../../src/lookup/decide.ts';
import type { Decision, Exit } from '../../src/model/decision.ts';
import type { RoutingIndex, indexState } from '../../src/lookup/state.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Route } from '../../src/model/route.ts';
import type { Answered, KernelAnswer, Questions } from './kernel-answers.ts';
import type { Question } from './random-flows.ts';
import { asFlow } from './random-flows.ts';
import { families } from '../../src/model/address.ts';

/** The product's, or one with a fault planted in it. */
export type Model = { readonly indexState: typeof indexState; readonly decide: typeof decide };

export type Verdict = {
  readonly question: Question;
  readonly kernel: string;
  /** Any of them will do. */
  readonly model: readonly string[];
  readonly uncertain: string | undefined;
  readonly agrees: boolean;
};

export function judge(
  model: Model,
  { live, answers }: Answered,
  questions: Questions,
): readonly Verdict[] {
  const index = model.indexState(live);
  return families.flatMap((family) => {
    const isMerged = index.families[family].merged !== undefined;
    return questions[family].map((question, at) => {
      const answer = answers[family][at];
      if (answer === undefined) throw new Error('no answer');
      return compare(model, index, question, answer, isMerged);
    });
  });
}

function compare(
  model: Model,
  index: RoutingIndex,
  question: Question,
  answer: KernelAnswer,
  isMerged: boolean,
): Verdict {
  const flow = asFlow(question);
  const decision = model.decide(index, flow);
  const kernel = kernelWords(answer, flow, isMerged);
  const words = modelWords(decision, flow, isMerged);
  // Of routes over one nexthop object, IPv6 shows the table of the first that was used.
  const anyTable = kernel.replace(/table \S+/, 'table *');
  const agrees = words.some((word) => word === kernel || word === anyTable);
  return { question, kernel, model: words, uncertain: decision.uncertain, agrees };
}

const errors: Readonly<Record<string, string>> = {
  'RTNETLINK answers: Network is unreachable': 'ENETUNREACH',
  'RTNETLINK answers: No route to host': 'EHOSTUNREACH',
  'RTNETLINK answers: Permission denied': 'EACCES',
  'RTNETLINK answers: Invalid argument': 'EINVAL',
  'RTNETLINK answers: Invalid cross-device link': 'EXDEV',
};

const types = ['', 'unicast', 'local', 'broadcast', 'anycast', 'multicast'];

function kernelWords(answer: KernelAnswer, flow: Flow, isMerged: boolean): string {
  if (answer.kind === 'error') return errors[answer.message] ?? 'ENODEV';
  const { type, table, dev, gateway, via, prefsrc } = answer.object;
  const far = typeof via === 'object' && via !== null && 'host' in via ? via.host : gateway;
  const source = isCompared(flow) ? `src ${textOf(prefsrc)}` : '';
  return [
    types[Number(type)],
    `table ${shownTable(textOf(table), isMerged)}`,
    `dev ${textOf(dev)}`,
    `via ${textOf(far)}`,
    source,
  ].join(' ');
}

function modelWords(decision: Decision, flow: Flow, isMerged: boolean): readonly string[] {
  if (decision.kind === 'refused') return [decision.error];
  return decision.exits.map((exit) => exitWords(decision.type, exit, flow, isMerged));
}

function exitWords(
  type: string,
  { route, hop, source }: Exit,
  flow: Flow,
  isMerged: boolean,
): string {
  // What the host keeps for itself is shown on lo.
  const isKept =
    type === 'local' || type === 'anycast' || (type === 'broadcast' && flow.iif !== undefined);
  return [
    type,
    `table ${isTableShown(route) ? shownTable(`${route?.table ?? '-'}`, isMerged) : '*'}`,
    `dev ${isKept ? 'lo' : hop?.device}`,
    `via ${isKept ? '-' : (hop?.gateway ?? '-')}`,
    isCompared(flow) ? `src ${source ?? '-'}` : '',
  ].join(' ');
}

function isTableShown(route: Route | undefined): boolean {
  return route?.family !== 'ipv6' || route.target.kind !== 'nexthop-object';
}

/** As long as no rule was added, `ip route get` shows table local as main. */
function shownTable(table: string, isMerged: boolean): string {
  return isMerged && table === '255' ? '254' : table;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '-';
}

/** The kernel tells the source it has chosen; in IPv6 that is not modelled. */
function isCompared({ family, from, iif }: Flow): boolean {
  return family === 'ipv4' && from === undefined && iif === undefined;
}
