/** What an error of a socket says of the path, or of ourselves. */

import { codeOf } from '../file-errors.ts';
import type { Outcome } from './question.ts';

/** We have none left of something: the path has no part in it. */
const exhausted = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);

/** The reason is as in `ECONNREFUSED`. */
export function outcomeOfError(error: Error): Outcome {
  const reason = codeOf(error) ?? error.message;
  if (exhausted.has(reason)) return { kind: 'failed', program: 'multihome', reason };
  return { kind: 'missed', reason };
}
