/** Echoes that are asked for all the time, and what is answered. */

import { decodePingLine } from '../../live/decode-ping.ts';
import type { Address } from '../../model/address.ts';
import { createLineSplitter } from '../lines.ts';
import { startProcess } from '../process.ts';
import { inNamespace } from './namespaces.ts';

export type EchoAnswer = { readonly sequence: number; readonly sentMs: number };

export type Echo = {
  readonly answers: () => readonly EchoAnswer[];
  readonly stop: () => void;
};

const intervalSeconds = '0.01';
const sequences = 0x1_0000;

/** A packet can wait for a neighbour that does not answer, until it does: who sent it waits, too. */
const latencyMaxMs = 200;

/** From no address in particular: the way decides. Times are monotonic. */
export function startEcho(
  namespace: string | undefined,
  target: Address,
  more: readonly string[],
): Echo {
  const heard: EchoAnswer[] = [];
  let newest = 0;
  const splitter = createLineSplitter((text) => {
    const [, stamp, line = ''] = /^\[(\d+\.\d+)\] (.*)$/.exec(text) ?? [];
    const said = decodePingLine(line);
    if (stamp === undefined || said.kind !== 'reply' || said.latencyMs > latencyMaxMs) return;
    const sequence = nearest(said.sequence, newest);
    newest = Math.max(newest, sequence);
    const receivedMs = Number(stamp) * 1_000 - performance.timeOrigin;
    heard.push({ sequence, sentMs: receivedMs - said.latencyMs });
  });
  const words = ['-n', '-D', '-i', intervalSeconds, ...more, target];
  const argv = inNamespace(namespace, ['ping', ...words]);
  const running = startProcess(argv, {
    variables: { LC_ALL: 'C' },
    output: splitter,
    ended: () => undefined,
  });
  return { answers: () => heard, stop: running.kill };
}

/** The number near the newest that ends in these 16 bits. */
function nearest(bits: number, newest: number): number {
  const ahead = (((bits - newest) % sequences) + sequences) % sequences;
  return newest + (ahead < sequences / 2 ? ahead : ahead - sequences);
}
