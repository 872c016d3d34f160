/**
 * The two providers of the tests, with a network behind the host, a prober in the host and in that
 * network, and whoever answers them: one beyond each provider, with the same address, so that an
 * answer returns by the provider that the question came through.
 */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import type { Internet, Provider } from '../test/support/internet.ts';
import { createInternet } from '../test/support/internet.ts';
import type { Owner } from '../test/support/namespace.ts';
import { createNamespace, inNamespace, ip, writeSysctl } from '../test/support/namespace.ts';
import { inRepository } from '../test/support/repository.ts';
import { nowMs, pause } from './outage-clock.ts';
import type { Stream } from './outage-packets.ts';

export type Stage = Internet & { readonly lan: string };

const answering = ['192.0.2.60', '2001:db8:f::60'] as const;
const port = 7007;

export function createStage(owner: Owner): Stage {
  const internet = createInternet(owner);
  const { host, providers } = internet;
  const lan = createNamespace(owner);
  writeSysctl(host, 'net/ipv4/ip_forward', '1');
  writeSysctl(host, 'net/ipv6/conf/all/forwarding', '1');
  join(host, 'lan0', ['192.168.9.1/24', 'fd00:9::1/64'], lan, ['192.168.9.2/24', 'fd00:9::2/64']);
  ip(lan, 'route', 'add', 'default', 'via', '192.168.9.1');
  ip(lan, '-6', 'route', 'add', 'default', 'via', 'fd00:9::1');
  for (const which of ['a', 'b'] as const) answerBeyond(owner, providers[which], which);
  return { ...internet, lan };
}

const nearHost = {
  a: ['203.0.113.10', '2001:db8:a::10'],
  b: ['198.51.100.10', '2001:db8:b::10'],
} as const;

/** No address translation: the provider has routes to the network behind the host. */
function answerBeyond(owner: Owner, provider: string, which: Provider): void {
  const server = createNamespace(owner);
  join(provider, 'server', ['10.9.0.1/24', 'fd00:8::1/64'], server, [
    '10.9.0.2/24',
    'fd00:8::2/64',
  ]);
  const [via, via6] = nearHost[which];
  ip(provider, 'route', 'add', '192.168.9.0/24', 'via', via);
  ip(provider, '-6', 'route', 'add', 'fd00:9::/64', 'via', via6, 'dev', 'near');
  ip(provider, 'route', 'add', answering[0], 'via', '10.9.0.2');
  ip(provider, '-6', 'route', 'add', answering[1], 'via', 'fd00:8::2');
  ip(server, 'route', 'add', 'default', 'via', '10.9.0.1');
  ip(server, '-6', 'route', 'add', 'default', 'via', 'fd00:8::1');
  for (const address of answering) ip(server, 'addr', 'add', address, 'dev', 'lo');
  startIn(owner, server, 'outage-echo.js', `${port}`, ...answering);
}

/** A link with the same name at both ends. */
function join(
  one: string,
  device: string,
  addresses: readonly string[],
  other: string,
  otherAddresses: readonly string[],
): void {
  ip(one, 'link', 'add', device, 'type', 'veth', 'peer', 'name', device, 'netns', other);
  ip(one, 'link', 'set', device, 'up');
  ip(other, 'link', 'set', device, 'up');
  for (const address of addresses) ip(one, 'addr', 'add', address, 'dev', device);
  for (const address of otherAddresses) ip(other, 'addr', 'add', address, 'dev', device);
}

export type Prober = {
  /** Waits until nothing that was sent after `fromMs` has been lost for `lengthMs`. */
  readonly steady: (fromMs: number, lengthMs: number, limitMs: number) => Promise<void>;
  readonly report: (fromMs: number) => Promise<readonly Stream[]>;
};

export type Asked = { readonly everyMs: number; readonly families: readonly ('IPv4' | 'IPv6')[] };

export function startProber(owner: Owner, namespace: string, { everyMs, families }: Asked): Prober {
  const targets = families.map((name) => `${name}=${answering[name === 'IPv4' ? 0 : 1]}`);
  const child = startIn(owner, namespace, 'outage-prober.js', `${everyMs}`, `${port}`, ...targets);
  const waiting: ((line: string) => void)[] = [];
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  }
  const ask = (question: string) =>
    new Promise<string>((resolve) => {
      waiting.push(resolve);
      child.stdin?.write(`${question}\n`);
    });
  return {
    steady: async (fromMs, lengthMs, limitMs) => {
      const endMs = nowMs() + limitMs;
      while (Number(await ask(`steady ${fromMs}`)) < lengthMs) {
        if (nowMs() > endMs) throw new Error(`packets are lost for longer than ${limitMs} ms`);
        await pause(50);
      }
    },
    report: async (fromMs) => streamsIn(await ask(`report ${fromMs}`)),
  };
}

function streamsIn(line: string): readonly Stream[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own program wrote it
  return JSON.parse(line) as readonly Stream[];
}

/** One of the programs beside this file; ended with its owner. */
function startIn(
  owner: Owner,
  namespace: string,
  program: string,
  ...words: readonly string[]
): ChildProcess {
  const path = inRepository('dist', 'bench', program);
  const [command, ...argv] = inNamespace(namespace, process.execPath, path, ...words);
  const child = spawn(command, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  owner.after(() => void child.kill('SIGKILL'));
  return child;
}
