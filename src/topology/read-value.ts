/**
 * What became of one written value.
 *
 * Decoding goes on after a flaw so that all flaws of a file are told at once; `value` is then a
 * stand-in of the right type. A topology with errors is never handed out, so nobody sees one.
 */

import type { Flaw } from './problem-at.ts';

export type Read<Value> = { readonly value: Value; readonly flaw?: Flaw };

export function good<Value>(value: Value): Read<Value> {
  return { value };
}

export function bad<Value>(standIn: Value, flaw: Flaw): Read<Value> {
  return { value: standIn, flaw };
}
