/** The world of a rehearsal, made and changed. */

import { startAnswerer } from '../host/rehearsal/answerer.ts';
import { makeNamespace, runLines, tuneRouter } from '../host/rehearsal/namespaces.ts';
import type { Service } from '../rehearsal/answers.ts';
import { servicesOf } from '../rehearsal/answers.ts';
import type { Lines } from '../rehearsal/batch.ts';
import { batchesOf } from '../rehearsal/batch.ts';
import type { World } from '../rehearsal/world.ts';
import type { Topology } from '../topology/topology.ts';

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

export type Services = {
  /** Undefined once every provider answers what health asks for. */
  readonly complaint: string | undefined;
  readonly stop: () => void;
};

export async function startServices(
  topology: Topology,
  { sites, targets }: World,
): Promise<Services> {
  const services = servicesOf(topology);
  const namespaces = services.length === 0 ? [] : sites.map((site) => site.namespace);
  const answerers = [...new Set(namespaces)].map((namespace) =>
    startAnswerer(namespace, { services, targets: targets.all }),
  );
  const ready = await Promise.all(answerers.map((one) => one.ready));
  const text = services.map(serviceText).join(', ');
  return {
    complaint: ready.every(Boolean) ? undefined : `nobody can answer ${text} there`,
    stop: () => {
      for (const { stop } of answerers) stop();
    },
  };
}

function serviceText({ protocol, port }: Service): string {
  return `${protocol}/${port}`;
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
