/** Does a name server answer there? */

import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';

import { decodeDnsAnswer, rootQuestion } from '../../live/dns-message.ts';
import type { Probe } from '../../model/health.ts';
import { outcomeOfError } from './network-error.ts';
import type { Ask } from './question.ts';
import { scopedAddress } from './scoped-address.ts';

export type DnsProbe = Extract<Probe, { kind: 'tcp' | 'dns' }>;

const ids = 0x1_0000;

/** The socket is connected: it hears of ICMP errors, and of nobody else. */
export function askDns({ family, interface: device, source, target, port }: DnsProbe): Ask {
  const type = family === 'ipv4' ? 'udp4' : 'udp6';
  const host = scopedAddress(target, device);
  const address = scopedAddress(source, device);
  return (settle) => {
    const id = randomInt(ids);
    const socket = createSocket(type);
    socket.on('error', (error) => settle(outcomeOfError(error)));
    socket.once('listening', () => socket.connect(port, host));
    socket.once('connect', () => socket.send(rootQuestion(id)));
    socket.on('message', (message) => {
      const answer = decodeDnsAnswer(message, id);
      if (answer.kind === 'answer') settle({ kind: 'answered' });
      else if (answer.kind === 'failure') settle({ kind: 'missed', reason: answer.reason });
    });
    socket.bind({ address, port: 0, exclusive: true });
    return () => socket.close();
  };
}
