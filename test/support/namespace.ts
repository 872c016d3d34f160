/**
 * Network namespaces to test in. Each is removed when its owner ends, when the process exits and
 * on a signal; what even kill -9 leaves behind, `sweepNamespaces` finds by the process id in its name.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A TestContext is one. */
export type Owner = { after(callback: () => void): void };

const nobody = 65_534;
const alive = new Set<string>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let counter = 0;
let rootProbe: { readonly reason: string | undefined } | undefined;

/**
 * A new namespace with lo up, and without duplicate address detection: addresses are usable at once.
 * IPv4 settings would else be those of the machine the tests run on (devinet_init_net).
 */
export function createNamespace(owner?: Owner): string {
  if (counter === 0) removeAllAtExit();
  counter += 1;
  const name = `mh-${process.pid}-${counter}`;
  command('ip', ['netns', 'add', name]);
  alive.add(name);
  owner?.after(() => removeNamespace(name));
  ip(name, 'link', 'set', 'lo', 'up');
  writeSysctl(name, 'net/ipv4/ip_forward', '0');
  writeSysctl(name, 'net/ipv4/conf/all/ignore_routes_with_linkdown', '0');
  for (const scope of ['all', 'default']) {
    if (hasIpv6(name)) writeSysctl(name, `net/ipv6/conf/${scope}/accept_dad`, '0');
  }
  return name;
}

/** Ends what runs in the namespace, too. Once removed, nothing happens. */
export function removeNamespace(name: string): void {
  if (!alive.delete(name)) return;
  removeByName(name);
}

/** Removes namespaces whose process is gone; returns their names. */
export function sweepNamespaces(): readonly string[] {
  const stale = namespaceNames().filter((name) => {
    const processId = /^mh-(\d+)-\d+$/.exec(name)?.[1];
    return processId !== undefined && !isRunning(Number(processId));
  });
  for (const name of stale) removeByName(name);
  return stale;
}

/** Every namespace that has a name, ours or not. */
export function namespaceNames(): readonly string[] {
  const lines = command('ip', ['netns', 'list']).split('\n');
  return lines.map((line) => line.split(' ')[0] ?? '').filter((name) => name !== '');
}

/** `ip -n NAMESPACE …`; returns its standard output, throws with its standard error. */
export function ip(namespace: string, ...arguments_: readonly string[]): string {
  return command('ip', ['-n', namespace, ...arguments_]);
}

/** Runs a command in a namespace; returns its standard output, throws with its standard error. */
export function execute(namespace: string, ...argv: readonly string[]): string {
  const [file, ...arguments_] = inNamespace(namespace, ...argv);
  return command(file, arguments_);
}

/** The argv that runs `argv` in a namespace, for whoever spawns by himself. */
export function inNamespace(
  namespace: string,
  ...argv: readonly string[]
): readonly ['ip', ...string[]] {
  return ['ip', 'netns', 'exec', namespace, ...argv];
}

/** `path` below /proc/sys, as in `net/ipv4/conf/all/rp_filter`. */
export function readSysctl(namespace: string, path: string): string {
  return execute(namespace, 'cat', `/proc/sys/${path}`).trim();
}

export function writeSysctl(namespace: string, path: string, value: string): void {
  const [file, ...arguments_] = inNamespace(namespace, 'tee', `/proc/sys/${path}`);
  command(file, arguments_, value);
}

/** False where the kernel was started without IPv6. */
export function hasIpv6(namespace: string): boolean {
  return execute(namespace, 'ls', '/proc/sys/net').split('\n').includes('ipv6');
}

/** Why namespaces cannot be made here, as a reason to skip a test; undefined if they can. */
export function requireRoot(): string | undefined {
  rootProbe ??= { reason: reasonWithout(() => removeNamespace(createNamespace())) };
  return rootProbe.reason && `needs root to make network namespaces: ${rootProbe.reason}`;
}

/**
 * Why other users than root cannot be named here, as a reason to skip. Run by an ordinary user, the
 * tests are in a user namespace that knows one user (user_namespaces(7)).
 */
export function requireUsers(): string | undefined {
  const lengths = readFileSync('/proc/self/uid_map', 'utf8').match(/\d+$/gm) ?? [];
  const known = lengths.reduce((sum, length) => sum + Number(length), 0);
  return known > nobody ? undefined : `needs all user ids, and there are ${known} here`;
}

/** The last line of the error when `probe` fails. */
export function reasonWithout(probe: () => void): string | undefined {
  try {
    probe();
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.trim().split('\n').at(-1);
  }
}

function removeByName(name: string): void {
  for (const processId of command('ip', ['netns', 'pids', name]).split('\n')) {
    if (processId !== '') kill(Number(processId));
  }
  command('ip', ['netns', 'delete', name]);
}

function kill(processId: number): void {
  if (isRunning(processId)) process.kill(processId, 'SIGKILL');
}

function isRunning(processId: number): boolean {
  return reasonWithout(() => process.kill(processId, 0)) === undefined;
}

function removeAllAtExit(): void {
  const removeAll = (): void => [...alive].forEach(removeNamespace);
  process.on('exit', removeAll);
  for (const signal of signals) {
    process.once(signal, () => {
      removeAll();
      process.kill(process.pid, signal);
    });
  }
}

function command(file: string, arguments_: readonly string[], input = ''): string {
  return execFileSync(file, arguments_, {
    encoding: 'utf8',
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: commandTimeoutMs,
  });
}

const commandTimeoutMs = 30_000;
