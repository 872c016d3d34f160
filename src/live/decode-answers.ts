/** What a batch of `ip -N -j -d route get` printed -> one answer for each line. */

import type { Address } from '../model/address.ts';
import { parseAddress } from '../model/address.ts';
import type { KernelAnswer } from '../model/kernel-answer.ts';
import type { DeliveringKind } from '../model/route.ts';
import type { Decoded } from './decoded.ts';
import { unreadable } from './decoded.ts';

export const askArguments = {
  ipv4: ['-4', '-N', '-j', '-d', '-force', '-batch', '-'],
  ipv6: ['-6', '-N', '-j', '-d', '-force', '-batch', '-'],
} as const;

const command = 'ip -j -batch';

/** With `-force` the lines that failed are named; the others have printed a line each, in order. */
export function decodeAnswers(
  stdout: string,
  stderr: string,
  count: number,
): Decoded<readonly KernelAnswer[]> {
  const messages = new Map<number, string>();
  for (const match of stderr.matchAll(/^(.*)\nCommand failed -:(\d+)$/gm)) {
    messages.set(Number(match[2]), match[1] ?? '');
  }
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (messages.size + lines.length !== count) {
    return unreadable(
      command,
      `gave ${messages.size + lines.length} answers to ${count} questions`,
    );
  }
  const answers: KernelAnswer[] = [];
  let next = 0;
  for (let at = 1; at <= count; at++) {
    const message = messages.get(at);
    const answer = message === undefined ? answerIn(lines[next++] ?? '') : errorIn(message);
    if (answer === undefined) return unreadable(command, 'printed what is no answer');
    answers.push(answer);
  }
  return { ok: true, value: answers };
}

/** strerror(3) of what the kernel says, as iproute2 prints it. */
const errors: ReadonlyMap<string, Extract<KernelAnswer, { readonly kind: 'refused' }>['error']> =
  new Map([
    ['RTNETLINK answers: Network is unreachable', 'ENETUNREACH'],
    ['RTNETLINK answers: No route to host', 'EHOSTUNREACH'],
    ['RTNETLINK answers: Permission denied', 'EACCES'],
    ['RTNETLINK answers: Invalid argument', 'EINVAL'],
    ['RTNETLINK answers: Invalid cross-device link', 'EXDEV'],
    ['RTNETLINK answers: No such device', 'ENODEV'],
  ]);

function errorIn(message: string): KernelAnswer {
  const isMissing = message.startsWith('Cannot find device');
  const error = isMissing ? 'ENODEV' : errors.get(message);
  return error === undefined ? { kind: 'unanswered', reason: message } : { kind: 'refused', error };
}

/** RTN_UNICAST and those after it in linux/rtnetlink.h. */
const types: readonly (DeliveringKind | undefined)[] = [
  undefined,
  'unicast',
  'local',
  'broadcast',
  'anycast',
  'multicast',
];

function answerIn(line: string): KernelAnswer | undefined {
  const object = onlyObject(line);
  const type = types[Number(object?.['type'])];
  const device = object?.['dev'];
  if (object === undefined || type === undefined || typeof device !== 'string') return undefined;
  const { via, gateway, table, prefsrc } = object;
  // A gateway of the other family.
  const far = typeof via === 'object' && via !== null && 'host' in via ? via.host : gateway;
  return {
    kind: 'delivered',
    type,
    table: table === undefined ? undefined : Number(table),
    device,
    gateway: addressIn(far),
    source: addressIn(prefsrc),
  };
}

function onlyObject(line: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = parsedJson(line);
  const objects: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  const [object] = objects;
  return typeof object === 'object' && object !== null ? { ...object } : undefined;
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function addressIn(value: unknown): Address | undefined {
  return typeof value === 'string' ? parseAddress(value) : undefined;
}
