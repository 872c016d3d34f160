/** This program once more, in namespaces of its own that end with it. */

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { Socket } from 'node:net';

import { reasonOf } from '../file-errors.ts';
import { isRoot } from '../privileges.ts';
import { run, searchPath } from '../run.ts';

export type ThrowAway =
  | { readonly kind: 'ran'; readonly exitCode: number }
  | { readonly kind: 'interrupted'; readonly signal: NodeJS.Signals }
  /** By somebody else than us: where memory is short, by the kernel. */
  | { readonly kind: 'killed' }
  | { readonly kind: 'impossible'; readonly reason: string };

/** Tells the inner run that it is one. */
const marker = 'MULTIHOME_REHEARSAL';

/** What the inner run reads until the outer one is gone. */
const lifeline = 3;

const unshare = ['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child'] as const;
const asRoot = ['--user', '--map-root-user'] as const;

/** The session and the service that we are run from are of the host: nobody is cut off in there. */
const theirs = { SSH_CONNECTION: undefined, NOTIFY_SOCKET: undefined, WATCHDOG_USEC: undefined };

/** Of a child that a signal has ended, unshare says so with more. */
const signalled = 128;

const trialMs = 10_000;

const ends: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export async function runInThrowAway(): Promise<ThrowAway> {
  const found = await possibleWay();
  if (!found.ok) return { kind: 'impossible', reason: found.reason };
  const [program, ...words] = found.argv;
  const self = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const env = { ...process.env, ...theirs, PATH: searchPath(process.env['PATH']), [marker]: '1' };
  const stdio = ['inherit', 'inherit', 'inherit', 'pipe'] as const;
  const child = spawn(program, [...words, ...self], { stdio: [...stdio], env, detached: true });
  return new Promise((resolve) => {
    let signal: NodeJS.Signals | undefined;
    const interrupt = (received: NodeJS.Signals): void => {
      signal ??= received;
      child.kill('SIGKILL');
    };
    for (const end of ends) process.on(end, interrupt);
    const settle = (outcome: ThrowAway): void => {
      for (const end of ends) process.removeListener(end, interrupt);
      resolve(outcome);
    };
    child.on('error', (error) => settle({ kind: 'impossible', reason: error.message }));
    child.on('exit', (exitCode) => {
      if (signal !== undefined) settle({ kind: 'interrupted', signal });
      else if (exitCode === null || exitCode > signalled) settle({ kind: 'killed' });
      else settle({ kind: 'ran', exitCode });
    });
  });
}

type Way =
  | { readonly ok: true; readonly argv: readonly [string, ...string[]] }
  | { readonly ok: false; readonly reason: string };

/** Root of a container may lack the right to make namespaces, but for one of users. */
async function possibleWay(): Promise<Way> {
  const ways: readonly (readonly [string, ...string[]])[] = [
    ...(isRoot() ? [unshare] : []),
    [...unshare, ...asRoot],
  ];
  let reason = '';
  for (const argv of ways) {
    const ran = await run([...argv, 'mount', '-t', 'proc', 'proc', '/proc'], {
      timeoutMs: trialMs,
    });
    if (ran.kind === 'exited' && ran.exitCode === 0) return { ok: true, argv };
    if (ran.kind === 'missing')
      return { ok: false, reason: 'unshare is missing: install util-linux' };
    reason = ran.kind === 'exited' ? lastLine(ran.stderr) : `unshare: ${ran.kind}`;
  }
  return { ok: false, reason };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/** The first process of namespaces that were made for it, and nobody's host. */
export function isThrownAway(): boolean {
  return process.env[marker] !== undefined && process.pid === 1;
}

/** Undefined once everything that is written stays here; ends this process when the outer one ends. */
export async function settleIn(): Promise<string | undefined> {
  const line = new Socket({ fd: lifeline });
  // oxlint-disable-next-line unicorn/no-process-exit -- nobody waits for it any more
  for (const end of ['end', 'error']) line.on(end, () => process.exit(1));
  line.resume().unref();
  for (const [type, directory] of mounts) {
    const ran = await run(['mount', '-t', type, type, directory], { timeoutMs: trialMs });
    if (ran.kind === 'exited' && ran.exitCode === 0) continue;
    return ran.kind === 'exited' ? lastLine(ran.stderr) : `mount: ${ran.kind}`;
  }
  return strangers();
}

/** What `ip netns` and this program leave in /run, and what both read of processes and devices. */
const mounts = [
  ['proc', '/proc'],
  ['tmpfs', '/run'],
  ['sysfs', '/sys'],
] as const;

/** Whoever sets the marker by hand has a network with something in it. */
function strangers(): string | undefined {
  try {
    const names = readdirSync('/sys/class/net').filter((name) => name !== 'lo');
    return names.length === 0 ? undefined : `this network is not empty: it has ${names.join(', ')}`;
  } catch (error) {
    return reasonOf(error);
  }
}
