/** What `watch` has said while an uplink was cut -> what it found, and where it led traffic. */

import type { WatchEvent } from '../live/decode-watch-event.ts';

export type Heard = readonly (WatchEvent & { readonly atMs: number })[];

/** Paths are an uplink and a family: those whose newest verdict is another one than `up`, or none. */
export function pathsNotUp(heard: Heard, paths: readonly string[]): readonly string[] {
  return paths.filter((path) => verdictOf(heard, path) !== 'up');
}

export function verdictOf(heard: Heard, path: string): string | undefined {
  const last = heard.findLast((event) => event.kind === 'verdict' && event.path === path);
  return last?.kind === 'verdict' ? last.to : undefined;
}

/** Choices that are not what they were at first. */
export function movedChoices(heard: Heard): readonly { choice: string; to: string }[] {
  const switches = heard.flatMap((event) => (event.kind === 'switch' ? [event] : []));
  const names = [...new Set(switches.map(({ choice }) => choice))];
  return names.flatMap((choice) => {
    const own = switches.filter((event) => event.choice === choice);
    const [from, to] = [own[0]?.from, own.at(-1)?.to];
    return from === to || to === undefined ? [] : [{ choice, to }];
  });
}

/** Before a cut: what is not where it belongs does not suffer from it as it would. */
export function strayNotes(heard: Heard, uplink: string, cut: string): readonly string[] {
  return movedChoices(heard).map(
    ({ choice, to }) =>
      `${choice} was with ${to}, where it had been led, when ${uplink} was cut (${cut}): rehearse with less speed`,
  );
}

/** Moments of switches between two times. */
export function switchesBetween(heard: Heard, fromMs: number, toMs: number): readonly number[] {
  return heard.flatMap(({ kind, atMs }) =>
    kind === 'switch' && atMs >= fromMs && atMs < toMs ? [atMs] : [],
  );
}

/** From `fromMs` until the last of these paths that was up was found silent before `toMs`; 0 where none was. */
export function silentAfterMs(
  heard: Heard,
  paths: readonly string[],
  fromMs: number,
  toMs: number,
): number {
  const ends = paths.flatMap((path) =>
    stepsOf(heard, path)
      .filter(({ from, to, atMs }) => from === 'up' && to === 'silent' && atMs >= fromMs)
      .map(({ atMs }) => atMs),
  );
  return Math.max(0, ...ends.filter((atMs) => atMs < toMs).map((atMs) => atMs - fromMs));
}

/** How long the one of these paths recovered that was trusted last, since `fromMs`; 0 where none was. */
export function trustAfterMs(heard: Heard, paths: readonly string[], fromMs: number): number {
  const waits = paths.flatMap((path) =>
    stepsOf(heard, path)
      .filter(({ from, to, atMs }) => from === 'recovering' && to === 'up' && atMs >= fromMs)
      .map(({ atMs, sinceMs }) => atMs - Math.max(sinceMs, fromMs)),
  );
  return Math.max(0, ...waits);
}

type Step = {
  readonly from: string;
  readonly sinceMs: number;
  readonly to: string;
  readonly atMs: number;
};

function stepsOf(heard: Heard, path: string): readonly Step[] {
  const own = heard.flatMap((event) =>
    event.kind === 'verdict' && event.path === path ? [{ to: event.to, atMs: event.atMs }] : [],
  );
  return own.slice(1).map(({ to, atMs }, index) => {
    const { to: from = '', atMs: sinceMs = 0 } = own[index] ?? {};
    return { from, sinceMs, to, atMs };
  });
}
