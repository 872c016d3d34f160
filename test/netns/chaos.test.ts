/**
 * Everything at once and at random: links, addresses, rules, probes, reloads, kill -9. Afterwards the host
 * is as a fresh plan wants it, nobody else's object has changed, and nothing of ours is left that should not be.
 * CHAOS_ACTIONS sets how much happens (npm run chaos).
 */

import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { randomFrom } from '../../bench/health-path.ts';
import type { Internet, Provider } from '../support/internet.ts';
import { createInternet, uplinks } from '../support/internet.ts';
import { runIn } from '../support/multihome.ts';
import { pingsIn } from '../support/pings.ts';
import { ip, requireRoot } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { pauseFor, waitUntil } from '../support/wait.ts';
import type { Watching } from '../support/watching.ts';
import { startWatch } from '../support/watching.ts';

const skip = requireRoot() ?? requirePrograms('ping');
const actions = Number(process.env['CHAOS_ACTIONS'] ?? 40);
const seed = Number(process.env['CHAOS_SEED'] ?? 1);

const topology = (order: string) => `version: 1
${uplinks}outbound: {mode: failover, uplinks: [${order}]}
policies:
  - {ipproto: tcp, dport: 25, uplinks: [isp-b, isp-a]}
health:
  targets: [192.0.2.53, 192.0.2.54, '2001:db8:f::53']
  interval: 200ms
  timeout: 200ms
  down-after: 600ms
  up-after: 500ms
`;

const foreign = ['10.99.0.0/16', 'dev', 'lo', 'proto', 'static'] as const;

test(`${actions} random misfortunes, and it is true again`, { skip }, async (context) => {
  const internet = createInternet(context);
  const { host, root } = internet;
  const file = join(root, 'topology.yaml');
  writeFileSync(file, topology('isp-a, isp-b'));
  ip(host, 'route', 'add', ...foreign);
  ip(host, 'rule', 'add', 'pref', '7', 'to', '10.99.0.0/16', 'lookup', 'main');
  const begin = () => {
    const started = startWatch(context, host, root, file);
    // A signal that comes before Node runs ends it.
    started.heard('it has begun', ({ event }) => event === 'started');
    return started;
  };
  let watch = begin();
  waitUntil('all is asked', () => outlay(watch.pid, host).probes === probes);
  const before = outlay(watch.pid, host);
  const random = randomFrom(seed);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const done: string[] = [];
  for (let count = 0; count < actions; count++) {
    const [name, act] = pick(misfortunes);
    done.push(name);
    act({ ...internet, file, watch }, pick(['a', 'b']));
    if (name === 'kill -9') {
      await watch.ended;
      writeFileSync(file, topology('isp-a, isp-b'));
      watch = begin();
    }
    pauseFor(random() * 400);
  }
  for (const provider of ['a', 'b'] as const) mend(internet, provider);
  writeFileSync(file, topology('isp-a, isp-b'));
  watch.signal('SIGHUP');
  const plan = () => runIn(host, root, ['plan', file]);
  try {
    waitUntil('all is as the topology wants it', () => /^No changes\./m.test(plan().stdout));
    waitUntil('both carry traffic', () => defaultsOf(host) === 'eth0 eth1', 60_000);
    waitUntil('all is asked again', () => outlay(watch.pid, host).probes === probes, 60_000);
  } catch (error) {
    throw new Error(`${done.join(', ')}\n${plan().stdout}\n${watch.text()}`, { cause: error });
  }
  // While it looks at the host, it has more.
  waitUntil('it has no more files open than before', () => {
    const after = outlay(watch.pid, host);
    return after.descriptors <= before.descriptors && after.probes === before.probes;
  });
  assert.match(ip(host, 'route', 'show', '10.99.0.0/16'), /dev lo proto static/);
  assert.match(ip(host, 'rule'), /^7:\tfrom all to 10\.99\.0\.0\/16 lookup main$/m);
  watch.signal('SIGTERM');
  assert.equal(await watch.ended, 0);
  assert.equal(runIn(host, root, ['destroy', '--yes', '--allow', 'last-default']).exitCode, 0);
  const left = ['-4', '-6'].map(
    (family) => ip(host, family, 'rule') + ip(host, family, 'route', 'show', 'table', 'all'),
  );
  assert.doesNotMatch(left.join(''), /proto 157/);
});

/** Three targets and a gateway in each family, over two uplinks. */
const probes = 2 * (3 + 2);

/** Ten thousand misfortunes later, it must not be more. */
function outlay(
  pid: number,
  host: string,
): { readonly descriptors: number; readonly probes: number } {
  return { descriptors: readdirSync(`/proc/${pid}/fd`).length, probes: pingsIn(host).length };
}

type Scene = Internet & { readonly file: string; readonly watch: Watching };
type Misfortune = readonly [name: string, act: (scene: Scene, provider: Provider) => void];

const devices = { a: 'eth0', b: 'eth1' } as const;

const misfortunes: readonly [Misfortune, ...Misfortune[]] = [
  ['carrier lost', ({ carrier }, provider) => carrier(provider, 'down')],
  ['carrier back', ({ carrier }, provider) => carrier(provider, 'up')],
  ['set down', ({ host }, provider) => void ip(host, 'link', 'set', devices[provider], 'down')],
  ['set up', (internet, provider) => mend(internet, provider)],
  [
    'address lost',
    ({ host }, provider) => void ip(host, '-4', 'addr', 'flush', 'dev', devices[provider]),
  ],
  ['rules lost', ({ host }) => removeOurRules(host)],
  ['routes lost', ({ host }) => void ip(host, 'route', 'flush', 'proto', '157')],
  ['probes killed', ({ host }) => killPings(host)],
  ['reloaded', (scene) => reload(scene, topology('isp-b, isp-a'))],
  ['reloaded broken', (scene) => reload(scene, 'version: 1\nuplinks: [')],
  ['kill -9', ({ watch }) => watch.signal('SIGKILL')],
];

function mend(internet: Internet, provider: Provider): void {
  const { host, carrier } = internet;
  const device = devices[provider];
  const [four, six] = {
    a: ['203.0.113.10/24', '2001:db8:a::10/64'],
    b: ['198.51.100.10/24', '2001:db8:b::10/64'],
  }[provider];
  carrier(provider, 'up');
  ip(host, 'link', 'set', device, 'up');
  ip(host, 'addr', 'replace', four ?? '', 'dev', device);
  ip(host, 'addr', 'replace', six ?? '', 'dev', device);
}

function reload({ file, watch }: Scene, text: string): void {
  writeFileSync(file, text);
  watch.signal('SIGHUP');
}

function removeOurRules(host: string): void {
  for (const line of ip(host, 'rule')
    .split('\n')
    .filter((one) => one.includes('proto 157'))) {
    tryTo(() => ip(host, 'rule', 'del', 'pref', line.split(':')[0] ?? ''));
  }
}

function killPings(host: string): void {
  for (const id of pingsIn(host)) tryTo(() => process.kill(Number(id), 'SIGKILL'));
}

/** The service may have been there first. */
function tryTo(act: () => unknown): void {
  try {
    act();
  } catch {
    // It is gone already.
  }
}

function defaultsOf(host: string): string {
  const lines = ip(host, 'route', 'show', 'default', 'proto', '157').split('\n');
  return lines.flatMap((line) => / dev (\S+)/.exec(line)?.[1] ?? []).join(' ');
}
