/** The world of a rehearsal, made and changed. */

import { makeNamespace, runLines, tuneRouter } from '../host/rehearsal/namespaces.ts';
import type { Lines } from '../rehearsal/batch.ts';
import { batchesOf } from '../rehearsal/batch.ts';
import type { World } from '../rehearsal/world.ts';

/** Undefined once all of it is there; else why it is not. */
export async function build({
  namespaces,
  cables,
  router,
  lans,
}: World): Promise<string | undefined> {
  const tuned = tuneRouter(lans.length > 0);
  if (tuned !== undefined) return tuned;
  for (const { name } of namespaces) {
    const complaint = await makeNamespace(name);
    if (complaint !== undefined) return complaint;
  }
  const steps: readonly (readonly [string | undefined, Lines])[] = [
    [undefined, cables],
    ...namespaces.map(({ name, lines }) => [name, lines] as const),
    [undefined, router],
  ];
  for (const [namespace, lines] of steps) {
    const complaint = await carryOutLines(namespace, lines);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

/** Undefined where all of it was done. */
export async function carryOutLines(
  namespace: string | undefined,
  lines: Lines,
): Promise<string | undefined> {
  for (const { options, text } of batchesOf(lines)) {
    const complaint = await runLines(namespace, options, text);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}
