/** One cut after the other, and what the probers saw of each. */

import { spawn } from 'node:child_process';

import type { Provider } from '../test/support/internet.ts';
import type { Owner } from '../test/support/namespace.ts';
import { ip } from '../test/support/namespace.ts';
import { nowMs, pause, waitFor } from './outage-clock.ts';
import type { Driver } from './outage-drivers.ts';
import type { Outage } from './outage-packets.ts';
import { outageSince } from './outage-packets.ts';
import type { Asked, Prober, Stage } from './outage-stage.ts';
import { startProber } from './outage-stage.ts';

export type Cut = 'carrier' | 'silence';

export type Scene = {
  readonly stage: Stage;
  readonly driver: Driver;
  readonly cut: Cut;
  /** Cuts come at times spread over so long, since nobody knows when a link fails. */
  readonly spreadMs: number;
  readonly asked: Asked;
  /** Whether the way back is measured, too. */
  readonly returns: boolean;
  readonly limitMs: number;
  /** Whether the host is being read when it is cut. */
  readonly busy?: boolean;
};

/** By place and family, as in `host IPv4`. */
export type Seen = Readonly<Record<string, Outage>>;

export type Run = {
  readonly outage: Seen;
  readonly back: Seen | undefined;
  /** From the cut until the kernel has told of it; undefined where a link stays up. */
  readonly toldMs: number | undefined;
};

/** `share` of the spread passes before the cut. */
export async function runOnce(scene: Scene, share: number): Promise<Run> {
  const owner = createOwner();
  try {
    return await runFor(owner, scene, share);
  } finally {
    mend(scene);
    owner.end();
  }
}

/** All that is to be seen after the last packet was lost: a second loss counts as part of the first. */
const afterMs = 1_000;
const steadyMs = 500;

async function runFor(owner: Owner, scene: Scene, share: number): Promise<Run> {
  const { stage, driver, returns, spreadMs, asked, limitMs } = scene;
  mend(scene);
  const driving = await driver.start(owner);
  await waitFor('the first uplink is used', 60_000, driver.isPreferred);
  const probers = {
    host: startProber(owner, stage.host, asked),
    lan: startProber(owner, stage.lan, asked),
  };
  const beganMs = nowMs();
  await allSteady(probers, beganMs, limitMs);
  const told = await listen(owner, stage);
  await driving.rests();
  await pause(spreadMs * share);
  if (scene.busy === true) await disturb(stage);
  const cutMs = nowMs();
  cut(scene, true);
  await allSteady(probers, nowMs(), limitMs);
  await pause(afterMs);
  const outage = await seen(probers, cutMs);
  const toldMs = told.atMs() === undefined ? undefined : (told.atMs() ?? 0) - cutMs;
  if (!returns) {
    await driving.stop();
    return { outage, back: undefined, toldMs };
  }
  const backMs = nowMs();
  mend(scene);
  await waitFor('the first uplink is used again', 60_000, driver.isPreferred);
  await pause(afterMs);
  const back = await seen(probers, backMs);
  await driving.stop();
  return { outage, back, toldMs };
}

/** When the kernel tells that a carrier is lost, as anybody hears it. */
async function listen(owner: Owner, { host }: Stage) {
  let atMs: number | undefined;
  const [command, ...argv] = ['ip', '-n', host, '-o', 'monitor', 'link', 'rule'] as const;
  const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  owner.after(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('NO-CARRIER')) atMs ??= nowMs();
  });
  // It hears from when it is heard.
  for (const verb of ['add', 'del']) ip(host, 'rule', verb, 'pref', '32000', 'lookup', 'main');
  await waitFor('the monitor hears', 5_000, () => said.includes('32000'));
  return { atMs: () => atMs };
}

/** Somebody else's route: the host is read to see what it means. */
async function disturb({ host }: Stage): Promise<void> {
  ip(host, 'route', 'replace', '10.255.0.0/24', 'dev', 'lan0', 'proto', 'static');
  await pause(disturbedMs);
}

const disturbedMs = 300;

type Probers = Readonly<Record<'host' | 'lan', Prober>>;

async function allSteady({ host, lan }: Probers, fromMs: number, limitMs: number): Promise<void> {
  await Promise.all([host, lan].map((prober) => prober.steady(fromMs, steadyMs, limitMs)));
}

async function seen(probers: Probers, fromMs: number): Promise<Seen> {
  const found: Record<string, Outage> = {};
  for (const [place, prober] of Object.entries(probers)) {
    for (const stream of await prober.report(fromMs - steadyMs)) {
      found[`${place} ${stream.name}`] = outageSince(settled(stream), fromMs);
    }
  }
  return found;
}

/** Without those that may still be answered. */
function settled(stream: {
  readonly sentMs: readonly number[];
  readonly answered: readonly boolean[];
}) {
  const end = stream.sentMs.findIndex((atMs) => atMs > nowMs() - 100);
  return { sentMs: stream.sentMs.slice(0, end), answered: stream.answered.slice(0, end) };
}

const provider: Provider = 'a';
const cuts = new WeakSet<Stage>();

function cut({ stage, cut: kind }: Scene, isCut: boolean): void {
  if (isCut === cuts.has(stage)) return;
  if (isCut) cuts.add(stage);
  else cuts.delete(stage);
  if (kind === 'silence') return stage.silence(provider, isCut);
  stage.carrier(provider, isCut ? 'down' : 'up');
  if (isCut) return;
  // The provider's routes to the network behind the host went with the link.
  ip(stage.providers.a, 'route', 'replace', '192.168.9.0/24', 'via', '203.0.113.10');
  ip(
    stage.providers.a,
    '-6',
    'route',
    'replace',
    'fd00:9::/64',
    'via',
    '2001:db8:a::10',
    'dev',
    'near',
  );
}

function mend(scene: Scene): void {
  cut(scene, false);
}

export type EndingOwner = Owner & { readonly end: () => void };

/** The last that came goes first. */
export function createOwner(): EndingOwner {
  const callbacks: (() => void)[] = [];
  return {
    after: (callback) => void callbacks.push(callback),
    end: () => {
      for (const callback of callbacks.splice(0).toReversed()) callback();
    },
  };
}
