/** How it is said that something of ours could not be read: it is never taken for absent. */

import type { NftReading } from '../host/nft.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Failure } from './failure.ts';

export function unreadOf(nft: NftReading): readonly string[] {
  return nft.ok && nft.unread !== undefined ? [nft.unread] : [];
}

export function unreadableNft({ message, hint }: { message: string; hint: string }): Failure {
  return { exitCode: exitCodes.unavailable, message, hint };
}

export function unreadableDropIn(reason: string): Failure {
  return { exitCode: exitCodes.unavailable, message: `cannot read our own drop-in ${reason}` };
}
