import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

import { dump } from './dump.ts';
import {
  addAddress,
  addLink,
  addVeth,
  hasCarrier,
  requireLinks,
  setCarrier,
  type LinkType,
} from './links.ts';
import {
  createNamespace,
  execute,
  hasIpv6,
  inNamespace,
  ip,
  namespaceNames,
  readSysctl,
  removeNamespace,
  requireRoot,
  requireUsers,
  sweepNamespaces,
  writeSysctl,
} from './namespace.ts';

const helper = pathToFileURL(join(import.meta.dirname, 'namespace.js')).href;

/** A program that makes a namespace, prints its name, and then does `then`. */
function programThat(then: string): readonly string[] {
  const make = `import { createNamespace } from '${helper}'; console.log(createNamespace());`;
  return ['--input-type=module', '--eval', `${make} ${then}`];
}

describe('a namespace', { skip: requireRoot() }, () => {
  test('has a name of its own, lo up, and nothing else', (t) => {
    const [one, other] = [createNamespace(t), createNamespace(t)];
    assert.match(one, new RegExp(`^mh-${process.pid}-\\d+$`));
    assert.notEqual(one, other);
    assert.match(ip(one, '-o', 'link', 'show'), /^1: lo: <LOOPBACK,UP,LOWER_UP>[^\n]*\n$/);
  });

  test('is where commands run', (t) => {
    const namespace = createNamespace(t);
    assert.equal(execute(namespace, 'ip', 'netns', 'identify').trim(), namespace);
    assert.deepEqual(inNamespace('x', 'true'), ['ip', 'netns', 'exec', 'x', 'true']);
  });

  test('has its own sysctls', (t) => {
    const namespace = createNamespace(t);
    writeSysctl(namespace, 'net/ipv4/ip_forward', '1');
    assert.equal(readSysctl(namespace, 'net/ipv4/ip_forward'), '1');
    assert.equal(readSysctl(createNamespace(t), 'net/ipv4/ip_forward'), '0');
  });

  test('is gone after the test that owns it', async (t) => {
    let name = '';
    await t.test('the owner', (inner) => {
      name = createNamespace(inner);
      assert.ok(namespaceNames().includes(name));
    });
    assert.ok(!namespaceNames().includes(name));
  });

  test('can be removed twice, with a program still running in it', async () => {
    const namespace = createNamespace();
    const [file, ...arguments_] = inNamespace(namespace, 'sleep', '1000');
    const child = spawn(file, arguments_, { stdio: 'ignore' });
    const exited = once(child, 'exit');
    await once(child, 'spawn');
    while (ip(namespace, 'netns', 'pids', namespace) === '') await new Promise(setImmediate);
    removeNamespace(namespace);
    removeNamespace(namespace);
    assert.deepEqual(await exited, [null, 'SIGKILL']);
    assert.ok(!namespaceNames().includes(namespace));
  });

  test('is removed when its process fails', () => {
    const { stdout, status } = spawnSync(process.execPath, programThat('throw new Error()'));
    assert.equal(status, 1);
    assert.match(String(stdout), /^mh-/);
    assert.ok(!namespaceNames().includes(String(stdout).trim()));
  });

  test('is removed on a signal, which still ends the process', () => {
    const program = programThat(
      "setTimeout(() => {}, 60_000); process.kill(process.pid, 'SIGINT')",
    );
    const { stdout, signal } = spawnSync(process.execPath, program);
    assert.equal(signal, 'SIGINT');
    assert.ok(!namespaceNames().includes(String(stdout).trim()));
  });

  test('survives kill -9 of its process, and is swept then', (t) => {
    const mine = createNamespace(t);
    const program = programThat("process.kill(process.pid, 'SIGKILL')");
    const { stdout } = spawnSync(process.execPath, program);
    const name = String(stdout).trim();
    assert.ok(namespaceNames().includes(name));
    assert.ok(sweepNamespaces().includes(name));
    assert.ok(!namespaceNames().includes(name));
    assert.ok(namespaceNames().includes(mine), 'of a process that runs: not swept');
  });
});

test('other users can be named where they exist', { skip: requireUsers() }, () => {
  const words = ['--reuid=65534', '--regid=65534', '--clear-groups', 'id', '-u'];
  const { stdout } = spawnSync('setpriv', words, { encoding: 'utf8' });
  if (process.getuid?.() === 0) assert.equal(stdout, '65534\n');
});

describe('links', () => {
  test('a cable joins two namespaces', { skip: requireLinks('veth') }, (t) => {
    const host = { namespace: createNamespace(t), name: 'eth0' };
    const isp = { namespace: createNamespace(t), name: 'eth0' };
    addVeth(host, isp);
    addAddress(host, '192.0.2.2/24');
    addAddress(isp, '192.0.2.1/24');
    assert.match(ip(host.namespace, 'route', 'get', '192.0.2.1'), /dev eth0 src 192\.0\.2\.2/);
    if (hasIpv6(host.namespace)) addAddress(host, '2001:db8::2/64');
    assert.doesNotMatch(ip(host.namespace, 'address', 'show'), /tentative/);
  });

  test('a cable can be pulled and plugged', { skip: requireLinks('veth') }, (t) => {
    const namespace = createNamespace(t);
    const [end, peer] = [
      { namespace, name: 'enp0s11' },
      { namespace, name: 'other' },
    ];
    addVeth(end, peer);
    addAddress(end, '192.0.2.2/24');
    setCarrier(end, 'off');
    assert.ok(!hasCarrier(end));
    assert.match(ip(namespace, 'route', 'show'), /linkdown/);
    setCarrier(end, 'on');
    assert.ok(hasCarrier(end));
    assert.doesNotMatch(ip(namespace, 'route', 'show'), /linkdown/);
  });

  for (const type of ['ifb', 'bridge', 'tun'] as const) {
    test(`${type} links can have any name`, { skip: requireLinks(type) }, (t) => {
      const end = { namespace: createNamespace(t), name: 'ppp0' };
      addLink(end, type);
      if (type !== 'bridge') assert.equal(hasCarrier(end), type === 'ifb');
      assert.match(ip(end.namespace, 'link', 'show', 'ppp0'), /UP/);
    });
  }

  test('a type no kernel has is a reason to skip', { skip: requireRoot() }, () => {
    const nonsense = 'nonsense' as LinkType;
    assert.match(requireLinks(nonsense) ?? '', /^needs links of type nonsense: /);
  });
});

describe('a dump', { skip: requireLinks('veth') }, () => {
  test('is the same twice, and changes with a route, a rule and back', (t) => {
    const end = { namespace: createNamespace(t), name: 'eth0' };
    addVeth(end, { namespace: createNamespace(t), name: 'eth0' });
    addAddress(end, '192.0.2.2/24');
    const before = dump(end.namespace);
    assert.equal(dump(end.namespace), before);
    for (const noun of [
      ['rule', 'add', 'priority', '100', 'lookup', '100'],
      ['route', 'add', '198.51.100.0/24', 'via', '192.0.2.1', 'table', '100'],
    ]) {
      ip(end.namespace, ...noun);
      assert.notEqual(dump(end.namespace), before);
      ip(end.namespace, ...noun.map((word) => (word === 'add' ? 'delete' : word)));
      assert.equal(dump(end.namespace), before);
    }
  });

  test('shows owners, hides what counts by itself', { skip: requireLinks('bridge') }, (t) => {
    const end = { namespace: createNamespace(t), name: 'br0' };
    addLink(end, 'bridge');
    addAddress(end, '192.0.2.2/24');
    const lifetime = ['valid_lft', '500', 'preferred_lft', '400'];
    ip(end.namespace, 'address', 'add', '192.0.2.3/24', 'dev', 'br0', ...lifetime);
    ip(end.namespace, 'route', 'add', 'unreachable', '203.0.113.0/24', 'protocol', '158');
    const text = dump(end.namespace);
    assert.match(text, /"protocol":"158"/);
    assert.doesNotMatch(text, /life_time|expires|gc_timer/);
  });
});
