/** A saved plan as its file holds it, and why one does not fit. */

import type { PlanMismatch, SavedPlan } from '../model/saved-plan.ts';
import { savedPlanFormat } from '../model/saved-plan.ts';
import { visible } from './terminal-text.ts';

export function savedPlanText({ id, made, host, topology, protocol, changes }: SavedPlan): string {
  const { name, root, machineId, networkNamespace } = host;
  const document = {
    format: savedPlanFormat,
    format_version: '1.0',
    ...{ id, made },
    host: { name, machine_id: machineId ?? null, network_namespace: networkNamespace, root },
    ...{ topology, protocol, changes },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** `what` is what the plan was called: a file, or an id. */
export function mismatchText(mismatch: PlanMismatch, what: string): string {
  return [
    `multihome: ${visible(mismatchReason(mismatch, what))}. Nothing was touched.`,
    ...rows(mismatch),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

export function mismatchReason(mismatch: PlanMismatch, what: string): string {
  switch (mismatch.kind) {
    case 'other-host':
      return `${what} was made on another host, ${mismatch.madeOn}`;
    case 'other-namespace':
      return `${what} was made in another network namespace`;
    case 'other-root':
      return `${what} was made with another --root`;
    case 'stale': {
      const cause = mismatch.topologyChanged ? 'the topology' : 'the host';
      const same = mismatch.gone.length + mismatch.added.length === 0;
      return `${what} is stale: ${cause} changed since${same ? ', though the same would be done' : ''}`;
    }
    case 'unexpected':
      return `this is not the plan ${what}: it has the id ${mismatch.id} now`;
  }
}

function rows(mismatch: PlanMismatch): readonly string[] {
  if (mismatch.kind !== 'stale') return [];
  return [
    ...listed('in the saved plan, and not in one of now', '-', mismatch.gone),
    ...listed('in a plan of now, and not in the saved one', '+', mismatch.added),
  ];
}

/** Beyond this many nobody reads on. */
const shownMax = 20;

function listed(title: string, sign: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length - shownMax;
  return [
    `  ${title}:`,
    ...lines.slice(0, shownMax).map((line) => `    ${sign} ${visible(line)}`),
    ...(more > 0 ? [`    ... and ${more} more`] : []),
  ];
}
