/** The SSH session that we are run from, also below sudo, which does not hand it on. */

import { readFileSync } from 'node:fs';

import { parseAddress } from '../model/address.ts';
import type { Session } from '../model/management.ts';
import { environmentVariable } from './host.ts';

/** A session is not deeper than that. */
const ancestorsMax = 32;

export function sshSessions(): readonly Session[] {
  const own = environmentVariable('SSH_CONNECTION');
  if (own !== undefined) return sessionIn(own);
  let ancestor = process.ppid;
  for (let depth = 0; depth < ancestorsMax && ancestor > 1; depth++) {
    const found = /(?:^|\0)SSH_CONNECTION=([^\0]*)/.exec(procText(ancestor, 'environ'))?.[1];
    if (found !== undefined) return sessionIn(found);
    ancestor = Number(/^PPid:\s*(\d+)$/m.exec(procText(ancestor, 'status'))?.[1] ?? 0);
  }
  return [];
}

/** `CLIENT PORT SERVER PORT` (ssh(1)); IPv6 link-local addresses name their interface. */
function sessionIn(text: string): readonly Session[] {
  const [client = '', clientPort, server = '', serverPort] = text.split(' ');
  const [from, to] = [parseAddress(client), parseAddress(server)];
  const [sport, dport] = [Number(clientPort), Number(serverPort)];
  if (from === undefined || to === undefined || !isPort(sport) || !isPort(dport)) return [];
  return [{ client: from, clientPort: sport, server: to, serverPort: dport }];
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value <= 65_535;
}

/** Empty where it may not be read, or the process is gone. */
function procText(ancestor: number, name: string): string {
  try {
    return readFileSync(`/proc/${ancestor}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
