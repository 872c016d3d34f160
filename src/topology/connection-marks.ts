/**
 * Marks for uplinks that have none of their own. The bits keep clear of those that others use:
 * Tailscale 0xff0000, kube-proxy 0xc000, mwan3 0x3f00.
 */

import type { Uplink } from './topology.ts';

export const connectionMarkBits = 0x3f000000;

export const connectionMarksMax = 63;

/** By their place in the file: an uplink that comes at the end changes no mark of another. */
export function withMarks(uplinks: readonly Uplink[]): readonly Uplink[] {
  return uplinks.map((uplink, index) => {
    if (uplink.mark !== undefined || index >= connectionMarksMax) return uplink;
    const value = (index + 1) << 24;
    return { ...uplink, mark: { value, mask: connectionMarkBits } };
  });
}

/** Not written, but handed out. */
export function isHandedOut({ mark }: Uplink): boolean {
  return mark?.mask === connectionMarkBits;
}
