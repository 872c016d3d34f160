/** What is remembered is bounded by the last minute, however long it has been watched. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { defaultSettings } from '../../bench/health.ts';
import { randomFrom } from '../../bench/health-path.ts';
import type { PathHealth } from '../../src/health/path-health.ts';
import { beginHealth, observe, suspects } from '../../src/health/path-health.ts';
import type { ProbeResult } from '../../src/model/health.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const settings = { ...defaultSettings, intervalMs: 500, timeoutMs: 500, downAfterMs: 2_000 };

/** A minute each: good, lossy, silent in part, with a carrier that comes and goes. */
const phases = ['good', 'lossy', 'silent', 'flapping'] as const;

test('a day of flapping leaves no more behind than its last minute', () => {
  const random = randomFrom(1);
  let path = beginHealth(settings, ['beyond', 'beyond', 'gateway'], 0);
  const verdicts = new Set<string>();
  const mostByHour: number[] = [];
  for (let atMs = 0; atMs < dayMs; atMs += settings.intervalMs) {
    path = afterTurn(path, atMs, random);
    verdicts.add(path.verdict.kind);
    const hour = Math.floor(atMs / hourMs);
    mostByHour[hour] = Math.max(mostByHour[hour] ?? 0, sizeOf(path));
  }
  assert.deepEqual(
    [...verdicts].toSorted(),
    ['impaired', 'recovering', 'silent', 'unknown', 'unusable', 'up'],
    'it was all of this',
  );
  // Stretches of two seconds, one more at either end, and questions that were missed.
  const asked = minuteMs / settings.intervalMs + 1;
  const most = path.targets.length * (minuteMs / 2_000 + 2 + asked);
  assert.ok(Math.max(...mostByHour) <= most, `${mostByHour.join(' ')}: more than ${most}`);
  assert.ok(path.flaps.count <= 16, `${path.flaps.count} failures are remembered`);
});

function afterTurn(before: PathHealth, atMs: number, random: () => number): PathHealth {
  const phase = phases[Math.floor(atMs / minuteMs) % phases.length];
  const isLost = phase === 'flapping' && Math.floor(atMs / 5_000) % 2 === 0;
  const isSilent = phase === 'silent' && Math.floor(atMs / 20_000) % 3 !== 0;
  const loss = isLost || isSilent ? 1 : phase === 'lossy' ? 0.4 : 0.01;
  const sequence = atMs / settings.intervalMs;
  let path = observe(before, { kind: 'link', fault: isLost ? 'no-carrier' : undefined }, atMs);
  for (const target of path.targets.keys()) {
    for (const extra of suspects(path, atMs).includes(target) ? [false, true] : [false]) {
      const asked = { sequence, sentMs: atMs - settings.timeoutMs, extra };
      const result: ProbeResult =
        random() < loss
          ? { ...asked, kind: 'missed', reason: 'timeout' }
          : { ...asked, kind: 'answered', latencyMs: 20 };
      path = observe(path, { kind: 'result', target, result }, atMs);
    }
  }
  if (random() < 0.001) path = observe(path, { kind: 'deaf', forMs: 2_000 }, atMs);
  return observe(path, { kind: 'time' }, atMs);
}

function sizeOf({ targets }: PathHealth): number {
  const sizes = targets.map(({ window }) => window.stretches.length + window.missed.length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
