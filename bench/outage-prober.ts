/**
 * `node outage-prober.js EVERY_MS PORT NAME=ADDRESS…`: a numbered datagram to each address every few
 * milliseconds, from a socket without an address, so that the kernel chooses a way and a source for
 * each. Lines on standard input ask, a line of JSON each answers: `steady FROM_MS`, `report FROM_MS`.
 */

import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

import { nowMs } from './outage-clock.ts';
import type { Stream } from './outage-packets.ts';
import { steadyMs } from './outage-packets.ts';

type Sending = Stream & {
  readonly sentMs: number[];
  readonly answered: boolean[];
  readonly send: (port: number) => void;
};

const [everyText, portText, ...targets] = process.argv.slice(2);
const everyMs = Number(everyText);
const port = Number(portText);
const streams = targets.map(sendingTo);
let dueMs = nowMs();

createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(`${JSON.stringify(answerTo(line))}\n`);
});
tick();

function sendingTo(target: string): Sending {
  const [name = '', address = ''] = target.split('=');
  const socket: Socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const sentMs: number[] = [];
  const answered: boolean[] = [];
  socket.on('message', (datagram) => {
    answered[datagram.readUInt32BE()] = true;
  });
  const send = (to: number): void => {
    const datagram = Buffer.alloc(4);
    datagram.writeUInt32BE(sentMs.length);
    answered.push(false);
    sentMs.push(nowMs());
    // What the kernel refuses to send is a packet lost.
    socket.send(datagram, to, address, () => undefined);
  };
  return { name, sentMs, answered, send };
}

/** A late one is not made up for: each is recorded when it was sent. */
function tick(): void {
  for (const { send } of streams) send(port);
  dueMs = Math.max(dueMs + everyMs, nowMs());
  setTimeout(tick, dueMs - nowMs());
}

function answerTo(question: string): unknown {
  const [verb, fromText] = question.split(' ');
  const fromMs = Number(fromText);
  if (verb === 'steady') return Math.min(...streams.map((one) => steadyMs(one, fromMs, nowMs())));
  return streams.map(({ name, sentMs, answered }) => {
    const begin = sentMs.findIndex((atMs) => atMs >= fromMs);
    return { name, sentMs: sentMs.slice(begin), answered: answered.slice(begin) };
  });
}
