/** What is said of an expectation that does not hold, wherever it was asked. */

import type { Host } from '../host/host.ts';
import type { Scene } from '../lookup/asked-packets.ts';
import { decide } from '../lookup/decide.ts';
import type { Expectation } from '../model/expectation.ts';
import type { Flow } from '../model/flow.ts';
import { typedFile } from '../model/origin.ts';
import type { Problem } from '../model/problem.ts';
import type { TraceStep } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import { supposition } from '../render/expectation-text.ts';
import { ownCommand } from '../render/own-command.ts';
import type { TraceTextOptions } from '../render/trace-text.ts';
import { describeFlow, whyLines } from '../render/trace-text.ts';

/** A host that expectations are held against, and what things are called there. */
export type Stage = Pick<TraceTextOptions, 'nameOf' | 'uplinkOf'> & { readonly scene: Scene };

export function mistaken(expectation: Expectation, reason: string): Verdict {
  const problem: Problem = {
    code: 'MH703',
    severity: 'error',
    message: reason,
    at: expectation.at,
  };
  return { expectation, result: { kind: 'mistaken', problems: [problem] }, packets: 0 };
}

/** `went` says what became of the packet instead: `leaves by eth1`. */
export function failure(
  { name, at, way, down }: Expectation,
  flow: Flow,
  went: string,
  hint: string,
): Problem {
  const title = name === undefined ? '' : `${name}: `;
  const asked = `${title}${describeFlow(flow)}${supposition(down)}`;
  return {
    code: 'MH704',
    severity: 'error',
    message: `${asked}: expected ${way.text}, but it ${went}`,
    hint,
    at,
  };
}

/** Asks the topology about such a packet; that is the same below any root. */
export function traceCommand({ at, down }: Expectation, flow: Flow): string {
  const words = ['trace', typedFile(at.file), describeFlow(flow)];
  return ownCommand({ root: '' }, ...words, ...down.flatMap((uplink) => ['--down', uplink]));
}

/** Asks this host. */
export function liveTraceCommand({ at }: Expectation, flow: Flow, host: Host): string {
  return ownCommand(host, 'trace', typedFile(at.file), describeFlow(flow), '--live');
}

export function why(flow: Flow, { scene, nameOf, uplinkOf }: Stage): readonly string[] {
  const steps: TraceStep[] = [];
  const decision = decide(scene.index, flow, steps);
  return whyLines(decision, steps, { nameOf, uplinkOf });
}
