/** What the kernel remembers of connections, and how it forgets those of one address. */

import type { Address, Family } from '../model/address.ts';
import { readTextFile } from './files.ts';
import { run } from './run.ts';

export type Forgotten =
  | { readonly kind: 'done'; readonly flows: number }
  /** The kernel remembers nothing. */
  | { readonly kind: 'untracked' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: string };

/** It goes through the whole table, which can have millions of entries. */
const limitMs = 30_000;

/**
 * Of flows whose answers come to this address: those it sent itself, and those that are masqueraded
 * as it. All others stay.
 */
export async function forgetConnections(family: Family, address: Address): Promise<Forgotten> {
  if (!tracksConnections()) return { kind: 'untracked' };
  const argv = ['conntrack', '-D', '-f', family, '--reply-dst', address] as const;
  const ran = await run(argv, { timeoutMs: limitMs });
  switch (ran.kind) {
    case 'exited':
      return outcomeOf(ran.stderr, ran.exitCode);
    case 'missing':
      return ran;
    case 'timeout':
      return { kind: 'failed', reason: `it took longer than ${ran.timeoutMs / 1_000} s` };
    case 'killed':
      return { kind: 'failed', reason: `killed by ${ran.signal}` };
    case 'failed':
      return ran;
  }
}

/** The number is that of this network namespace; the file is there once the kernel can track. */
function tracksConnections(): boolean {
  const count = readTextFile('/proc/sys/net/netfilter/nf_conntrack_count');
  return count.ok && count.text.trim() !== '0';
}

/** Exit code 1 without any flow to delete is no failure of it. */
function outcomeOf(stderr: string, exitCode: number): Forgotten {
  const flows = /: (\d+) flow entries have been deleted/.exec(stderr)?.[1];
  if (flows !== undefined && (exitCode === 0 || flows === '0')) {
    return { kind: 'done', flows: Number(flows) };
  }
  const [reason = ''] = stderr.trim().split('\n');
  return { kind: 'failed', reason: reason === '' ? `exit code ${exitCode}` : reason };
}
