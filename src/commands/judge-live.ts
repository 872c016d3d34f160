/** Expectations, held against the answers of the kernel of this host. */

import { askKernel } from '../host/ask-kernel.ts';
import type { Host } from '../host/host.ts';
import { isThrownAway } from '../host/rehearsal/throw-away.ts';
import type { Decoded } from '../live/decoded.ts';
import { isAsExpected, packetsAskedBy } from '../lookup/expected.ts';
import type { Comparison } from '../lookup/question.ts';
import { compare, questionAbout } from '../lookup/question.ts';
import { families } from '../model/address.ts';
import type { Expectation } from '../model/expectation.ts';
import type { Flow } from '../model/flow.ts';
import type { Problem } from '../model/problem.ts';
import type { Tally } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { routeGetLine } from '../render/route-get.ts';
import { describeFlow, wayWords } from '../render/trace-text.ts';
import type { Topology } from '../topology/topology.ts';
import type { Stage } from './verdicts.ts';
import { failure, liveTraceCommand, traceCommand, why } from './verdicts.ts';

export type Judged = { readonly verdicts: readonly Verdict[]; readonly tally: Tally };

/** An expectation, and the packets to ask about; or what is said of it without asking. */
type Posed = { readonly expectation: Expectation; readonly packets: readonly Flow[] } | Verdict;

export async function judgeLive(
  topology: Topology,
  stage: Stage,
  host: Host,
): Promise<Decoded<Judged>> {
  const posed = topology.expectations.map((expectation) => pose(expectation, topology, stage));
  const compared = await compareAll(
    posed.flatMap((one) => ('result' in one ? [] : one.packets)),
    stage,
    host,
  );
  if (!compared.ok) return compared;
  const verdicts = posed.map((one) =>
    'result' in one ? one : judge(one, compared.value, stage, host),
  );
  return { ok: true, value: { verdicts, tally: tallyOf(compared.value) } };
}

function pose(expectation: Expectation, topology: Topology, stage: Stage): Posed {
  const up = expectation.down.filter((name) => isUp(name, topology, stage));
  if (up.length > 0) {
    const reason = `supposes ${up.join(', ')} down, and it is up: check works it out`;
    return { expectation, result: { kind: 'skipped', reason }, packets: 0 };
  }
  const asked = packetsAskedBy(expectation, stage.scene);
  // Whether it asks about what cannot be is what `check` says; here it is not there.
  if (asked.kind === 'empty') return lacking(expectation, asked.reason);
  return { expectation, packets: spread(asked.packets) };
}

function lacking(expectation: Expectation, reason: string): Verdict {
  const { at, way } = expectation;
  const message = `expected ${way.text}, but ${reason}`;
  const problem: Problem = { code: 'MH704', severity: 'error', message, at };
  return { expectation, result: { kind: 'fails', problems: [problem] }, packets: 0 };
}

function isUp(name: string, { uplinks }: Topology, { scene }: Stage): boolean {
  const uplink = uplinks.find((one) => one.name === name);
  const link = scene.interfaces.find((one) => one.name === uplink?.interface);
  return link !== undefined && link.up && link.carrier;
}

/** A host with a full table of the internet tells more kinds of packets apart than anybody waits for. */
const packetsMax = 20_000;

function spread(packets: readonly Flow[]): readonly Flow[] {
  const step = Math.ceil(packets.length / packetsMax);
  return step <= 1 ? packets : packets.filter((_, at) => at % step === 0);
}

/** By the line with which the kernel was asked. */
type Comparisons = ReadonlyMap<string, Comparison>;

async function compareAll(
  packets: readonly Flow[],
  { scene }: Stage,
  host: Host,
): Promise<Decoded<Comparisons>> {
  const comparisons = new Map<string, Comparison>();
  for (const family of families) {
    const flows = new Map(
      packets.filter((flow) => flow.family === family).map((flow) => [lineFor(flow), flow]),
    );
    const asked = await askKernel(host, family, [...flows.keys()]);
    if (!asked.ok) return asked;
    for (const [at, [line, flow]] of [...flows].entries()) {
      const answer = asked.value[at];
      if (answer !== undefined) comparisons.set(line, compare(scene.index, flow, answer));
    }
  }
  return { ok: true, value: comparisons };
}

function lineFor(flow: Flow): string {
  return routeGetLine(questionAbout(flow));
}

function judge(
  { expectation, packets }: Exclude<Posed, Verdict>,
  comparisons: Comparisons,
  stage: Stage,
  host: Host,
): Verdict {
  let answered = 0;
  let reason = 'no answer';
  for (const flow of packets) {
    const comparison = comparisons.get(lineFor(flow));
    if (comparison === undefined || comparison.kind === 'unanswered') {
      reason = comparison?.reason ?? reason;
      continue;
    }
    answered++;
    const problem = problemOf({ expectation, flow, host }, comparison, stage);
    if (problem === undefined) continue;
    const result = { kind: 'fails', problems: [problem] } as const;
    return { expectation, result, packets: packets.length };
  }
  if (answered > 0) return { expectation, result: { kind: 'holds' }, packets: answered };
  return { expectation, result: { kind: 'skipped', reason }, packets: 0 };
}

type Asked = { readonly expectation: Expectation; readonly flow: Flow; readonly host: Host };

function problemOf(
  { expectation, flow, host }: Asked,
  comparison: Exclude<Comparison, { readonly kind: 'unanswered' }>,
  stage: Stage,
): Problem | undefined {
  const { at, way } = expectation;
  if (!isAsExpected(comparison.decision, way, stage.scene)) {
    // A host that is only rehearsed is gone when somebody asks.
    const command = isThrownAway()
      ? traceCommand(expectation, flow)
      : liveTraceCommand(expectation, flow, host);
    const problem = failure(expectation, flow, wayWords(comparison.decision), command);
    return { ...problem, details: why(flow, stage) };
  }
  if (comparison.kind !== 'differ') return undefined;
  const { kernel, model } = comparison;
  return {
    code: 'MH705',
    severity: 'error',
    message: `${describeFlow(flow)}: the kernel says "${kernel}", the model "${model}"`,
    hint: 'this is a mistake of multihome: please report it, with ip -j -d rule and ip -j -d route show table all',
    details: why(flow, stage),
    at,
  };
}

function tallyOf(comparisons: Comparisons): Tally {
  const count = (kind: Comparison['kind']) =>
    [...comparisons.values()].filter((one) => one.kind === kind).length;
  return {
    agree: count('agree'),
    differ: count('differ'),
    uncertain: count('uncertain'),
    unanswered: count('unanswered'),
  };
}
