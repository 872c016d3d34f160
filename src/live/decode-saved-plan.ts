/** A saved plan, from text that anybody may have written: by its schema, and as it was digested. */

import type { SavedPlan } from '../model/saved-plan.ts';
import { savedPlanFormat } from '../model/saved-plan.ts';
import { validateSavedPlan } from './generated/validate-saved-plan.ts';

export type DecodedPlan =
  | { readonly kind: 'saved plan'; readonly saved: SavedPlan }
  /** It begins like one: for people, what is wrong with it. */
  | { readonly kind: 'damaged'; readonly reason: string };

const mark = new RegExp(`"format"\\s*:\\s*"${savedPlanFormat}"`);

/** A topology may be JSON, too. */
export function isSavedPlan(text: string): boolean {
  return /^\s*\{/.test(text) && mark.test(text);
}

export function decodeSavedPlan(text: string): DecodedPlan {
  const value = valueIn(text);
  if (value === undefined) return { kind: 'damaged', reason: 'it is no whole JSON document' };
  if (!hasShape(value)) return { kind: 'damaged', reason: firstError() };
  const { id, made, host, topology, protocol, changes } = value;
  const { name, root, machine_id: machineId, network_namespace: networkNamespace } = host;
  return {
    kind: 'saved plan',
    saved: {
      ...{ id, made, topology, protocol, changes },
      host: { name, root, machineId: machineId ?? undefined, networkNamespace },
    },
  };
}

/** As the schema describes it. */
type Document = Omit<SavedPlan, 'host'> & {
  readonly host: {
    readonly name: string;
    readonly machine_id: string | null;
    readonly network_namespace: number;
    readonly root: string;
  };
};

function hasShape(value: unknown): value is Document {
  return validateSavedPlan(value);
}

function firstError(): string {
  const [error] = validateSavedPlan.errors ?? [];
  if (error === undefined) return 'it is no saved plan';
  const { instancePath, keyword, params } = error;
  if (instancePath === '/format_version') return 'another version of multihome wrote it';
  const key = params['missingProperty'] ?? params['additionalProperty'];
  const what = typeof key === 'string' ? `${keyword} ${JSON.stringify(key)}` : keyword;
  return `${instancePath === '' ? 'the document' : instancePath} breaks its schema: ${what}`;
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
