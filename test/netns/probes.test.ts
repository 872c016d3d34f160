/**
 * Probers against the real kernel, the real ping and real servers. Two cables, a and b, lead from the
 * host to two providers; what is asked lies behind each of them.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import type { Address, Family } from '../../src/model/address.ts';
import type { Probe } from '../../src/model/health.ts';
import { addAddress, addVeth, requireLinks, setDown } from '../support/links.ts';
import { temporaryFolder } from '../support/multihome.ts';
import type { Owner } from '../support/namespace.ts';
import { createNamespace, execute, inNamespace, ip, writeSysctl } from '../support/namespace.ts';
import { ports, serversProgram } from '../support/probe-servers.ts';
import { Probing } from '../support/probing.ts';
import { waitUntil } from '../support/wait.ts';

const skip = requireLinks('veth') ?? false;
const families = ['ipv4', 'ipv6'] as const;

const devices = { a: 'eth1', b: 'eth2' } as const;
const intervalMs = 200;
const timeoutMs = 150;

type Kind<K> = Extract<Probe, { kind: K }>;
type Places = {
  readonly at: Readonly<Record<'a' | 'b', Address>>;
  readonly provider: Readonly<Record<'a' | 'b', Address>>;
  readonly target: Address;
  /** On the cable, and nobody's. */
  readonly nobody: Address;
  readonly length: number;
  readonly hostLength: number;
};

const places: Readonly<Record<Family, Places>> = {
  ipv4: {
    at: { a: '10.1.0.10' as Address, b: '10.2.0.10' as Address },
    provider: { a: '10.1.0.1' as Address, b: '10.2.0.1' as Address },
    target: '192.0.2.1' as Address,
    nobody: '10.1.0.77' as Address,
    length: 24,
    hostLength: 32,
  },
  ipv6: {
    at: { a: '2001:db8:1::10' as Address, b: '2001:db8:2::10' as Address },
    provider: { a: '2001:db8:1::1' as Address, b: '2001:db8:2::1' as Address },
    target: '2001:db8:99::1' as Address,
    nobody: '2001:db8:1::77' as Address,
    length: 64,
    hostLength: 128,
  },
};

/** `host` has a default route by `a`; both providers have the target. */
function createWorld(owner: Owner, family: Family) {
  const { at, provider, target, length, hostLength } = places[family];
  const host = createNamespace(owner);
  const providers = { a: createNamespace(owner), b: createNamespace(owner) };
  for (const name of ['a', 'b'] as const) {
    const device = devices[name];
    addVeth({ namespace: host, name: device }, { namespace: providers[name], name: 'eth0' });
    addAddress({ namespace: host, name: device }, `${at[name]}/${length}`);
    addAddress({ namespace: providers[name], name: 'eth0' }, `${provider[name]}/${length}`);
    addAddress({ namespace: providers[name], name: 'lo' }, `${target}/${hostLength}`);
    writeSysctl(providers[name], `net/${family}/conf/all/forwarding`, '1');
  }
  // ICMP errors would else be one a second.
  writeSysctl(providers.a, 'net/ipv4/icmp_ratelimit', '0');
  writeSysctl(providers.a, 'net/ipv6/icmp/ratelimit', '0');
  const flag = family === 'ipv4' ? '-4' : '-6';
  ip(host, flag, 'route', 'add', 'default', 'via', provider.a, 'dev', devices.a);
  const route = (namespace: string, ...words: readonly string[]) =>
    ip(namespace, flag, 'route', ...words);
  const common = { family, interface: devices.a, source: at.a, intervalMs, timeoutMs } as const;
  const ping: Kind<'ping'> = { ...common, kind: 'ping', target };
  return { host, providers, common, ping, flag, route, ...places[family] };
}

function startServers(owner: Owner, namespace: string, address: Address): void {
  const [file, ...words] = inNamespace(namespace, process.execPath, serversProgram, address);
  const child = spawn(file, words, { stdio: 'inherit' });
  owner.after(() => child.kill('SIGKILL'));
  waitUntil('the servers listen', () => {
    const listening = execute(namespace, 'cat', '/proc/net/udp', '/proc/net/udp6');
    return listening.includes(`:${ports.dnsSilent.toString(16).toUpperCase()} `);
  });
}

/** A program for PATH, or by its path. */
function writeProgram(owner: Owner, name: string, text: string): string {
  const path = join(temporaryFolder(owner), name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

const rising = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? Infinity));

for (const family of families) {
  describe(`ping over ${family}`, { skip }, () => {
    test('is answered, and leaves nothing behind', (context) => {
      const { host, ping } = createWorld(context, family);
      const probing = new Probing(context, host, ping);
      probing.waitFor('three answers', () => probing.answered().length >= 3);
      assert.equal(probing.running('ping').length, 1);
      probing.stop();
      assert.deepEqual(probing.running('ping'), []);
      const results = probing.results();
      assert.deepEqual(
        results.map(({ sequence }) => sequence),
        results.map((_, index) => index + 1),
      );
      for (const result of results) {
        assert.equal(result.extra, false);
        assert.ok(result.kind === 'answered' && result.latencyMs < timeoutMs);
      }
      assert.ok(rising(results.map(({ sentMs }) => sentMs)));
    });

    test('is missed where packets get lost, and answered again', (context) => {
      const { host, providers, ping, target, hostLength, route } = createWorld(context, family);
      const probing = new Probing(context, host, ping);
      probing.waitFor('an answer', () => probing.answered().length > 0);
      ip(providers.a, 'address', 'del', `${target}/${hostLength}`, 'dev', 'lo');
      route(providers.a, 'add', 'blackhole', target);
      probing.waitFor('two misses', () => probing.reasons().length >= 2);
      const answers = probing.answered().length;
      route(providers.a, 'del', 'blackhole', target);
      addAddress({ namespace: providers.a, name: 'lo' }, `${target}/${hostLength}`);
      probing.waitFor('another answer', () => probing.answered().length > answers);
      assert.deepEqual([...new Set(probing.reasons())], ['timeout']);
      assert.ok(rising(probing.results().map(({ sequence }) => sequence)));
      assert.deepEqual(probing.troubles(), []);
    });

    test('is missed in time, long before the next question', (context) => {
      const { host, providers, ping, target, hostLength, route } = createWorld(context, family);
      ip(providers.a, 'address', 'del', `${target}/${hostLength}`, 'dev', 'lo');
      route(providers.a, 'add', 'blackhole', target);
      const probing = new Probing(context, host, { ...ping, intervalMs: 60_000 });
      probing.waitFor('a miss', () => probing.reasons().length > 0);
      assert.deepEqual(probing.reasons(), ['timeout']);
    });

    test('is missed where an ICMP error comes back', (context) => {
      const { host, providers, ping, target, hostLength, route } = createWorld(context, family);
      ip(providers.a, 'address', 'del', `${target}/${hostLength}`, 'dev', 'lo');
      route(providers.a, 'add', 'unreachable', target);
      const probing = new Probing(context, host, ping);
      probing.waitFor('three misses', () => probing.reasons().length >= 3);
      const want =
        family === 'ipv4' ? 'Destination Host Unreachable' : /Destination unreachable: No route/;
      for (const reason of probing.reasons()) assert.match(reason, new RegExp(want));
      assert.deepEqual(probing.answered(), []);
      assert.ok(rising(probing.results().map(({ sequence }) => sequence)));
    });

    test('gives a late answer the number of what was missed', (context) => {
      const { host, providers, ping, provider, length } = createWorld(context, family);
      const gateway = `${provider.a}/${length}`;
      ip(providers.a, 'address', 'del', gateway, 'dev', 'eth0');
      const probing = new Probing(context, host, { ...ping, target: provider.a });
      // The kernel keeps the packets until it has found out who the neighbour is.
      probing.waitFor('a miss', () => probing.reasons().length > 0);
      addAddress({ namespace: providers.a, name: 'eth0' }, gateway);
      probing.waitFor('a late answer', () => lateSequences(probing).length > 0);
      const missed = probing.results().filter(({ kind }) => kind === 'missed');
      const numbers = new Set(missed.map(({ sequence }) => sequence));
      assert.ok(lateSequences(probing).every((sequence) => numbers.has(sequence)));
    });

    test('never leaves by another uplink', (context) => {
      const world = createWorld(context, family);
      const { host, providers, ping, provider, target, hostLength, route } = world;
      ip(providers.a, 'address', 'del', `${target}/${hostLength}`, 'dev', 'lo');
      route(providers.a, 'add', 'blackhole', target);
      route(host, 'add', `${target}/${hostLength}`, 'via', provider.b, 'dev', devices.b);
      const free = execute(host, 'ping', world.flag, '-n', '-c', '1', '-W', '5', target);
      assert.match(free, /1 received/);
      const probing = new Probing(context, host, ping);
      probing.waitFor('three misses', () => probing.reasons().length >= 3);
      assert.deepEqual(probing.answered(), []);
    });

    test('asks more often when hastened, until an answer comes', (context) => {
      const { host, providers, ping, target, hostLength, route } = createWorld(context, family);
      ip(providers.a, 'address', 'del', `${target}/${hostLength}`, 'dev', 'lo');
      route(providers.a, 'add', 'blackhole', target);
      const probing = new Probing(context, host, { ...ping, intervalMs: 400 });
      probing.waitFor('a miss', () => probing.reasons().length > 0);
      probing.say('hasten');
      probing.say('hasten');
      const extra = () => probing.results().filter((result) => result.extra);
      probing.waitFor('extra questions', () => extra().length >= 4);
      assert.equal(probing.running('ping').length, 2);
      route(providers.a, 'del', 'blackhole', target);
      addAddress({ namespace: providers.a, name: 'lo' }, `${target}/${hostLength}`);
      probing.waitFor('only the regular ping is left', () => probing.running('ping').length === 1);
      const numbers = probing.results().map(({ sequence }) => sequence);
      assert.equal(new Set(numbers).size, numbers.length);
      probing.stop();
    });

    test('tells a source that is gone as its own trouble', (context) => {
      const { host, ping, nobody } = createWorld(context, family);
      const probing = new Probing(context, host, { ...ping, source: nobody });
      probing.waitFor('two troubles', () => probing.troubles().length >= 2);
      const reason = `ping: bind${family === 'ipv4' ? '' : ' icmp socket'}: Cannot assign requested address`;
      assert.deepEqual(probing.troubles().slice(0, 2), [
        { kind: 'died', program: 'ping', reason, restartMs: 1000 },
        { kind: 'died', program: 'ping', reason, restartMs: 2000 },
      ]);
      assert.deepEqual(probing.results(), []);
      addAddress({ namespace: host, name: devices.a }, `${nobody}/${family === 'ipv4' ? 24 : 64}`);
      probing.waitFor('answers', () => probing.answered().length > 0);
      assert.ok(probing.reports().some(({ kind }) => kind === 'recovered'));
    });
  });

  describe(`servers over ${family}`, { skip }, () => {
    test('a connection that is accepted is an answer, else there is a reason', (context) => {
      const { host, providers, common, target, nobody } = createWorld(context, family);
      startServers(context, providers.a, target);
      const tcp: Kind<'tcp' | 'dns'> = { ...common, kind: 'tcp', target, port: ports.tcp };
      const open = new Probing(context, host, tcp);
      open.waitFor('two answers', () => open.answered().length >= 2);
      open.stop();
      const closed = new Probing(context, host, { ...tcp, port: ports.closed });
      closed.waitFor('a miss', () => closed.reasons().length > 0);
      assert.deepEqual([...new Set(closed.reasons())], ['ECONNREFUSED']);
      const silent = new Probing(context, host, { ...tcp, target: nobody });
      silent.waitFor('two misses', () => silent.reasons().length >= 2);
      silent.stop();
      assert.deepEqual([...new Set(silent.reasons())], ['timeout']);
      const bound = new Probing(context, host, { ...tcp, source: nobody });
      bound.waitFor('a miss', () => bound.reasons().length > 0);
      assert.equal(bound.reasons()[0], 'EADDRNOTAVAIL');
    });

    test('is hastened', (context) => {
      const { host, providers, common, target, route } = createWorld(context, family);
      startServers(context, providers.a, target);
      const tcp: Probe = { ...common, kind: 'tcp', target, port: ports.tcp, intervalMs: 400 };
      route(host, 'add', 'unreachable', target);
      const probing = new Probing(context, host, tcp);
      probing.waitFor('a miss', () => probing.reasons().length > 0);
      probing.say('hasten');
      const extra = () => probing.results().filter((result) => result.extra);
      probing.waitFor('three extra misses', () => extra().length >= 3);
      route(host, 'del', 'unreachable', target);
      const regular = () => probing.answered().filter((result) => !result.extra);
      probing.waitFor('three regular answers', () => regular().length >= 3);
      assert.ok(extra().filter(({ kind }) => kind === 'answered').length <= 1);
      probing.stop();
    });

    test('a name server that answers is an answer, else there is a reason', (context) => {
      const { host, providers, common, target } = createWorld(context, family);
      startServers(context, providers.a, target);
      const ask = (port: number) =>
        new Probing(context, host, { ...common, kind: 'dns', target, port });
      const good = ask(ports.dns);
      good.waitFor('two answers', () => good.answered().length >= 2);
      good.stop();
      assert.deepEqual(good.reasons(), []);
      const reasons = {
        [ports.dnsFailing]: 'SERVFAIL',
        [ports.dnsRefusing]: 'REFUSED',
        [ports.dnsOfOthers]: 'timeout',
        [ports.dnsSilent]: 'timeout',
        [ports.closed]: 'ECONNREFUSED',
      };
      for (const [port, reason] of Object.entries(reasons)) {
        const bad = ask(Number(port));
        bad.waitFor('two misses', () => bad.reasons().length >= 2);
        bad.stop();
        assert.deepEqual([...new Set(bad.reasons())], [reason]);
        assert.deepEqual(bad.answered(), []);
      }
    });

    test('what cannot be sent from its source, or not there, is missed', (context) => {
      const { host, common, target, nobody, route } = createWorld(context, family);
      route(host, 'add', 'unreachable', target);
      const url = `http://${family === 'ipv4' ? target : `[${target}]`}/`;
      const probes: readonly Probe[] = [
        { ...common, kind: 'tcp', target, port: 1 },
        { ...common, kind: 'dns', target, port: 1 },
        { ...common, kind: 'http', target: url },
      ];
      const unbound = probes.map(
        (probe) => new Probing(context, host, { ...probe, source: nobody }),
      );
      const lost = probes.map((probe) => new Probing(context, host, probe));
      for (const probing of [...unbound, ...lost]) {
        probing.waitFor('two misses', () => probing.reasons().length >= 2);
        probing.stop();
        assert.deepEqual(probing.troubles(), []);
      }
      for (const probing of unbound) {
        assert.deepEqual([...new Set(probing.reasons())], ['EADDRNOTAVAIL']);
      }
      for (const probing of lost) {
        for (const reason of probing.reasons()) assert.match(reason, /^E(HOST|NET)UNREACH$/);
      }
    });

    test('a web server that answers well is an answer, else there is a reason', (context) => {
      const { host, providers, common, target } = createWorld(context, family);
      startServers(context, providers.a, target);
      const name = family === 'ipv4' ? target : `[${target}]`;
      const ask = (scheme: string, port: number, path: string) =>
        new Probing(context, host, {
          ...common,
          timeoutMs: 1000,
          kind: 'http',
          target: `${scheme}://${name}:${port}/${path}`,
        });
      for (const status of ['200', '204', '302']) {
        const good = ask('http', ports.http, status);
        good.waitFor('two answers', () => good.answered().length >= 2);
        good.stop();
        assert.deepEqual(good.reasons(), []);
      }
      const reasons = [
        [ask('http', ports.http, '503'), 'status 503'],
        [ask('http', ports.http, 'silent'), 'timeout'],
        [ask('http', ports.closed, ''), 'ECONNREFUSED'],
        [ask('https', ports.https, ''), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
        [ask('http', ports.tcp, ''), 'timeout'],
      ] as const;
      for (const [bad, reason] of reasons) {
        bad.waitFor(reason, () => bad.reasons().length >= 2);
        bad.stop();
        assert.deepEqual([...new Set(bad.reasons())], [reason]);
        assert.deepEqual(bad.answered(), []);
      }
    });

    test('a web server can have a name', (context) => {
      const { host, providers, common, target } = createWorld(context, family);
      startServers(context, providers.a, target);
      const hosts = join(temporaryFolder(context), 'hosts');
      writeFileSync(hosts, `${target} probed.example\n`);
      const url = `http://probed.example:${ports.http}/200`;
      const probe: Probe = { ...common, timeoutMs: 1000, kind: 'http', target: url };
      const before = `mount --bind ${hosts} /etc/hosts`;
      const probing = new Probing(context, host, probe, { before });
      probing.waitFor('two answers', () => probing.answered().length >= 2);
      probing.stop();
    });
  });
}

describe('the program ping', { skip }, () => {
  test('is started again when it is killed', (context) => {
    const { host, ping } = createWorld(context, 'ipv4');
    const probing = new Probing(context, host, ping);
    probing.waitFor('an answer', () => probing.answered().length > 0);
    for (const processId of probing.running('ping')) process.kill(processId, 'SIGKILL');
    probing.waitFor('a trouble', () => probing.troubles().length > 0);
    const before = probing.results().length;
    assert.deepEqual(probing.troubles(), [
      { kind: 'died', program: 'ping', reason: 'killed by SIGKILL', restartMs: 1000 },
    ]);
    probing.waitFor('more answers', () => probing.results().length > before);
    assert.ok(probing.reports().some(({ kind }) => kind === 'recovered'));
    assert.deepEqual(probing.reasons(), []);
    assert.ok(rising(probing.results().map(({ sequence }) => sequence)));
    probing.stop();
    assert.deepEqual(probing.running('ping'), []);
  });

  test('that stands still is killed, and the path is not blamed', (context) => {
    const { host, ping } = createWorld(context, 'ipv4');
    const probing = new Probing(context, host, ping);
    probing.waitFor('an answer', () => probing.answered().length > 0);
    for (const processId of probing.running('ping')) process.kill(processId, 'SIGSTOP');
    probing.waitFor('a trouble', () => probing.troubles().length > 0);
    assert.deepEqual(probing.troubles(), [{ kind: 'hung', program: 'ping', restartMs: 1000 }]);
    const before = probing.results().length;
    probing.waitFor('more answers', () => probing.results().length > before);
    assert.deepEqual(probing.reasons(), []);
    probing.stop();
    assert.deepEqual(probing.running('ping'), []);
  });

  test('that never says anything is killed, and asks nothing', (context) => {
    const { host, ping } = createWorld(context, 'ipv4');
    const fake = writeProgram(context, 'ping', 'sleep 1000 &\nwait');
    const path = `${join(fake, '..')}:${process.env['PATH'] ?? ''}`;
    const probing = new Probing(context, host, ping, { path });
    probing.waitFor('two troubles', () => probing.troubles().length >= 2);
    assert.deepEqual(probing.troubles().slice(0, 2), [
      { kind: 'hung', program: 'ping', restartMs: 1000 },
      { kind: 'hung', program: 'ping', restartMs: 2000 },
    ]);
    assert.deepEqual(probing.results(), []);
    assert.deepEqual(probing.running('sleep'), [], 'nor is what it started there any more');
    probing.stop();
  });

  test('that cannot be run is missing, told once, and asked for again', (context) => {
    const { host, ping } = createWorld(context, 'ipv4');
    const before =
      'mount -t tmpfs none /mnt; cp /dev/null /mnt/none;' +
      ' for p in /bin/ping /usr/bin/ping; do [ -e $p ] && mount --bind /mnt/none $p; done';
    const probing = new Probing(context, host, ping, { before });
    probing.waitFor('a trouble', () => probing.troubles().length > 0);
    assert.deepEqual(probing.troubles(), [{ kind: 'missing', program: 'ping' }]);
    const target = ['nsenter', '-t', `${probing.processId}`, '-m', 'sh', '-c'];
    execute(host, ...target, 'while umount /usr/bin/ping || umount /bin/ping; do :; done 2>&1');
    probing.waitFor('answers', () => probing.answered().length > 0);
    assert.deepEqual(probing.troubles(), [{ kind: 'missing', program: 'ping' }]);
    assert.ok(probing.reports().some(({ kind }) => kind === 'recovered'));
    probing.stop();
  });

  test('ends by itself when we are killed', (context) => {
    const { host, ping } = createWorld(context, 'ipv4');
    const probing = new Probing(context, host, ping);
    probing.waitFor('an answer', () => probing.answered().length > 0);
    process.kill(probing.processId, 'SIGKILL');
    probing.waitFor('ping is gone', () => probing.running('ping').length === 0);
  });

  test('knows a link-local target by its device', (context) => {
    const { host, providers, ping } = createWorld(context, 'ipv6');
    addAddress({ namespace: providers.a, name: 'eth0' }, 'fe80::99/64');
    addAddress({ namespace: host, name: devices.a }, 'fe80::98/64');
    const target = 'fe80::99' as Address;
    for (const source of [ping.source, 'fe80::98' as Address]) {
      const probing = new Probing(context, host, { ...ping, target, source });
      probing.waitFor('an answer', () => probing.answered().length > 0);
    }
  });

  test('counts as missed what the kernel refuses to send', (context) => {
    const { host, ping, target, flag } = createWorld(context, 'ipv6');
    const probing = new Probing(context, host, ping);
    probing.waitFor('an answer', () => probing.answered().length > 0);
    ip(host, flag, 'rule', 'add', 'pref', '1', 'to', target, 'unreachable');
    probing.waitFor('misses', () => probing.reasons().length >= 3);
    // It depends on the version of ping whether it says why.
    for (const reason of probing.reasons())
      assert.match(reason, /^(Network is unreach.*|timeout)$/);
    assert.ok(rising(probing.results().map(({ sequence }) => sequence)));
  });

  test('goes on when its link is gone for a while', (context) => {
    const { host, ping, common, provider } = createWorld(context, 'ipv4');
    const probing = new Probing(context, host, { ...ping, target: provider.a });
    probing.waitFor('an answer', () => probing.answered().length > 0);
    setDown({ namespace: host, name: common.interface });
    probing.waitFor('misses', () => probing.reasons().length >= 2);
    const before = probing.answered().length;
    ip(host, 'link', 'set', common.interface, 'up');
    probing.waitFor('more answers', () => probing.answered().length > before);
  });

  test('is bound anew when its device is another one', (context) => {
    const { host, providers, ping, at, provider, length } = createWorld(context, 'ipv4');
    const probing = new Probing(context, host, { ...ping, target: provider.a });
    probing.waitFor('an answer', () => probing.answered().length > 0);
    const before = probing.answered().length;
    ip(host, 'link', 'del', devices.a);
    addVeth({ namespace: host, name: devices.a }, { namespace: providers.a, name: 'eth0' });
    addAddress({ namespace: host, name: devices.a }, `${at.a}/${length}`);
    addAddress({ namespace: providers.a, name: 'eth0' }, `${provider.a}/${length}`);
    probing.waitFor('more answers', () => probing.answered().length > before + 2);
    assert.match(JSON.stringify(probing.troubles()[0]), /eth1 is gone, or another device now/);
    probing.stop();
  });
});

describe('a command of the user', { skip }, () => {
  const run = (context: Owner, text: string, change: Partial<Kind<'command'>> = {}) => {
    const program = writeProgram(context, 'probe', text);
    const namespace = createNamespace(context);
    const probe: Probe = {
      kind: 'command',
      family: 'ipv6',
      interface: 'eth0',
      source: '2001:db8::1' as Address,
      intervalMs,
      timeoutMs: 1000,
      command: [program, 'an argument'],
      ...change,
    };
    return new Probing(context, namespace, probe);
  };

  test('knows what it is asked about', (context) => {
    const wanted =
      '[ "$1 $MULTIHOME_INTERFACE $MULTIHOME_SOURCE $MULTIHOME_FAMILY" = "an argument eth0 2001:db8::1 ipv6" ]';
    const probing = run(context, `echo noise; echo noise >&2; ${wanted}`);
    probing.waitFor('two answers', () => probing.answered().length >= 2);
    probing.stop();
    assert.deepEqual(probing.reasons(), []);
  });

  test('says no by its exit code or by how it is killed', (context) => {
    const failing = run(context, 'exit 3');
    failing.waitFor('a miss', () => failing.reasons().length > 0);
    assert.deepEqual([...new Set(failing.reasons())], ['exit code 3']);
    const killed = run(context, 'kill -TERM $$');
    killed.waitFor('a miss', () => killed.reasons().length > 0);
    assert.deepEqual([...new Set(killed.reasons())], ['killed by SIGTERM']);
  });

  test('is killed with all it started when its time is over', (context) => {
    const probing = run(context, 'sleep 1000 & sleep 1000', { timeoutMs: 150 });
    probing.waitFor('three misses', () => probing.reasons().length >= 3);
    probing.stop();
    assert.deepEqual([...new Set(probing.reasons())], ['timeout']);
    assert.deepEqual(probing.running('sleep'), []);
  });

  test('never runs twice at once, hastened or not', (context) => {
    const lock = join(temporaryFolder(context), 'lock');
    const probing = run(context, `mkdir ${lock} || exit 9; sleep 0.5; rmdir ${lock}`, {
      timeoutMs: 5000,
    });
    probing.say('hasten');
    probing.waitFor('three answers', () => probing.answered().length >= 3);
    assert.deepEqual(probing.reasons(), []);
    assert.ok(rising(probing.results().map(({ sequence }) => sequence)));
  });

  test('that is not there is a trouble, and asked for again', (context) => {
    const folder = temporaryFolder(context);
    const program = join(folder, 'later');
    const probing = run(context, '', { command: [program] });
    probing.waitFor('a trouble', () => probing.troubles().length > 0);
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    probing.waitFor('answers', () => probing.answered().length > 0);
    assert.deepEqual(probing.troubles(), [{ kind: 'missing', program }]);
    assert.ok(probing.reports().some(({ kind }) => kind === 'recovered'));
    assert.deepEqual(probing.reasons(), []);
    probing.stop();
  });
});

/** Of questions that were answered later than `timeoutMs`. */
function lateSequences(probing: Probing): readonly number[] {
  return probing
    .results()
    .flatMap((result) =>
      result.kind === 'answered' && result.latencyMs > timeoutMs ? [result.sequence] : [],
    );
}
