/** `watch` -> what the service does besides leading traffic elsewhere. */

import type { Decoder } from './decoder.ts';
import { report, takeOptional } from './decoder.ts';
import { watchDefaults } from './defaults.ts';
import type { WrittenTopology } from './generated/written.ts';
import type { Path } from './places.ts';
import { programFlaw, readDuration } from './values.ts';
import type { Hook, Watch } from './topology.ts';

type WrittenWatch = NonNullable<WrittenTopology['watch']>;

export function decodeWatch(decoder: Decoder, path: Path, written: WrittenWatch): Watch {
  return {
    hook: decodeHook(decoder, path, written),
    maxOutageMs: takeOptional(
      decoder,
      [...path, 'max-outage'],
      written['max-outage'],
      readDuration,
    ),
    forgetsConnections: written.conntrack ?? watchDefaults.forgetsConnections,
  };
}

function decodeHook(
  decoder: Decoder,
  path: Path,
  { hook, 'hook-timeout': timeout }: WrittenWatch,
): Hook | undefined {
  const here = [...path, 'hook-timeout'];
  const timeoutMs = takeOptional(decoder, here, timeout, readDuration);
  if (hook === undefined) {
    if (timeout !== undefined) reportNoHook(decoder, here);
    return undefined;
  }
  const flaw = programFlaw(hook[0]);
  if (flaw !== undefined) report(decoder, [...path, 'hook', 0], flaw);
  return { command: hook, timeoutMs: timeoutMs ?? watchDefaults.hookTimeoutMs };
}

function reportNoHook(decoder: Decoder, path: Path): void {
  const message = 'there is no hook that this could be the timeout of';
  report(decoder, path, { code: 'MH410', message, hint: 'add "hook", or remove "hook-timeout"' });
}
