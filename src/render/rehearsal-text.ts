/** A rehearsal, for people: a line for each cut, and a mark at all that has failed. */

import { familyNames } from '../model/address.ts';
import type { CutOutcome, FlowOutcome, Rehearsal } from '../model/rehearsal.ts';
import { flowsOf, isMissed, longestOutageMs, worstFlows } from '../model/rehearsal.ts';
import type { Verdict } from '../model/verdict.ts';
import { problemsOf } from '../model/verdict.ts';
import type { Style } from './style.ts';
import { visible } from './terminal-text.ts';

export type CutLook = {
  readonly style: Style;
  readonly nameWidth: number;
  readonly cutWidth: number;
};

type Begun = Pick<Rehearsal, 'topology' | 'speed' | 'maxOutageMs'>;

export function beginText({ topology, speed, maxOutageMs }: Begun, { style }: CutLook): string {
  const words = [
    `multihome rehearse  ${visible(topology)}`,
    ...(speed === 1 ? [] : [`at ${speed} times the speed`]),
    ...(maxOutageMs === undefined ? [] : [`no outage above ${durationText(maxOutageMs)}`]),
  ];
  return `${style.strong(words.join('  '))}\n\n`;
}

export function verdictsText(verdicts: readonly Verdict[], { style }: CutLook): string {
  const asked = verdicts.filter(({ result }) => result.kind !== 'skipped');
  const failing = asked.filter((verdict) => problemsOf(verdict).length > 0);
  if (verdicts.length === 0) return '  applied, and proven; it expects nothing\n\n';
  const word = asked.length === 1 ? 'expectation' : 'expectations';
  if (asked.length === 0) {
    return '  applied, and proven; it expects nothing of a host whose uplinks are all up\n\n';
  }
  if (failing.length === 0) {
    return `  applied, and proven; ${asked.length} ${word} asked of the kernel: all hold\n\n`;
  }
  const text = `applied, and proven; of ${asked.length} ${word}, ${failing.length} failed`;
  return `${style.alarm('!')} ${style.alarm(text)}\n\n`;
}

export function cutText(outcome: CutOutcome, begun: Begun, look: CutLook): string {
  const { style, nameWidth, cutWidth } = look;
  const head = `${outcome.uplink.padEnd(nameWidth)}  ${outcome.cut.padEnd(cutWidth)}`;
  if (outcome.kind === 'skipped') {
    return `  ${style.faint(`${head}  skipped: ${visible(outcome.reason)}`)}\n`;
  }
  if (outcome.kind === 'unready') {
    return `${style.alarm('!')} ${style.alarm(`${head}  not cut: ${visible(outcome.reason)}`)}\n`;
  }
  const { flows, faults, verdicts } = outcome;
  const failing = verdicts.filter((verdict) => problemsOf(verdict).length > 0).length;
  const isBad = isMissed(outcome, begun);
  const expected = failing === 0 ? '' : `   ${failing} of ${verdicts.length} expectations failed`;
  const line = `${head}  ${outagesText(flows)}   ${returnText(outcome)}${expected}`;
  const mark = isBad ? style.alarm('!') : ' ';
  return [
    `${mark} ${isBad ? style.alarm(line) : line}`,
    ...faults.map((fault) => `${style.alarm('!')}   ${visible(fault)}`),
    '',
  ].join('\n');
}

/** Of each sender, those that suffered the same together. */
function outagesText(flows: readonly FlowOutcome[]): string {
  if (flows.length === 0) return 'nothing was measured';
  const senders = [...new Set(flows.map(({ from }) => from))];
  const worst = worstFlows(flows);
  const parts = senders.flatMap((from) => outagesOf(worst.filter((flow) => flow.from === from)));
  const texts = [...new Set(parts.map(({ text }) => text))].map((text) => {
    const alike = parts.filter((part) => part.text === text);
    return `${text} (${alike.map(({ who }) => visible(who)).join(', ')})`;
  });
  return `outage ${texts.join('  ')}`;
}

type Outage = {
  readonly who: string;
  /** The same where the same is said of them. */
  readonly text: string;
};

/** One of both families, unless they tell different stories. */
function outagesOf(own: readonly FlowOutcome[]): readonly Outage[] {
  const [first] = own;
  if (first === undefined) return [];
  const lengths = own.map(({ outageMs }) => outageMs);
  const [longest, shortest] = [Math.max(...lengths), Math.min(...lengths)];
  const isAlike =
    own.every(({ recovered }) => recovered === first.recovered) &&
    own.every(({ hasOtherWay }) => hasOtherWay === first.hasOtherWay) &&
    (longest - shortest < differentMs || longest < 2 * shortest);
  if (isAlike) return [{ who: first.from, text: outageText({ ...first, outageMs: longest }) }];
  return own.map((flow) => ({
    who: `${flow.from} ${familyNames[flow.family]}`,
    text: outageText(flow),
  }));
}

const differentMs = 200;

/** How long one would have lasted that ended with the cut, nobody knows. */
export function outageText({ outageMs, recovered, hasOtherWay }: FlowOutcome): string {
  if (recovered) return durationText(outageMs);
  return hasOtherWay ? 'as long as it was cut' : 'as long as it was cut, without another uplink';
}

function returnText({
  flows,
  switchedAfterMs,
  backAfterMs,
}: Extract<CutOutcome, { readonly kind: 'cut' }>): string {
  const lost = lostText(flows, ' lost');
  if (backAfterMs !== undefined) return `back after ${durationText(backAfterMs)}, ${lost}`;
  return switchedAfterMs === undefined
    ? 'traffic stayed where it was'
    : `led elsewhere after ${durationText(switchedAfterMs)}, ${lost}`;
}

/** Less is a matter of a few echoes. */
const longMs = 100;

/** How many answers were missing after the uplink was mended, and for how long where that is long. */
export function lostText(flows: readonly FlowOutcome[], word: '' | ' lost'): string {
  const count = flows.reduce((sum, { returnLost }) => sum + returnLost, 0);
  const ms = Math.max(0, ...flows.map(({ returnOutageMs }) => returnOutageMs));
  return ms < longMs ? `${count}${word}` : `${count}${word} within ${durationText(ms)}`;
}

export function endText(rehearsal: Rehearsal, isPassed: boolean, { style }: CutLook): string {
  const notes = rehearsal.notes.map((note) => `  ${style.faint(visible(note))}`);
  const verdict = summaryText(rehearsal, isPassed);
  return ['', ...notes, ...(notes.length > 0 ? [''] : []), verdictLine(), ''].join('\n');

  function verdictLine(): string {
    return isPassed ? `  ${style.strong(verdict)}` : `${style.alarm('!')} ${style.alarm(verdict)}`;
  }
}

export function summaryText(rehearsal: Rehearsal, isPassed: boolean): string {
  const flows = flowsOf(rehearsal);
  const longest = longestOutageMs(flows);
  const nothing = rehearsal.cuts.some(({ kind }) => kind === 'cut') ? 'measured' : 'cut';
  const open = flows.filter(({ recovered }) => !recovered);
  const others = open.length === 0 ? 'longest outage' : 'the longest of the others';
  const said =
    longest === undefined ? `nothing was ${nothing}` : `${others} ${durationText(longest)}`;
  const { maxOutageMs } = rehearsal;
  const limit = maxOutageMs === undefined ? '' : ` (at most ${durationText(maxOutageMs)})`;
  return `${isPassed ? 'passed' : 'FAILED'}: ${openText(open)}${said}${limit}`;
}

function openText(open: readonly FlowOutcome[]): string {
  const worse = open.filter(({ hasOtherWay }) => hasOtherWay);
  const shown = worse.length > 0 ? worse : open;
  if (shown.length === 0) return '';
  const names = [...new Set(shown.map(({ from }) => visible(from)))].join(', ');
  const why = worse.length > 0 ? 'although another uplink was there' : 'for want of another uplink';
  return `out as long as the uplink, ${why}: ${names}; `;
}

/** Of what is measured with an echo each hundredth of a second or two: no more digits than it has. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 20) return '< 0.02 s';
  if (milliseconds < 1_000) return `${(milliseconds / 1_000).toFixed(2)} s`;
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
