/** What the service left in its run directory -> its status; whatever is not whole is none. */

import type { Status } from '../model/status.ts';
import { validateStatus } from './generated/validate-status.ts';

export function decodeStatus(text: string): Status | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isStatus(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isStatus(value: unknown): value is Status {
  return validateStatus(value);
}
