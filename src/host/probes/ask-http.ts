/** Does a web server answer there, and well? */

import { lookup } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';

import type { Probe } from '../../model/health.ts';
import { outcomeOfError } from './network-error.ts';
import type { Ask } from './question.ts';

export type HttpProbe = Extract<Probe, { kind: 'http' }>;

const failureMin = 400;

/** A connection of its own for each question; no redirect is followed, no body read. */
export function askHttp({ family, source, target }: HttpProbe): Ask {
  const request = target.startsWith('https:') ? requestSecure : requestPlain;
  const options = {
    agent: false,
    family: family === 'ipv4' ? 4 : 6,
    localAddress: source,
    lookup: createLookup(),
    headers: { 'user-agent': 'multihome' },
  } as const;
  return (settle) => {
    const asked = request(target, options);
    asked.once('response', ({ statusCode = failureMin }) => {
      const isFailure = statusCode >= failureMin;
      settle(isFailure ? { kind: 'missed', reason: `status ${statusCode}` } : { kind: 'answered' });
    });
    asked.on('error', (error) => settle(outcomeOfError(error)));
    asked.end();
    return () => asked.destroy();
  };
}

/**
 * One look-up at a time: each blocks a thread, of which there are few, until the resolver gives up. It asks
 * over whichever uplink is used, so that one that fails says nothing of this one: what was known is taken.
 */
function createLookup(): LookupFunction {
  let waiting: Parameters<LookupFunction>[2][] = [];
  let known: Parameters<Parameters<LookupFunction>[2]> | undefined;
  return (hostname, options, callback) => {
    waiting.push(callback);
    if (waiting.length > 1) return;
    lookup(hostname, options, (...answer) => {
      const [error] = answer;
      if (error === null) known = answer;
      const callbacks = waiting;
      waiting = [];
      for (const answered of callbacks) answered(...(known ?? answer));
    });
  };
}
