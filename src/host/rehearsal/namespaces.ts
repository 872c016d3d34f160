/** Namespaces beside that of this process, and what is done in them. */

import { writeFileSync } from 'node:fs';

import { reasonOf } from '../file-errors.ts';
import { run } from '../run.ts';

/** Undefined where it was done. */
export type Complaint = string | undefined;

const timeoutMs = 30_000;

export function makeNamespace(name: string): Promise<Complaint> {
  return complaintOf(['ip', 'netns', 'add', name]);
}

/** Lines of `ip -batch`; `namespace` is undefined for that of this process. */
export function runLines(
  namespace: string | undefined,
  options: readonly string[],
  text: string,
): Promise<Complaint> {
  const where = namespace === undefined ? [] : ['-n', namespace];
  return complaintOf(['ip', ...where, ...options, '-batch', '-'], text);
}

async function complaintOf(argv: readonly [string, ...string[]], input = ''): Promise<Complaint> {
  const ran = await run(argv, { timeoutMs, input });
  if (ran.kind === 'exited' && ran.exitCode === 0) return undefined;
  const said = ran.kind === 'exited' ? ran.stderr.trim().split('\n').join('; ') : ran.kind;
  return `${argv.join(' ')}: ${said}`;
}

/** The argv that runs `argv` in it. */
export function inNamespace(
  namespace: string | undefined,
  argv: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  return namespace === undefined ? argv : ['ip', 'netns', 'exec', namespace, ...argv];
}

/** Of this process: what `plan` advises, and no waiting for addresses (ip-sysctl.rst). */
const settings = [
  ['ipv4/conf/all/rp_filter', '0'],
  ['ipv4/conf/default/rp_filter', '0'],
  ['ipv4/conf/all/ignore_routes_with_linkdown', '1'],
  ['ipv6/conf/all/ignore_routes_with_linkdown', '1'],
  ['ipv6/conf/all/accept_dad', '0'],
  ['ipv6/conf/default/accept_dad', '0'],
  ['ipv6/conf/all/keep_addr_on_down', '1'],
  ['ipv6/conf/default/keep_addr_on_down', '1'],
] as const;

const forwarding = ['ipv4/ip_forward', 'ipv6/conf/all/forwarding'] as const;

export function tuneRouter(forwards: boolean): Complaint {
  const wanted = forwarding.map((path) => [path, forwards ? '1' : '0'] as const);
  for (const [path, value] of [...settings, ...wanted]) {
    try {
      writeFileSync(`/proc/sys/net/${path}`, value);
    } catch (error) {
      if (!path.startsWith('ipv6')) return `/proc/sys/net/${path}: ${reasonOf(error)}`;
    }
  }
  return undefined;
}
