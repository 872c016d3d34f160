/** The part `traffic` of schemas/plan.schema.json. */

import type { Decision } from '../model/decision.ts';
import type { Described, Impact } from '../model/impact.ts';

export function impactJson(impact: Impact): object {
  if (impact.kind === 'too much')
    return { complete: false, limit: impact.limit, doubts: [], changes: [] };
  return {
    complete: true,
    limit: null,
    doubts: impact.doubts,
    changes: impact.lines.map(({ family, kinds, to, before, after }) => ({
      family,
      from: kinds.map(({ source }) => source),
      only: kinds[0]?.marks ?? [],
      to: to === 'anywhere' ? null : to,
      before: outcomeJson(before, kinds),
      after: outcomeJson(after, kinds),
    })),
  };
}

/** A source that was given is not part of the way. */
function outcomeJson(decision: Decision, kinds: readonly Described[]): object {
  const isChosen = kinds.some(({ source }) => source === 'this host');
  if (decision.kind === 'refused') return { kind: 'refused', error: decision.error };
  return {
    kind: 'delivered',
    type: decision.type,
    exits: decision.exits.map(({ hop, source }) => ({
      interface: hop?.device ?? null,
      gateway: hop?.gateway ?? null,
      source: isChosen ? (source ?? null) : null,
    })),
  };
}
