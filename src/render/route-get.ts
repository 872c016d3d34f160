/** A question to the kernel, as a line for `ip -batch`. */

import type { RouteQuestion } from '../model/kernel-answer.ts';
import { guarded } from './batch.ts';

export function routeGetLine(question: RouteQuestion): string {
  const { to, from, iif, oif, mark, ipproto, sport, dport, uid } = question;
  // `ip` takes a DS field for hexadecimal, whatever it looks like.
  const tos = question.tos === undefined ? undefined : `0x${question.tos.toString(16)}`;
  const words = { from, iif, oif, mark, tos, ipproto, sport, dport, uid };
  const given = Object.entries(words).flatMap(([word, value]) =>
    value === undefined ? [] : [word, `${value}`],
  );
  return guarded(['route', 'get', to, ...given]);
}
