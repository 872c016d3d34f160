/** `health` at the top and in uplinks -> Health, with what was left out filled in. */

import { parseAddress } from '../model/address.ts';
import type { ProbeKind } from '../model/health.ts';
import { readAddress } from './addresses.ts';
import { quote } from './describe.ts';
import type { Decoder } from './decoder.ts';
import { placeOfEntry, report, take, takeOptional } from './decoder.ts';
import { healthDefaults, probePorts } from './defaults.ts';
import type { WrittenHealth } from './generated/written.ts';
import type { Path } from './places.ts';
import { bad, good } from './read-value.ts';
import type { Read } from './read-value.ts';
import type { Health } from './topology.ts';
import { programFlaw, readDuration, readNumber, readPercentage } from './values.ts';

const quorumBounds = { min: 1, max: 1000 };
const portBounds = { min: 1, max: 65535 };

/** `inherited` is what the top of the file says, for an uplink's own. */
export function decodeHealth(
  decoder: Decoder,
  path: Path,
  written: WrittenHealth,
  inherited?: Health,
): Health {
  const probe = written.probe ?? inherited?.probe ?? healthDefaults.probe;
  // What belongs to a probe is not taken over by another one.
  const base = inherited?.probe === probe ? inherited : undefined;
  const time = (key: 'interval' | 'timeout' | 'down-after' | 'up-after') =>
    takeOptional(decoder, [...path, key], written[key], readDuration);
  const intervalMs = time('interval') ?? inherited?.intervalMs ?? healthDefaults.intervalMs;
  return {
    probe,
    targets: decodeTargets(decoder, path, probe, written) ?? base?.targets ?? [],
    port: decodePort(decoder, path, probe, written) ?? base?.port ?? defaultPort(probe),
    command: decodeCommand(decoder, path, written) ?? base?.command,
    intervalMs,
    timeoutMs:
      time('timeout') ?? inherited?.timeoutMs ?? Math.min(healthDefaults.timeoutMs, intervalMs),
    downAfterMs: time('down-after') ?? inherited?.downAfterMs ?? healthDefaults.downAfterMs,
    upAfterMs: time('up-after') ?? inherited?.upAfterMs ?? healthDefaults.upAfterMs,
    quorum: decodeQuorum(decoder, path, written) ?? inherited?.quorum ?? healthDefaults.quorum,
    ...decodeThresholds(decoder, path, written, inherited),
    at: placeOfEntry(decoder, path),
  };
}

function decodeThresholds(
  decoder: Decoder,
  path: Path,
  { loss, latency }: WrittenHealth,
  inherited: Health | undefined,
): Pick<Health, 'lossDownPercent' | 'lossUpPercent' | 'latencyDownMs' | 'latencyUpMs'> {
  const share = (key: 'down' | 'up') =>
    takeOptional(decoder, [...path, 'loss', key], loss?.[key], readPercentage);
  const time = (key: 'down' | 'up') =>
    takeOptional(decoder, [...path, 'latency', key], latency?.[key], readDuration);
  return {
    lossDownPercent: share('down') ?? inherited?.lossDownPercent ?? healthDefaults.lossDownPercent,
    lossUpPercent: share('up') ?? inherited?.lossUpPercent ?? healthDefaults.lossUpPercent,
    latencyDownMs: time('down') ?? inherited?.latencyDownMs,
    latencyUpMs: time('up') ?? inherited?.latencyUpMs,
  };
}

function decodeTargets(
  decoder: Decoder,
  path: Path,
  probe: ProbeKind,
  { targets }: WrittenHealth,
): readonly string[] | undefined {
  if (probe === 'command' && targets !== undefined) unused(decoder, path, 'targets', probe);
  const read = probe === 'http' ? readUrl : readTargetAddress;
  return targets?.map((target, index) =>
    take(decoder, [...path, 'targets', index], probe === 'command' ? good(target) : read(target)),
  );
}

function decodePort(
  decoder: Decoder,
  path: Path,
  probe: ProbeKind,
  { port }: WrittenHealth,
): number | undefined {
  const isUnused = port !== undefined && !Object.hasOwn(probePorts, probe);
  if (isUnused) unused(decoder, path, 'port', probe);
  return takeOptional(decoder, [...path, 'port'], port, (one) => readNumber(one, portBounds));
}

function defaultPort(probe: ProbeKind): number | undefined {
  return probe === 'tcp' || probe === 'dns' ? probePorts[probe] : undefined;
}

function decodeCommand(
  decoder: Decoder,
  path: Path,
  { probe, command }: WrittenHealth,
): Health['command'] {
  if (command === undefined) return undefined;
  if (probe !== 'command') unused(decoder, path, 'command', probe ?? healthDefaults.probe);
  const [program] = command;
  const flaw = programFlaw(program);
  if (flaw !== undefined) report(decoder, [...path, 'command', 0], flaw);
  return command;
}

function unused(decoder: Decoder, path: Path, key: string, probe: ProbeKind): void {
  const message = `the probe ${probe} does not use "${key}"`;
  const hint = key === 'command' ? 'write probe: command' : `remove "${key}"`;
  report(decoder, [...path, key], { code: 'MH407', message, hint });
}

function decodeQuorum(decoder: Decoder, path: Path, { quorum }: WrittenHealth): number | undefined {
  return takeOptional(decoder, [...path, 'quorum'], quorum, (one) => readNumber(one, quorumBounds));
}

/** Names would have to be looked up over the very network that is being probed. */
function readTargetAddress(written: string): Read<string> {
  const isName =
    /^[A-Za-z]/.test(written) && parseAddress(written) === undefined && !written.includes(':');
  if (!isName && !written.includes('://')) return readAddress(written);
  const message = `${quote(written)} is not an address`;
  const hint = written.includes('://') ? 'a URL needs probe: http' : 'write its IP address';
  return bad(written, { code: 'MH117', message, hint });
}

function readUrl(written: string): Read<string> {
  const isUrl = /^https?:\/\/[^\s/]+(\/\S*)?$/.test(written) && URL.canParse(written);
  if (isUrl) return good(written);
  const message = `${quote(written)} is not a URL`;
  return bad(written, { code: 'MH117', message, hint: 'write http://… or https://…' });
}
