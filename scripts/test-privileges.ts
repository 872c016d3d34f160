/** What tests with namespaces need of the machine, and how to get it without being root. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { reasonWithout, requireRoot } from '../test/support/namespace.ts';

export type Elevated =
  | { readonly kind: 'ran'; readonly exitCode: number }
  | { readonly kind: 'impossible'; readonly reason: string };

const tools = [
  { name: 'ip', debianPackage: 'iproute2' },
  { name: 'unshare', debianPackage: 'util-linux' },
  { name: 'ping', debianPackage: 'iputils-ping' },
] as const;

/** `ip netns` keeps its names in /run, which belongs to the real root. */
const asNamespaceRoot = [
  ...['--user', '--map-root-user', '--net', '--mount'],
  ...['sh', '-c', 'mount -t tmpfs tmpfs /run && exec "$@"', 'sh'],
] as const;

/** Set for the inner run, which must not try once more. */
const marker = 'MULTIHOME_TEST_UNSHARED';

/** One line for each tool that is not there. */
export function missingTools(): readonly string[] {
  return tools
    .filter(({ name }) => !isOnPath(name))
    .map(({ name, debianPackage }) => {
      return `The tests need \`${name}\`: apt-get install ${debianPackage}`;
    });
}

/** Does `work` where namespaces can be made; says what is missing, with exit code 1, where they cannot. */
export async function whereNamespacesCanBeMade(work: () => Promise<number>): Promise<number> {
  const missing = missingTools();
  if (missing.length > 0) return refuse(missing);
  const reason = requireRoot();
  if (reason === undefined) return work();
  const elevated = runAsNamespaceRoot();
  if (elevated.kind === 'ran') return elevated.exitCode;
  return refuse([`needs root or user namespaces: ${reason}; unshare: ${elevated.reason}`]);
}

function refuse(lines: readonly string[]): number {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return 1;
}

/** Runs this program again as root of a user namespace of its own. */
export function runAsNamespaceRoot(): Elevated {
  if (process.env[marker] !== undefined) return { kind: 'impossible', reason: 'tried already' };
  const trial = unshare(['ip', 'netns', 'add', 'trial'], 'pipe');
  if (trial.status !== 0) return { kind: 'impossible', reason: lastLine(trial.stderr) };
  const { status } = unshare(
    [process.execPath, ...process.execArgv, ...selfAndArguments()],
    'inherit',
  );
  return { kind: 'ran', exitCode: status ?? 1 };
}

function unshare(argv: readonly string[], stdio: 'pipe' | 'inherit') {
  const env = { ...process.env, [marker]: '1' };
  return spawnSync('unshare', [...asNamespaceRoot, ...argv], { stdio, env, encoding: 'utf8' });
}

function selfAndArguments(): readonly string[] {
  return process.argv.slice(1);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

function isOnPath(name: string): boolean {
  const directories = (process.env['PATH'] ?? '').split(delimiter);
  return directories.some((directory) => isExecutable(join(directory, name)));
}

function isExecutable(path: string): boolean {
  return reasonWithout(() => accessSync(path, constants.X_OK)) === undefined;
}
