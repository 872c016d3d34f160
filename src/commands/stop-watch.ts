/** How the service is stopped that would undo what is to be done. */

import { isOfOurUnit } from '../host/watch-status.ts';
import type { Status } from '../model/status.ts';

export function stopCommand({ process }: Pick<Status, 'process'>): string {
  return isOfOurUnit(process) ? 'systemctl stop multihome-watch' : `kill ${process.id}`;
}
