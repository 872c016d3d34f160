/** A mistake in the text of a flow: the text, a caret, and how flows are written. */

import type { FlowMistake } from '../model/flow-pattern.ts';
import { flowGrammar } from '../model/flow-pattern.ts';

export function flowMistakeText(text: string, mistake: FlowMistake): string {
  const { message, column, endColumn } = mistake;
  const caret = `${' '.repeat(column - 1)}${'^'.repeat(Math.max(1, endColumn - column))}`;
  const grammar = flowGrammar.map((line) => `  ${line}`);
  return [
    `${message}, column ${column}`,
    '',
    `  ${text}`,
    `  ${caret}`,
    '',
    'A flow is',
    ...grammar,
  ].join('\n');
}
