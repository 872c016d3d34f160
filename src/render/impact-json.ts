/** The part `traffic` of schemas/plan.schema.json. */

import type { Decision } from '../model/decision.ts';
import type { Impact } from '../model/impact.ts';

export function impactJson(impact: Impact): object {
  if (impact.kind === 'too much') return { complete: false, limit: impact.limit, changes: [] };
  return {
    complete: true,
    limit: null,
    changes: impact.lines.map(({ family, kinds, to, before, after }) => ({
      family,
      from: kinds.map(({ source }) => source),
      only: kinds[0]?.marks ?? [],
      to: to === 'anywhere' ? null : to,
      before: outcomeJson(before),
      after: outcomeJson(after),
    })),
  };
}

function outcomeJson(decision: Decision): object {
  if (decision.kind === 'refused') return { kind: 'refused', error: decision.error };
  return {
    kind: 'delivered',
    type: decision.type,
    exits: decision.exits.map(({ hop, source }) => ({
      interface: hop?.device ?? null,
      gateway: hop?.gateway ?? null,
      source: source ?? null,
    })),
  };
}
