/** What providers, kernels and people do to the interfaces of a host that is watched: it follows. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { randomFrom } from '../../bench/health-path.ts';
import type { Call, Internet } from '../support/internet.ts';
import { createInternet, dial, plug, reaches, uplinks } from '../support/internet.ts';
import {
  createNamespace,
  ip,
  reasonWithout,
  removeNamespace,
  requireRoot,
  writeSysctl,
} from '../support/namespace.ts';
import { pingsIn } from '../support/pings.ts';
import { requirePrograms } from '../support/programs.ts';
import type { Scene } from '../support/scene.ts';
import { pauseFor } from '../support/wait.ts';
import {
  assertAsApplied,
  defaults,
  failover,
  heardUp,
  heardVerdict,
  quick,
  stage,
  waitFor,
  waitForDefaults,
  waitForSettled,
  watchIn,
} from '../support/scene.ts';

const skip = requireRoot() ?? requirePrograms('ping');
const target = '192.0.2.53';
const target6 = '2001:db8:f::53';

/** Whether a packet to a target would leave so, in the words of `ip route get`. */
function leaves({ host }: Internet, words: readonly string[], wanted: RegExp): boolean {
  const got = reasonWithout(() => assert.match(ip(host, 'route', 'get', ...words), wanted));
  return got === undefined;
}

function waitForWay(scene: Scene, words: readonly string[], wanted: RegExp): void {
  waitFor(scene, `${words.join(' ')}: ${wanted.source}`, () => leaves(scene, words, wanted));
}

const first = { device: 'ppp0', address: '203.0.113.66', peer: '203.0.113.1' };
const second = { device: 'ppp0', address: '203.0.113.77', peer: '203.0.113.2' };

const dialled = (ipv4: string) => `version: 1
uplinks:
  dsl: {interface: ppp0, ipv4: ${ipv4}}
  isp-b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [dsl, isp-b]}
policies:
  - {ipproto: tcp, dport: 25, uplinks: [dsl, isp-b]}
${quick.replace(", '2001:db8:f::53'", '')}`;

/** With `defaultroute`, pppd adds a default of its own. */
const pppdRoute = ['route', 'add', 'default', 'dev', 'ppp0', 'metric', '4096'] as const;

for (const [name, ipv4, pppd] of [
  ['without a gateway', '{address: auto}', undefined],
  ['with one that is learned', '{address: auto, gateway: auto}', pppdRoute],
] as const) {
  test(`a PPP link that dials anew, ${name}, is followed`, { skip }, async (context) => {
    const internet = createInternet(context);
    const { host } = internet;
    const redial = (call: Call): void => {
      dial(internet, 'a', call);
      if (pppd !== undefined) ip(host, ...pppd);
    };
    ip(host, 'link', 'del', 'eth0');
    redial(first);
    const scene = watchIn(context, internet, dialled(ipv4));
    for (const uplink of ['dsl', 'isp-b']) heardVerdict(scene.watch, `${uplink} ipv4 up`);
    waitForWay(scene, [target], / dev ppp0 src 203\.0\.113\.66 /);
    waitForSettled(scene);

    const before = scene.watch.events().length;
    ip(host, 'link', 'del', 'ppp0');
    heardVerdict(scene.watch, 'dsl ipv4 unusable', before);
    waitForWay(scene, [target], / dev eth1 src 198\.51\.100\.10 /);
    waitForSettled(scene, first.address, first.peer);

    redial(second);
    heardVerdict(scene.watch, 'dsl ipv4 up', before);
    waitForWay(scene, [target], / dev ppp0 src 203\.0\.113\.77 /);
    waitForWay(scene, [target, 'from', second.address], / dev ppp0 /);
    waitForWay(scene, [second.peer, 'from', second.address], / dev ppp0 /);
    assert.ok(reaches(scene, target));
    waitForSettled(scene, first.address, first.peer);

    // Gone and there again before anybody has looked.
    const again = scene.watch.events().length;
    ip(host, 'link', 'del', 'ppp0');
    redial(first);
    heardVerdict(scene.watch, 'dsl ipv4 up', again);
    waitForWay(scene, [target], / dev ppp0 src 203\.0\.113\.66 /);
    assert.ok(reaches(scene, target));
    waitForSettled(scene, second.address, second.peer);
    await assertAsApplied(scene);
  });
}

const learned = (family: 'ipv4' | 'ipv6') => {
  const uplink = {
    ipv4: 'ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}',
    ipv6: "ipv6: {address: '2001:db8:a::10/64', gateway: '2001:db8:a::1'}",
  }[family];
  assert.ok(failover.includes(uplink));
  return failover.replace(uplink, `${family}: {address: auto, gateway: auto}`);
};

/** What dhclient and systemd-networkd do, one after the other, when a lease is for another address. */
const renewals: readonly {
  readonly name: string;
  readonly net: string;
  readonly renew: (run: (...words: readonly string[]) => void, net: string) => void;
}[] = [
  {
    name: 'all is flushed, and set anew (dhclient)',
    net: '10.9.8',
    renew: (run, net) => {
      run('-4', 'addr', 'flush', 'dev', 'eth0');
      run('addr', 'add', `${net}.77/24`, 'dev', 'eth0', 'valid_lft', '600', 'preferred_lft', '600');
      run('route', 'add', 'default', 'via', `${net}.2`, ...ofDhcp);
    },
  },
  {
    name: 'the new one comes before the old one goes (systemd-networkd)',
    net: '203.0.113',
    renew: (run, net) => {
      run('addr', 'add', `${net}.77/24`, 'dev', 'eth0', 'valid_lft', '600', 'preferred_lft', '600');
      run('route', 'replace', 'default', 'via', `${net}.2`, ...ofDhcp);
      run('addr', 'del', '203.0.113.10/24', 'dev', 'eth0');
      // It goes with the address, which was the first of its network.
      run('addr', 'replace', `${net}.77/24`, 'dev', 'eth0');
      run('route', 'replace', 'default', 'via', `${net}.2`, ...ofDhcp);
    },
  },
];

const ofDhcp = ['dev', 'eth0', 'proto', 'dhcp', 'metric', '100'] as const;

for (const { name, net, renew } of renewals) {
  test(`a lease for another address and gateway: ${name}`, { skip }, async (context) => {
    const internet = createInternet(context);
    const { host, providers, beyond } = internet;
    ip(providers.a, 'addr', 'add', `${net}.2/24`, 'dev', 'near');
    ip(beyond, 'route', 'replace', `${net}.0/24`, 'via', '10.1.0.1');
    ip(host, 'route', 'add', 'default', 'via', '203.0.113.1', ...ofDhcp);
    const scene = watchIn(context, internet, learned('ipv4'));
    for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink);
    waitForWay(scene, [target], / via 203\.0\.113\.1 dev eth0 src 203\.0\.113\.10 /);

    const before = scene.watch.events().length;
    renew((...words) => void ip(host, ...words), net);
    ip(providers.a, 'addr', 'del', '203.0.113.1/24', 'dev', 'near');
    ip(providers.a, 'addr', 'replace', `${net}.2/24`, 'dev', 'near');
    const way = new RegExp(` via ${net}\\.2 dev eth0 `);
    waitForWay(scene, [target], new RegExp(`${way.source}src ${net}\\.77 `));
    waitForWay(scene, [target, 'from', `${net}.77`], way);
    heardVerdict(scene.watch, 'isp-a ipv4 up', before);
    assert.ok(reaches(scene, target));
    waitForSettled(scene, '203.0.113.10', '203.0.113.1');
    assert.match(ip(host, 'route', 'show', 'default', 'proto', 'dhcp'), way, 'his is as it was');
    scene.silence('a', true);
    waitForDefaults(scene, 'eth1');
    scene.silence('a', false);
    waitForDefaults(scene, 'eth0 eth1');
    await assertAsApplied(scene);
  });
}

const ofAdvertisement = ['dev', 'eth0', 'proto', 'ra', 'metric', '1024'] as const;

/** As addrconf_prefix_rcv and rt6_add_dflt_router leave it. */
function advertise({ host, providers, beyond }: Internet): void {
  for (const router of ['fe80::1', 'fe80::2']) {
    ip(providers.a, 'addr', 'add', `${router}/64`, 'dev', 'near');
  }
  ip(providers.a, 'addr', 'add', '2001:db8:a2::1/64', 'dev', 'near');
  ip(beyond, 'route', 'add', '2001:db8:a2::/64', 'via', '2001:db8:a:ff::1');
  ip(host, '-6', 'route', 'add', 'default', 'via', 'fe80::1', ...ofAdvertisement);
}

function prefer(host: string, address: string, seconds: string): void {
  const lifetimes = ['valid_lft', '7200', 'preferred_lft', seconds];
  ip(host, 'addr', 'replace', address, 'dev', 'eth0', ...lifetimes);
}

test('a router advertises another prefix, then another router does', { skip }, async (context) => {
  const internet = createInternet(context);
  const { host } = internet;
  advertise(internet);
  const scene = watchIn(context, internet, learned('ipv6'));
  for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink);
  waitForWay(scene, [target6], / via fe80::1 dev eth0 .*src 2001:db8:a::10 /);

  let before = scene.watch.events().length;
  prefer(host, '2001:db8:a2::10/64', '3600');
  prefer(host, '2001:db8:a::10/64', '0');
  waitForWay(scene, [target6], / via fe80::1 dev eth0 .*src 2001:db8:a2::10 /);
  waitForWay(scene, [target6, 'from', '2001:db8:a2::10'], / dev eth0 /);
  heardVerdict(scene.watch, 'isp-a ipv6 up', before);
  assert.ok(reaches(scene, target6));
  waitForSettled(scene);

  before = scene.watch.events().length;
  ip(host, '-6', 'route', 'del', 'default', 'via', 'fe80::1', ...ofAdvertisement);
  ip(host, '-6', 'route', 'add', 'default', 'via', 'fe80::2', ...ofAdvertisement);
  waitForWay(scene, [target6], / via fe80::2 dev eth0 .*src 2001:db8:a2::10 /);
  heardVerdict(scene.watch, 'isp-a ipv6 up', before);
  assert.ok(reaches(scene, target6));
  waitForSettled(scene, 'fe80::1');

  ip(host, 'addr', 'del', '2001:db8:a::10/64', 'dev', 'eth0');
  waitForSettled(scene, 'fe80::1', '2001:db8:a::');
  await assertAsApplied(scene);
});

test(
  'what still comes from an address that is deprecated keeps its uplink',
  { skip },
  async (context) => {
    const internet = createInternet(context);
    advertise(internet);
    const text = learned('ipv6').replace('[isp-a, isp-b]', '[isp-b, isp-a]');
    const scene = watchIn(context, internet, text);
    for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink);
    const old = [target6, 'from', '2001:db8:a::10'];
    waitForWay(scene, old, / dev eth0 /);
    prefer(internet.host, '2001:db8:a2::10/64', '3600');
    prefer(internet.host, '2001:db8:a::10/64', '0');
    waitForWay(scene, [target6, 'from', '2001:db8:a2::10'], / dev eth0 /);
    waitForSettled(scene);
    assert.ok(leaves(scene, old, / dev eth0 /), 'RFC 4862, 5.5.4');
    await assertAsApplied(scene);
  },
);

test('a new prefix that is still being checked interrupts nothing', { skip }, async (context) => {
  const internet = createInternet(context);
  const { host } = internet;
  advertise(internet);
  writeSysctl(host, 'net/ipv6/conf/eth0/accept_dad', '1');
  writeSysctl(host, 'net/ipv6/conf/eth0/dad_transmits', '3');
  const scene = watchIn(context, internet, learned('ipv6'));
  for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink);
  waitForWay(scene, [target6], / via fe80::1 dev eth0 .*src 2001:db8:a::10 /);
  prefer(host, '2001:db8:a2::10/64', '3600');
  prefer(host, '2001:db8:a::10/64', '0');
  assert.match(ip(host, 'addr', 'show', 'dev', 'eth0', 'tentative'), /2001:db8:a2::10/);
  waitForWay(scene, [target6], / dev eth0 .*src 2001:db8:a2::10 /);
  waitForSettled(scene);
  const lost = scene.watch.events().filter(({ to }) => to === 'unusable');
  assert.deepEqual(lost, []);
  await assertAsApplied(scene);
});

test('a lease that is lost, and another one later', { skip }, async (context) => {
  const internet = createInternet(context);
  const { host } = internet;
  ip(host, 'route', 'add', 'default', 'via', '203.0.113.1', ...ofDhcp);
  const scene = watchIn(context, internet, learned('ipv4'));
  for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink);
  waitForWay(scene, [target], / dev eth0 src 203\.0\.113\.10 /);
  const before = scene.watch.events().length;
  ip(host, '-4', 'addr', 'flush', 'dev', 'eth0');
  heardVerdict(scene.watch, 'isp-a ipv4 unusable', before);
  waitForWay(scene, [target], / dev eth1 src 198\.51\.100\.10 /);
  waitForSettled(scene, '203.0.113.10', '203.0.113.1');
  assert.ok(reaches(scene, target));
  ip(host, 'addr', 'add', '203.0.113.77/24', 'dev', 'eth0');
  ip(host, 'route', 'add', 'default', 'via', '203.0.113.1', ...ofDhcp);
  heardVerdict(scene.watch, 'isp-a ipv4 up', before);
  waitForWay(scene, [target], / via 203\.0\.113\.1 dev eth0 src 203\.0\.113\.77 /);
  waitForSettled(scene, '203.0.113.10');
  await assertAsApplied(scene);
});

for (const [name, isDown] of [
  ['down, and up again', true],
  ['while it is up', false],
] as const) {
  const reason = skip ?? (isDown ? undefined : withoutLiveRename());
  test(`an interface is renamed ${name}, and back`, { skip: reason }, async (context) => {
    const scene = stage(context);
    const { host } = scene;
    waitForDefaults(scene, 'eth0 eth1');
    const rename = (from: string, to: string): void => {
      if (isDown) ip(host, 'link', 'set', from, 'down');
      ip(host, 'link', 'set', from, 'name', to);
      if (isDown) ip(host, 'link', 'set', to, 'up');
      // It goes when the interface does.
      ip(host, 'addr', 'replace', '2001:db8:a::10/64', 'dev', to);
    };
    for (const turn of ['once', 'twice']) {
      const before = scene.watch.events().length;
      rename('eth0', 'wan9');
      for (const family of ['ipv4', 'ipv6']) {
        heardVerdict(scene.watch, `isp-a ${family} unusable`, before);
      }
      waitForDefaults(scene, 'eth1');
      waitForSettled(scene, 'wan9');
      assert.ok(reaches(scene, target), turn);

      rename('wan9', 'eth0');
      heardUp(scene.watch, 'isp-a', before);
      waitForDefaults(scene, 'eth0 eth1');
      assert.ok(reaches(scene, target), turn);
      waitForSettled(scene, 'wan9');
    }
    await assertAsApplied(scene);
  });
}

/** Before Linux 6.2 only what is down is renamed (IFF_LIVE_RENAME_OK). */
function withoutLiveRename(): string | undefined {
  return reasonWithout(() => {
    const namespace = createNamespace();
    try {
      ip(namespace, 'link', 'add', 'one', 'up', 'type', 'bridge');
      ip(namespace, 'link', 'set', 'one', 'name', 'two');
    } finally {
      removeNamespace(namespace);
    }
  });
}

test(
  'an uplink that is unplugged and plugged in again is another device',
  { skip },
  async (context) => {
    const scene = stage(context);
    const { host } = scene;
    waitForDefaults(scene, 'eth0 eth1');
    const before = scene.watch.events().length;
    ip(host, 'link', 'del', 'eth0');
    heardVerdict(scene.watch, 'isp-a ipv4 unusable', before);
    waitForDefaults(scene, 'eth1');
    waitForSettled(scene);
    assert.ok(reaches(scene, target));
    plug(scene, 'a');
    heardUp(scene.watch, 'isp-a', before);
    waitForDefaults(scene, 'eth0 eth1');
    waitForSettled(scene);

    const again = scene.watch.events().length;
    ip(host, 'link', 'del', 'eth0');
    plug(scene, 'a');
    heardUp(scene.watch, 'isp-a', again);
    waitForDefaults(scene, 'eth0 eth1');
    waitForSettled(scene);
    assert.ok(reaches(scene, target));
    scene.silence('a', true);
    waitForDefaults(scene, 'eth1');
    scene.silence('a', false);
    waitForDefaults(scene, 'eth0 eth1');
    waitFor(scene, 'each is asked once', () => pingsIn(host).length === probes);
    await assertAsApplied(scene);
  },
);

/** Three targets and a gateway in each family, over two uplinks. */
const probes = 10;

test(
  'a network that is unplugged and comes back with another prefix',
  { skip },
  async (context) => {
    const internet = createInternet(context);
    const { host } = internet;
    const inside = createNamespace(context);
    const plugLan = (prefix: string): void => {
      const peer = ['peer', 'name', 'eth0', 'netns', inside];
      ip(host, 'link', 'add', 'lan0', 'type', 'veth', ...peer);
      ip(host, 'link', 'set', 'lan0', 'up');
      ip(inside, 'link', 'set', 'eth0', 'up');
      ip(host, 'addr', 'add', `${prefix}.1/24`, 'dev', 'lan0');
    };
    const fromLan = (prefix: string) => [target, 'from', `${prefix}.9`, 'iif', 'lan0'];
    writeSysctl(host, 'net/ipv4/ip_forward', '1');
    plugLan('10.20.0');
    const text = `version: 1
${uplinks}networks:
  lan: {interface: lan0, ipv4: auto}
outbound: {mode: failover, uplinks: [isp-a, isp-b]}
policies:
  - {from: lan, uplinks: [isp-b, isp-a]}
${quick}`;
    const scene = watchIn(context, internet, text);
    for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink);
    waitForWay(scene, fromLan('10.20.0'), / dev eth1 /);

    ip(host, 'link', 'del', 'lan0');
    waitForSettled(scene, '10.20.0.0');
    plugLan('10.30.0');
    waitForWay(scene, fromLan('10.30.0'), / dev eth1 /);
    waitForSettled(scene, '10.20.0.0');
    // Gone and there again before anybody has looked.
    ip(host, 'link', 'del', 'lan0');
    plugLan('10.20.0');
    waitForWay(scene, fromLan('10.20.0'), / dev eth1 /);
    waitForSettled(scene, '10.30.0.0');
    await assertAsApplied(scene);
  },
);

const often = failover.replace(
  quick,
  `health:
  targets: [192.0.2.53, 192.0.2.54, '2001:db8:f::53']
  interval: 100ms
  timeout: 100ms
  down-after: 3s
  up-after: 500ms
`,
);

test(
  'a router that drops two fifths in slices is found, and trusted once it is mended',
  { skip },
  async (context) => {
    const scene = stage(context, often);
    waitForDefaults(scene, 'eth0 eth1');
    const random = randomFrom(1);
    const slice = (): void => {
      const isOff = random() < 0.4;
      if (isOff) scene.silence('a', true);
      pauseFor(50 + random() * 250);
      if (isOff) scene.silence('a', false);
    };
    const before = scene.watch.events().length;
    const found = (family: string, to: string) =>
      scene.watch
        .events()
        .slice(before)
        .some((one) => one.uplink === 'isp-a' && one.family === family && one.to === to);
    for (const family of ['ipv4', 'ipv6']) {
      const look = (): boolean => {
        slice();
        return found(family, 'impaired');
      };
      waitFor(scene, `a brown-out in ${family}`, look, 60_000);
    }
    waitForDefaults(scene, 'eth1');
    assert.ok(!found('ipv4', 'silent') && !found('ipv6', 'silent'), scene.watch.text());
    for (let count = 0; count < 10; count++) slice();
    assert.ok(reaches(scene, target));
    waitForSettled(scene);
    assert.deepEqual(switchesTo(scene, 'isp-a'), [], 'it is followed once');
    for (const family of ['ipv4', 'ipv6']) {
      waitFor(scene, `${family} is mended`, () => found(family, 'up'), 60_000);
    }
    waitForDefaults(scene, 'eth0 eth1');
    waitForSettled(scene);
    await assertAsApplied(scene);
  },
);

function switchesTo({ watch }: Scene, uplink: string): readonly string[] {
  const switches = watch.events().filter(({ event }) => event === 'switch');
  return switches.flatMap(({ message }) => (message.includes(`-> ${uplink}:`) ? [message] : []));
}

test(
  'a carrier that flaps is trusted later each time, and not followed meanwhile',
  { skip },
  async (context) => {
    const scene = stage(context);
    waitForDefaults(scene, 'eth0 eth1');
    const heldMs: number[] = [];
    for (let failure = 0; failure < 3; failure++) {
      const before = scene.watch.events().length;
      const heard = (to: string) => {
        heardVerdict(scene.watch, `isp-a ipv4 ${to}`, before);
        return timeOf(scene, `"isp-a","family":"ipv4".*"to":"${to}"`);
      };
      scene.carrier('a', 'down');
      heard('unusable');
      waitForDefaults(scene, 'eth1');
      scene.carrier('a', 'up');
      const sinceMs = heard('recovering');
      heardUp(scene.watch, 'isp-a', before);
      heldMs.push(heard('up') - sinceMs);
      waitForDefaults(scene, 'eth0 eth1');
    }
    for (const [failure, ms] of heldMs.entries()) {
      assert.ok(ms >= 0.95 * upAfterMs * 2 ** failure, heldMs.join(' '));
    }
    const before = scene.watch.events().length;
    const known = switchesTo(scene, 'isp-a').length;
    for (let flap = 0; flap < 8; flap++) {
      const flapped = scene.watch.events().length;
      scene.carrier('a', 'down');
      heardVerdict(scene.watch, 'isp-a ipv4 unusable', flapped);
      scene.carrier('a', 'up');
      heardVerdict(scene.watch, 'isp-a ipv4 recovering', flapped);
    }
    assert.equal(switchesTo(scene, 'isp-a').length, known, scene.watch.text());
    assert.equal(defaults(scene, '-4'), 'eth1');
    assert.ok(reaches(scene, target));
    heardUp(scene.watch, 'isp-a', before);
    waitForDefaults(scene, 'eth0 eth1');
    waitForSettled(scene);
    await assertAsApplied(scene);
  },
);

const upAfterMs = 500;

/** When the last one of such lines was logged. */
function timeOf({ watch }: Scene, pattern: string): number {
  const lines = watch.text().split('\n');
  const line = lines.findLast((one) => new RegExp(pattern).test(one)) ?? '';
  return Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? '');
}
