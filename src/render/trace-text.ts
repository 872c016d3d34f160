/** Why a packet goes where it goes: every rule and route that was looked at, and the outcome. */

import { ipProtocolWord } from '../model/ip-protocol.ts';
import type { Decision, Exit } from '../model/decision.ts';
import type { TraceStep } from '../model/trace.ts';
import type { Flow } from '../model/flow.ts';
import type { Route } from '../model/route.ts';
import type { TableNamer } from './describe.ts';
import { describeRoute, describeRule } from './describe.ts';
import type { Style } from './style.ts';
import { styleOf } from './style.ts';

export type TraceTextOptions = {
  readonly style: Style;
  readonly nameOf: TableNamer;
  /** The name of an uplink by its interface. */
  readonly uplinkOf: (device: string) => string | undefined;
  /** What was chosen where the flow left it open, or what is supposed. */
  readonly remarks: readonly string[];
};

export function traceText(
  flow: Flow,
  decision: Decision,
  steps: readonly TraceStep[],
  options: TraceTextOptions,
): string {
  const { style, remarks } = options;
  const head = style.strong(describeFlow(flow));
  const chosen = remarks.length === 0 ? [] : [style.faint(`  (${remarks.join(', ')})`)];
  const lines = columns(steps.map((step) => stepLine(step, options)));
  return [head, ...chosen, '', ...lines, '', ...outcomeLines(decision, options), ''].join('\n');
}

/** The same in short, below something that has told already where the packet goes. */
export function whyLines(
  decision: Decision,
  steps: readonly TraceStep[],
  names: Pick<TraceTextOptions, 'nameOf' | 'uplinkOf'>,
): readonly string[] {
  const options = { ...names, style: styleOf(false), remarks: [] };
  const lines = shortened(steps).map((step) => stepLine(step, options));
  return [...columns(lines), ...outcomeLines(decision, options)];
}

/** Rules that do not match tell little where there are many. */
function shortened(steps: readonly TraceStep[]): readonly TraceStep[] {
  const runs: TraceStep[][] = [];
  for (const step of steps) {
    const run = runs.at(-1);
    if (run?.[0]?.kind === 'no match' && step.kind === 'no match') run.push(step);
    else runs.push([step]);
  }
  return runs.flatMap((run) =>
    run.length <= runMax ? run : [{ kind: 'note', text: `${run.length} rules that do not match` }],
  );
}

const runMax = 6;

/** As `ip route get` would be asked. */
export function describeFlow({ from, to, iif, oif, mark, tos, ...flow }: Flow): string {
  const { ipproto, sport, dport, uid } = flow;
  const port = dport === 0 ? '' : `/${dport}`;
  const carried = ipproto === 0 ? `dport ${dport}` : `${ipProtocolWord(ipproto)}${port}`;
  return [
    `${from ?? 'any'} -> ${to}`,
    ...(ipproto === 0 && dport === 0 ? [] : [carried]),
    ...(sport === 0 ? [] : [`sport ${sport}`]),
    ...(mark === 0 ? [] : [`mark 0x${mark.toString(16)}`]),
    ...(tos === 0 ? [] : [`tos 0x${tos.toString(16)}`]),
    ...(uid === 0 ? [] : [`uid ${uid}`]),
    ...(iif === undefined ? [] : [`iif ${iif}`]),
    ...(oif === undefined ? [] : [`oif ${oif}`]),
  ].join(' ');
}

type Line = { readonly text: string; readonly verdict: string; readonly isFaint: boolean };

function stepLine(step: TraceStep, { nameOf, style }: TraceTextOptions): Line & { paint: Paint } {
  const line = (text: string, verdict: string, paint: Paint = style.faint) => ({
    text,
    verdict,
    isFaint: paint === style.faint,
    paint,
  });
  const plain: Paint = (text) => text;
  switch (step.kind) {
    case 'no match':
      return line(`  ${describeRule(step.rule, nameOf)}`, `no: ${step.word}`);
    case 'match':
      return line(`  ${describeRule(step.rule, nameOf)}`, 'matches', plain);
    case 'unreadable rule':
      return line(`  ${step.opaque.text}`, 'cannot be read', style.change);
    case 'passed over':
      return line(`      ${describeRoute(step.route)}`, `no: ${step.reason}`);
    case 'route':
      return line(`      ${describeRoute(step.route)}`, 'taken', style.add);
    case 'no route':
      return line(`      table ${nameOf(step.table)}`, 'has no route to it');
    case 'suppressed':
      return line(`      ${describeRoute(step.route)}`, `suppressed by its ${step.by}`);
    case 'thrown':
      return line(`      ${describeRoute(step.route)}`, 'goes on with the next rule');
    case 'note':
      return line(`  ${step.text}`, '', plain);
  }
}

type Paint = (text: string) => string;

function columns(lines: readonly (Line & { readonly paint: Paint })[]): readonly string[] {
  const width = Math.min(76, Math.max(0, ...lines.map(({ text }) => text.length)));
  return lines.map(({ text, verdict, paint }) =>
    paint(verdict === '' ? text : `${text.padEnd(width)}   ${verdict}`),
  );
}

function outcomeLines(decision: Decision, options: TraceTextOptions): readonly string[] {
  const { style } = options;
  const doubt =
    decision.uncertain === undefined ? [] : [style.change(`uncertain: ${decision.uncertain}`)];
  if (decision.kind === 'refused') {
    const { error, why, route } = decision;
    const by = route === undefined ? '' : `: ${describeRoute(route)}`;
    return [style.alarm(`refused (${error}), ${why}${by}`), ...doubt];
  }
  if (decision.type === 'local') return [style.add('delivered to this host'), ...doubt];
  const [first, ...others] = decision.exits;
  const ways = [exitText(first, options), ...others.map((exit) => `or ${exitText(exit, options)}`)];
  return [...ways.map((way) => style.add(way)), ...doubt];
}

/** In a sentence about a packet: `leaves by eth0 via …`, `is refused (EACCES)`. */
export function wayWords(decision: Decision): string {
  if (decision.kind === 'refused') return `is refused (${decision.error}), ${decision.why}`;
  if (decision.type === 'local') return 'is delivered to this host';
  const ways = decision.exits.map(({ hop }) =>
    [hop?.device ?? 'a nexthop object', ...(hop?.gateway === undefined ? [] : [hop.gateway])].join(
      ' via ',
    ),
  );
  return `leaves by ${ways.join(' or ')}`;
}

function exitText({ route, hop, source }: Exit, { nameOf, uplinkOf }: TraceTextOptions): string {
  const device = hop?.device;
  const uplink = device === undefined ? undefined : uplinkOf(device);
  return [
    device === undefined ? 'leaves by a nexthop object' : `leaves by ${device}`,
    ...(hop?.gateway === undefined ? [] : [`via ${hop.gateway}`]),
    ...(source === undefined ? [] : [`from ${source}`]),
    ...(uplink === undefined ? [] : [`(uplink ${uplink})`]),
    ...(route === undefined ? [] : [tableText(route, nameOf)]),
  ].join(' ');
}

function tableText({ table }: Route, nameOf: TableNamer): string {
  return `by table ${nameOf(table)}`;
}
