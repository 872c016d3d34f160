/** What counts where the file says nothing. */

import { defaultProtocol } from '../model/ownership.ts';

export const defaults = {
  protocol: defaultProtocol,
  priorityBase: 10_000,
  mainFirst: true,
  sysctls: 'leave',
  lastResort: 'unreachable',
  weight: 1,
  outboundMetric: 10,
  policyMode: 'failover',
} as const;

/** Quick enough to notice a dead link before a person does, slow enough for a lost packet. */
export const healthDefaults = {
  probe: 'ping',
  intervalMs: 1000,
  timeoutMs: 800,
  downAfterMs: 5000,
  upAfterMs: 15_000,
  quorum: 1,
  lossDownPercent: 25,
  lossUpPercent: 15,
} as const;

export const watchDefaults = { hookTimeoutMs: 10_000, forgetsConnections: true } as const;

export const probePorts = { tcp: 443, dns: 53 } as const;
