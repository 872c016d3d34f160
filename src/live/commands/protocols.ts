/** Names and numbers of rt_protos. */

import { protocolWord } from '../../model/protocol.ts';
import { numberIn } from './words.ts';

const named: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, number) => [protocolWord(number), number] as const),
);

/** Undefined where only a file could tell: then it is nobody's in particular. */
export function protocolIn(word: string): number | undefined {
  return named.get(word) ?? numberIn(word);
}
