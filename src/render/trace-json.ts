/** The versioned form of a trace: schemas/trace.schema.json. */

import type { Decision } from '../model/decision.ts';
import type { TraceStep } from '../model/trace.ts';
import type { Flow } from '../model/flow.ts';
import type { TableNamer } from './describe.ts';
import { describeRoute, describeRule } from './describe.ts';

export function traceJson(
  flow: Flow,
  decision: Decision,
  steps: readonly TraceStep[],
  nameOf: TableNamer,
): object {
  return {
    format: 'multihome-trace',
    format_version: '1.0',
    flow: { ...flow, from: flow.from ?? null, iif: flow.iif ?? null, oif: flow.oif ?? null },
    outcome: outcomeJson(decision),
    uncertain: decision.uncertain ?? null,
    steps: steps.map((step) => stepJson(step, nameOf)),
  };
}

function outcomeJson(decision: Decision): object {
  if (decision.kind === 'refused') {
    const { error, why, route } = decision;
    return {
      kind: 'refused',
      error,
      why,
      route: route === undefined ? null : describeRoute(route),
    };
  }
  return {
    kind: 'delivered',
    type: decision.type,
    exits: decision.exits.map(({ route, hop, source }) => ({
      interface: hop?.device ?? null,
      gateway: hop?.gateway ?? null,
      source: source ?? null,
      table: route?.table ?? null,
      route: route === undefined ? null : describeRoute(route),
    })),
  };
}

function stepJson(step: TraceStep, nameOf: TableNamer): object {
  switch (step.kind) {
    case 'no match':
      return { kind: step.kind, rule: describeRule(step.rule, nameOf), reason: step.word };
    case 'match':
      return { kind: step.kind, rule: describeRule(step.rule, nameOf) };
    case 'unreadable rule':
      return { kind: step.kind, rule: step.opaque.text, reason: step.opaque.reason };
    case 'passed over':
      return { kind: step.kind, route: describeRoute(step.route), reason: step.reason };
    case 'suppressed':
      return { kind: step.kind, route: describeRoute(step.route), reason: step.by };
    case 'route':
    case 'thrown':
      return { kind: step.kind, route: describeRoute(step.route) };
    case 'no route':
      return { kind: step.kind, table: step.table };
    case 'note':
      return { kind: step.kind, reason: step.text };
  }
}
