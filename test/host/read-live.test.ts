import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import type { Host } from '../../src/host/host.ts';
import { createHost } from '../../src/host/host.ts';
import type { LiveFailure } from '../../src/host/read-live.ts';
import { readLive } from '../../src/host/read-live.ts';
import { fakeIp } from '../support/fake-ip.ts';
import { addAddress, addLink } from '../support/links.ts';
import { temporaryFolder } from '../support/multihome.ts';
import type { Owner } from '../support/namespace.ts';
import { createNamespace, hasIpv6, ip, requireRoot, writeSysctl } from '../support/namespace.ts';

/** One link with an address in each family, as far as there are two. */
function stage(owner: Owner): string {
  const namespace = createNamespace(owner);
  addLink({ namespace, name: 'eth0' }, 'ifb');
  addAddress({ namespace, name: 'eth0' }, '192.0.2.1/24');
  if (hasIpv6(namespace)) addAddress({ namespace, name: 'eth0' }, '2001:db8::1/64');
  return namespace;
}

/** A host whose `ip` lies as the script says, and tells the truth of a namespace otherwise. */
function lyingHost(owner: Owner, script: string, options: Partial<Host> = {}): Host {
  const folder = fakeIp(owner, script)['PATH']?.split(':')[0] ?? '';
  return createHost({ ip: [join(folder, 'ip'), '-n', stage(owner)], ...options });
}

async function failureOf(host: Host): Promise<LiveFailure> {
  const reading = await readLive(host);
  assert.ok(!reading.ok, 'it was believed');
  assert.notEqual(reading.hint, '');
  return reading;
}

/** What `ip` says for the words that match, instead of the truth. */
function says(words: string, text: string): string {
  return `case "$all" in *${words}*) printf '%s' '${text}'; exit 0;; esac`;
}

const routes4 = '"-4 route show"';
const routes6 = '"-6 route show"';
const rules4 = '"-4 rule show"';
const rules6 = '"-6 rule show"';
const addresses = '"addr show"';

describe('a host is read', { skip: requireRoot() }, () => {
  test('with its rules, routes and interfaces, in both families', async (t) => {
    const namespace = stage(t);
    ip(namespace, 'route', 'add', 'default', 'via', '192.0.2.254', 'proto', '157');
    ip(namespace, 'rule', 'add', 'pref', '500', 'from', '192.0.2.1', 'table', '100');
    const reading = await readLive(createHost({ ip: ['ip', '-n', namespace] }));
    assert.ok(reading.ok);
    const { rules, routes, interfaces, opaque } = reading.live;
    assert.ok(rules.some(({ priority }) => priority === 500));
    assert.ok(routes.some(({ protocol, to }) => protocol === 157 && to === '0.0.0.0/0'));
    assert.deepEqual(
      interfaces.map(({ name }) => name),
      ['lo', 'eth0'],
    );
    assert.deepEqual(opaque, []);
  });

  test('without IPv6 addresses where sysctl has switched it off', async (t) => {
    const namespace = stage(t);
    if (!hasIpv6(namespace)) return t.skip('this kernel has no IPv6');
    writeSysctl(namespace, 'net/ipv6/conf/all/disable_ipv6', '1');
    const reading = await readLive(createHost({ ip: ['ip', '-n', namespace] }));
    assert.ok(reading.ok);
    assert.ok(reading.live.rules.some(({ family }) => family === 'ipv6'));
    return assert.ok(!reading.live.routes.some(({ family }) => family === 'ipv6'));
  });

  test('without a family its kernel does not have', async (t) => {
    const refusal =
      'echo "RTNETLINK answers: Address family not supported by protocol" >&2; exit 2';
    const namespace = createNamespace(t);
    if (hasIpv6(namespace)) writeSysctl(namespace, 'net/ipv6/conf/all/disable_ipv6', '1');
    const folder =
      fakeIp(t, `case "$all" in *"-6 "*) ${refusal};; esac`)['PATH']?.split(':')[0] ?? '';
    const reading = await readLive(createHost({ ip: [join(folder, 'ip'), '-n', namespace] }));
    assert.ok(reading.ok);
    assert.deepEqual(new Set(reading.live.rules.map(({ family }) => family)), new Set(['ipv4']));
  });

  test('once more where the dumps contradict, as when an address comes in between', async (t) => {
    const mark = join(temporaryFolder(t), 'asked');
    const once = `case "$all" in *${routes4}*) [ -e ${mark} ] || { : > ${mark}; echo '[]'; exit 0; };; esac`;
    const reading = await readLive(lyingHost(t, once));
    assert.ok(reading.ok);
  });
});

const lies: readonly (readonly [string, string])[] = [
  ['garbage for routes', says(routes4, 'segmentation fault')],
  ['nothing for routes', says(routes6, '')],
  ['routes cut off', says(routes4, '[{"type":"1","dst":"10.0.')],
  ['an open bracket for routes', says(routes4, '[')],
  ['no IPv4 routes', says(routes4, '[]')],
  ['no IPv6 routes', says(routes6, '[]')],
  ['no IPv4 rules', says(rules4, '[]')],
  ['no IPv6 rules', says(rules6, '[]')],
  ['no interfaces', says(addresses, '[]')],
  ['an object for rules', says(rules4, '{}')],
];

describe('a host is not believed', { skip: requireRoot() }, () => {
  for (const [what, script] of lies) {
    test(`when ip prints ${what} and succeeds`, async (t) => {
      const { kind, message } = await failureOf(lyingHost(t, script));
      assert.equal(kind, 'insane', message);
      assert.match(message, /`ip/);
    });
  }

  test('when a dump fails', async (t) => {
    const script = `case "$all" in *${routes4}*) echo '['; echo 'Dump terminated' >&2; exit 2;; esac`;
    const { kind, message } = await failureOf(lyingHost(t, script));
    assert.equal(kind, 'failed');
    assert.match(message, /-4 route show table all.*status 2: Dump terminated/);
  });

  test('when ip hangs', async (t) => {
    const script = `case "$all" in *${routes4}*) exec sleep 60;; esac`;
    const { kind } = await failureOf(lyingHost(t, script, { timeoutMs: 1000 }));
    assert.equal(kind, 'timeout');
  });

  test('when ip is killed', async (t) => {
    const { kind, message } = await failureOf(
      lyingHost(t, `case "$all" in *${rules4}*) kill -9 $$;; esac`),
    );
    assert.equal(kind, 'failed');
    assert.match(message, /killed by SIGKILL/);
  });

  test('when not even its version can be asked', async (t) => {
    const reason = 'ip: error while loading shared libraries: libbpf.so.1';
    const script = `case "$all" in *-V*) echo '${reason}' >&2; echo more >&2; exit 127;; esac`;
    const { kind, message } = await failureOf(lyingHost(t, script));
    assert.equal(kind, 'failed');
    assert.equal(message, `\`ip -V\` failed with status 127: ${reason}`);
  });

  for (const [what, text] of [
    ['BusyBox', 'BusyBox v1.36.1 multi-call binary.'],
    ['too old', 'ip utility, iproute2-ss191125'],
    ['nothing we know', 'ip 1.0'],
  ] as const) {
    test(`when ip is ${what}`, async (t) => {
      const { kind, message } = await failureOf(lyingHost(t, says('-V', text)));
      assert.equal(kind, 'too-old');
      assert.match(message, /needs iproute2 5\.5/);
    });
  }
});

test('a host without ip says so', async () => {
  const { kind } = await failureOf(createHost({ ip: ['/nonexistent/ip'] }));
  assert.equal(kind, 'missing');
});
