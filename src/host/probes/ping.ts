/** Asks by ICMP echo, bound to the device and to the source, by `ping` of iputils. */

import type { Probe } from '../../model/health.ts';
import { createHaste } from './haste.ts';
import { startLastingPing } from './lasting-ping.ts';
import type { Prober, ProbeListener } from './prober.ts';
import { extraIntervalOf } from './prober.ts';
import { scopedAddress } from './scoped-address.ts';

export type PingProbe = Extract<Probe, { kind: 'ping' }>;

export function startPingProber(probe: PingProbe, startMs: number, on: ProbeListener): Prober {
  const { intervalMs, timeoutMs } = probe;
  let last = 0;
  const common = {
    device: probe.interface,
    words: wordsOf(probe),
    timeoutMs,
    nextSequence: () => (last += 1),
  };
  const regular = { ...common, intervalMs };
  const extra = { ...common, intervalMs: extraIntervalOf(intervalMs) };

  const startExtra = () =>
    startLastingPing(extra, 0, {
      outcome: (outcome) => haste.report({ ...outcome, extra: true }),
      // What troubles the one troubles the other, and is told once.
      trouble: () => undefined,
      recovered: () => undefined,
    });
  const haste = createHaste(timeoutMs, startExtra, on.result);
  const stopRegular = startLastingPing(regular, startMs, {
    outcome: (outcome) => haste.report({ ...outcome, extra: false }),
    trouble: on.trouble,
    recovered: on.recovered,
  });
  return {
    hasten: haste.hasten,
    relax: haste.relax,
    stop: () => {
      haste.stop();
      stopRegular();
    },
  };
}

/** `-n`: nobody is asked for names; `-O`: each question that stays open says so. */
function wordsOf({ family, interface: device, source, target }: PingProbe): readonly string[] {
  const bound = ['-I', device, '-I', scopedAddress(source, device)];
  return ['-n', '-O', family === 'ipv4' ? '-4' : '-6', ...bound, scopedAddress(target, device)];
}
