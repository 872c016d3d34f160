/** Whether this process may change routing. Reading needs no privilege. */

import type { Host } from './host.ts';
import { run } from './run.ts';

/** Root of a user namespace counts: `unshare -rn` is root there. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/**
 * Root of a container may lack CAP_NET_ADMIN, or hold it for another network: only the kernel can
 * tell. It checks that before it looks at what is asked, and here nothing is.
 */
export async function mayChangeNetwork(host: Host): Promise<boolean> {
  const ran = await run([...host.ip, 'link', 'set', 'dev', 'lo'], { timeoutMs: host.timeoutMs });
  return !(ran.kind === 'exited' && /Operation not permitted/.test(ran.stderr));
}
