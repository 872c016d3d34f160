/** Does somebody accept a connection there? */

import { connect } from 'node:net';

import type { Probe } from '../../model/health.ts';
import { outcomeOfError } from './network-error.ts';
import type { Ask } from './question.ts';
import { scopedAddress } from './scoped-address.ts';

export type TcpProbe = Extract<Probe, { kind: 'tcp' | 'dns' }>;

export function askTcp({ interface: device, source, target, port }: TcpProbe): Ask {
  const host = scopedAddress(target, device);
  const localAddress = scopedAddress(source, device);
  return (settle) => {
    const socket = connect({ host, port, localAddress });
    socket.once('connect', () => settle({ kind: 'answered' }));
    socket.on('error', (error) => settle(outcomeOfError(error)));
    return () => socket.destroy();
  };
}
