/** Status -> Prometheus text format, for the node exporter's textfile collector or any scraper. */

import { Gauge, Registry } from 'prom-client';

import type { Status } from '../model/status.ts';

export function statusMetrics(status: Status): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, ...labelNames: readonly string[]) =>
    new Gauge({ name: `multihome_${name}`, help, labelNames, registers: [registry] });
  const path = ['uplink', 'family'] as const;
  const up = gauge('uplink_up', 'Whether it works as far as is known', ...path);
  const verdict = gauge('uplink_verdict', '1 for the verdict that it has', ...path, 'verdict');
  const since = gauge('uplink_since_timestamp_seconds', 'Since when it has it', ...path);
  const loss = gauge('uplink_loss_ratio', 'Lost of what was asked in the last minute', ...path);
  const latency = gauge('uplink_latency_seconds', 'Mean time to an answer in that minute', ...path);
  const answers = gauge('target_answers', 'Whether it answers', ...path, 'target', 'tier');
  const active = gauge(
    'active',
    '1 for uplinks that carry what can choose',
    'what',
    'family',
    'uplink',
  );
  const started = gauge('watch_started_timestamp_seconds', 'When watching began');
  const written = gauge('watch_written_timestamp_seconds', 'When this was found');
  for (const { uplink, family, ...one } of status.paths) {
    const labels = { uplink, family };
    up.set(labels, one.verdict === 'up' || one.verdict === 'unknown' ? 1 : 0);
    verdict.set({ ...labels, verdict: one.verdict }, 1);
    since.set(labels, Date.parse(one.since) / 1000);
    if (one.loss_percent !== null) loss.set(labels, one.loss_percent / 100);
    if (one.latency_ms !== null) latency.set(labels, one.latency_ms / 1000);
    for (const { target, tier, answers: isHeard } of one.targets) {
      answers.set({ ...labels, target, tier }, isHeard ? 1 : 0);
    }
  }
  for (const { what, family, uplinks } of status.active) {
    for (const uplink of uplinks) active.set({ what, family, uplink }, 1);
  }
  started.set(Date.parse(status.started) / 1000);
  written.set(Date.parse(status.written) / 1000);
  return registry.metrics();
}
