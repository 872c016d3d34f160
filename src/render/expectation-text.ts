/** Expectations in words. */

import type { Expectation } from '../model/expectation.ts';
import type { Verdict } from '../model/verdict.ts';
import { visible } from './terminal-text.ts';

/** What a list of them shows: its name, or what it says. */
export function expectationTitle({ name, flows, way, down, kinds }: Expectation): string {
  const said = `${flows.map(({ text }) => text).join(', ')} => ${way.text}`;
  const supposed = supposition(down);
  if (name === undefined) return `${said}${supposed}`;
  // One invariant is many expectations: its name alone would not tell them apart.
  return kinds === 'as written' ? `${name}${supposed}` : `${name}: ${said}${supposed}`;
}

export function supposition(down: readonly string[]): string {
  if (down.length === 0) return '';
  return ` while ${down.join(', ')} ${down.length === 1 ? 'is' : 'are'} down`;
}

/** Why some were not asked: a line for each reason. */
export function skippedLines(verdicts: readonly Verdict[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { result } of verdicts) {
    if (result.kind !== 'skipped') continue;
    counts.set(result.reason, (counts.get(result.reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `  ${count} skipped: ${visible(reason)}`);
}
