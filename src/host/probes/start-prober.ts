/** Which prober asks which kind of question. */

import type { Probe } from '../../model/health.ts';
import { askCommand } from './ask-command.ts';
import { askDns } from './ask-dns.ts';
import { askHttp } from './ask-http.ts';
import { askTcp } from './ask-tcp.ts';
import { startAsking } from './asking.ts';
import { startPingProber } from './ping.ts';
import type { Prober, ProbeListener } from './prober.ts';
import type { Ask } from './question.ts';

/** `startMs` from now, so that not all are asked at the same moment. Reports nothing before it returns. */
export function startProber(probe: Probe, on: ProbeListener, startMs = 0): Prober {
  if (probe.kind === 'ping') return startPingProber(probe, startMs, on);
  return startAsking(probe, askOf(probe), startMs, on);
}

function askOf(probe: Exclude<Probe, { kind: 'ping' }>): Ask {
  switch (probe.kind) {
    case 'tcp':
      return askTcp(probe);
    case 'dns':
      return askDns(probe);
    case 'http':
      return askHttp(probe);
    case 'command':
      return askCommand(probe);
  }
}
