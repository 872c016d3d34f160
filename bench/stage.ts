/** The host to measure on: one uplink, one policy with a prefix list, in this process's namespace. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inRepository } from '../test/support/repository.ts';

export type Stage = {
  readonly count: number;
  /** The routes of the prefix list, and the few that every uplink has, as lines for `ip -4 -batch -`. */
  readonly lines: readonly string[];
  readonly linesFile: string;
  /** argv of `multihome VERB ... topology.yaml` on this stage. */
  readonly multihome: (
    verb: string,
    ...options: readonly string[]
  ) => readonly [string, ...string[]];
  /** Removes routes, rules and files of ours. */
  readonly reset: () => void;
  /** Routes of ours in the kernel, all of IPv4. */
  readonly countRoutes: () => number;
};

export const device = 'uplink0';
const protocol = '157';

const topology = `version: 1
uplinks:
  isp: {interface: ${device}, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
policies:
  - {name: listed, to: {file: prefixes.txt}, uplinks: [isp]}
`;

/** Once per process, before the first stage. Returns a directory for all stages, removed at exit. */
export function setUpNamespace(): string {
  ip('link', 'set', 'lo', 'up');
  ip('link', 'add', device, 'type', 'ifb');
  // No link-local address that comes later by itself.
  ip('link', 'set', device, 'addrgenmode', 'none');
  ip('address', 'add', '203.0.113.10/24', 'dev', device);
  ip('link', 'set', device, 'up');
  const directory = mkdtempSync(join(tmpdir(), 'multihome-bench-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(1));
  }
  return directory;
}

export function prepareStage(directory: string, count: number): Stage {
  const files = join(directory, `${count}`);
  rmSync(files, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  const root = join(files, 'root');
  const path = join(files, 'topology.yaml');
  const linesFile = join(files, 'lines');
  writeFileSync(path, topology);
  writeFileSync(join(files, 'prefixes.txt'), prefixes(count).join('\n'));
  const program = inRepository('bin/multihome.js');
  const multihome: Stage['multihome'] = (verb, ...options) => {
    return [process.execPath, program, '--root', root, verb, ...options, path];
  };
  const reset = (): void => {
    removeOurs();
    rmSync(root, { recursive: true, force: true });
  };
  reset();
  const lines = batchLines(multihome('plan', '--commands'));
  writeFileSync(linesFile, `${lines.join('\n')}\n`);
  return { count, lines, linesFile, multihome, reset, countRoutes };
}

/** 10.0.0.0/24, 10.0.1.0/24 and so on. */
function prefixes(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    return `${10 + (index >>> 16)}.${(index >>> 8) & 255}.${index & 255}.0/24`;
  });
}

/** What `apply` would send, as `plan --commands` prints it: the family is an argument here. */
function batchLines([command, ...words]: readonly [string, ...string[]]): readonly string[] {
  const lines = output(command, ...words).split('\n');
  if (lines.some((line) => line.startsWith('ip -6 '))) throw new Error('the stage has IPv6 steps');
  return lines
    .filter((line) => line.startsWith('ip -4 '))
    .map((line) => line.slice('ip -4 '.length));
}

/** A device that goes down takes its IPv4 routes with it, quicker than 100 000 deletions. */
function removeOurs(): void {
  ip('link', 'set', device, 'down');
  for (const family of ['-4', '-6']) {
    ip(family, 'route', 'flush', 'table', 'all', 'protocol', protocol);
    ip(family, 'rule', 'flush', 'protocol', protocol);
  }
  ip('link', 'set', device, 'up');
}

function countRoutes(): number {
  const listing = ip('-4', 'route', 'show', 'table', 'all', 'protocol', protocol);
  return listing.split('\n').length - 1;
}

function ip(...words: readonly string[]): string {
  return output('ip', ...words);
}

function output(command: string, ...words: readonly string[]): string {
  return execFileSync(command, words, { encoding: 'utf8', maxBuffer: 2 ** 29 });
}
