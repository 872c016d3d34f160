/** The host to work on, and with which program: what every function of this folder is given. */

import { existsSync } from 'node:fs';
import { hostname } from 'node:os';

import type { Ran } from './run.ts';
import { run } from './run.ts';

export type Host = {
  readonly hostname: string;
  /** The program and its first words: `['ip']`, or `['ip', '-n', 'NAME']` for a namespace. */
  readonly ip: readonly [string, ...string[]];
  /** Directory every file is read and written below; '' for the host's own. */
  readonly root: string;
  /** The kernel's own tree, which `root` does not move. */
  readonly proc: string;
  /** `$PATH` when undefined. */
  readonly path: string | undefined;
  /** How long one `ip` may take. A dump of a million routes takes 5 s. */
  readonly timeoutMs: number;
};

const timeoutMsDefault = 60_000;

export type HostOptions = Partial<Host>;

export function createHost(options: HostOptions = {}): Host {
  return {
    hostname: options.hostname ?? hostname(),
    ip: options.ip ?? ['ip'],
    root: (options.root ?? '').replace(/\/+$/, ''),
    proc: options.proc ?? '/proc',
    path: options.path,
    timeoutMs: options.timeoutMs ?? timeoutMsDefault,
  };
}

/** Runs `ip` with further words, and with text on its standard input. */
export function runIp(host: Host, words: readonly string[], stdin?: string): Promise<Ran> {
  return run({
    argv: [...host.ip, ...words],
    timeoutMs: host.timeoutMs,
    ...(host.path === undefined ? {} : { path: host.path }),
    ...(stdin === undefined ? {} : { stdin }),
  });
}

/**
 * Without IPv6 in the kernel (`ipv6.disable=1`, or no module) there is no such directory, and
 * `ip -6 rule` fails. Switched off by `disable_ipv6`, it answers as usual and has no addresses.
 */
export function hasIpv6(host: Host): boolean {
  return existsSync(`${host.proc}/sys/net/ipv6`);
}
