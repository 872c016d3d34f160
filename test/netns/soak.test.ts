/**
 * The service takes no more of the machine the longer it runs, whatever happens. SOAK_MINUTES says how
 * long it is tried (npm run soak, which prints the table).
 */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { randomFrom } from '../../bench/health-path.ts';
import type { Internet, Provider } from '../support/internet.ts';
import { plug, targets, uplinks } from '../support/internet.ts';
import { ip, requireRoot } from '../support/namespace.ts';
import type { Outlay } from '../support/outlay.ts';
import { restingOutlay } from '../support/outlay.ts';
import { pingsIn } from '../support/pings.ts';
import { requirePrograms } from '../support/programs.ts';
import type { Scene } from '../support/scene.ts';
import { quick, stage, waitFor, waitForSettled } from '../support/scene.ts';
import { pauseFor } from '../support/wait.ts';

const skip = requireRoot() ?? requirePrograms('ping');
const minutes = Number(process.env['SOAK_MINUTES'] ?? 1);
const seed = Number(process.env['SOAK_SEED'] ?? 1);

const topology = (order: string) => `version: 1
${uplinks}outbound: {mode: failover, uplinks: [${order}]}
policies:
  - {ipproto: tcp, dport: 25, uplinks: [isp-b, isp-a]}
${quick}watch: {hook: [/bin/true]}
`;

/** Three targets and a gateway in each family, over two uplinks; and `ip monitor`. */
const probes = 10;
const childrenAtRest = probes + 1;

test(`${minutes} minutes of misfortunes, and it takes no more than before`, { skip }, (context) => {
  const scene = stage(context, topology('isp-a, isp-b'));
  const random = randomFrom(seed);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const endMs = performance.now() + minutes * 60_000;
  const samples: Sample[] = [];
  while (performance.now() < endMs) {
    const repairs: (() => void)[] = [];
    for (const provider of ['a', 'b'] as const) {
      repairs.push(pick(misfortunes)(scene, provider));
      pauseFor(random() * 1_000);
    }
    for (const repair of repairs) repair();
    waitFor(scene, 'all is asked', () => pingsIn(scene.host).length >= probes, 60_000);
    const run = join(scene.root, 'run');
    samples.push({ ...restingOutlay(scene.watch.pid, run, childrenAtRest), ...told(scene) });
  }
  process.stdout.write(tableOf(samples));
  waitForSettled(scene);
  assertNoGrowth(samples);
});

type Sample = Outlay & { readonly switches: number; readonly verdicts: number };

/** How much it had to do by now. */
function told({ watch }: Scene): Pick<Sample, 'switches' | 'verdicts'> {
  const text = watch.text();
  const count = (wanted: string) => text.split(`"event":"${wanted}"`).length - 1;
  return { switches: count('switch'), verdicts: count('verdict') };
}

/** Each returns how it is mended. */
type Misfortune = (scene: Scene, provider: Provider) => () => void;

const misfortunes: readonly [Misfortune, ...Misfortune[]] = [
  ({ carrier }, provider) => {
    carrier(provider, 'down');
    return () => carrier(provider, 'up');
  },
  ({ silence }, provider) => {
    silence(provider, true);
    return () => silence(provider, false);
  },
  ({ beyond }) => {
    const [first] = targets;
    ip(beyond, 'addr', 'flush', 'to', first, 'dev', 'lo');
    return () => void ip(beyond, 'addr', 'replace', first, 'dev', 'lo');
  },
  (internet, provider) => {
    ip(internet.host, '-4', 'addr', 'flush', 'dev', devices[provider]);
    return () => readdress(internet, provider);
  },
  (internet, provider) => {
    ip(internet.host, 'link', 'set', devices[provider], 'down');
    return () => {
      ip(internet.host, 'link', 'set', devices[provider], 'up');
      readdress(internet, provider);
    };
  },
  (internet, provider) => {
    ip(internet.host, 'link', 'del', devices[provider]);
    return () => plug(internet, provider);
  },
  (scene) => {
    writeFileSync(scene.file, topology('isp-b, isp-a'));
    scene.watch.signal('SIGHUP');
    return () => {
      writeFileSync(scene.file, topology('isp-a, isp-b'));
      scene.watch.signal('SIGHUP');
    };
  },
];

const devices = { a: 'eth0', b: 'eth1' } as const;

function readdress({ host }: Internet, provider: Provider): void {
  const all = {
    a: ['203.0.113.10/24', '2001:db8:a::10/64'],
    b: ['198.51.100.10/24', '2001:db8:b::10/64'],
  }[provider];
  for (const one of all) ip(host, 'addr', 'replace', one, 'dev', devices[provider]);
}

/** V8 collects late, and keeps what it has had. */
const slackMb = 15;
const slackRatio = 1.2;

/** The first third of what comes after a warm-up, and the last. */
function assertNoGrowth(samples: readonly Sample[]): void {
  const warm = samples.slice(Math.floor(samples.length / 4));
  const third = Math.floor(warm.length / 3);
  assert.ok(third >= 2, `${samples.length} samples tell nothing`);
  const [first, last] = [warm.slice(0, third), warm.slice(-third)];
  for (const name of ['descriptors', 'children', 'files'] as const) {
    const [before, after] = [median(first, name), median(last, name)];
    assert.ok(after <= before, `${name}: ${before}, then ${after}`);
  }
  const [before, after] = [median(first, 'residentMb'), median(last, 'residentMb')];
  const most = Math.max(before + slackMb, before * slackRatio);
  assert.ok(after <= most, `memory: ${before} MB, then ${after} MB`);
}

function median(samples: readonly Sample[], name: keyof Sample): number {
  const sorted = samples.map((one) => one[name]).toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

const rowsMax = 12;

const columns = [
  'residentMb',
  'residentMostMb',
  'descriptors',
  'children',
  'files',
  'switches',
  'verdicts',
] as const;

/** Medians of equal parts of the time. */
function tableOf(samples: readonly Sample[]): string {
  const size = Math.max(1, Math.ceil(samples.length / rowsMax));
  const cells = (row: readonly (string | number)[]) =>
    row.map((cell) => String(cell).padStart(16)).join('');
  const rows = Array.from({ length: Math.ceil(samples.length / size) }, (_, at) => {
    const part = samples.slice(at * size, (at + 1) * size);
    return cells([at + 1, ...columns.map((name) => Math.round(median(part, name) * 10) / 10)]);
  });
  const title = `${samples.length} samples in ${minutes} minutes, seed ${seed}`;
  return [title, cells(['part', ...columns]), ...rows, ''].join('\n');
}
