/** The probes that run in a namespace. */

import { readFileSync } from 'node:fs';

import { ip } from './namespace.ts';

/** Process ids of every `ping` there. */
export function pingsIn(namespace: string): readonly string[] {
  return ip(namespace, 'netns', 'pids', namespace).split('\n').filter(isPing);
}

function isPing(process: string): boolean {
  try {
    return readFileSync(`/proc/${process}/comm`, 'utf8') === 'ping\n';
  } catch {
    return false;
  }
}
