/**
 * The exported drop-ins, read by systemd-networkd itself: in a namespace, with /run and /etc/systemd of
 * its own, and without udev, which it does not ask where /sys cannot be written to.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

import { addFallbacks, objectsOf } from '../support/exports.ts';
import { addLink } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { execute, inNamespace, requireRoot, requireUsers } from '../support/namespace.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';

const daemon = '/lib/systemd/systemd-networkd';

function requireNetworkd(): string | undefined {
  if (!existsSync(daemon)) return `needs ${daemon}`;
  const users = readFileSync('/etc/passwd', 'utf8');
  if (!users.includes('systemd-network:')) return 'needs the user systemd-network';
  return requireRoot() ?? requireUsers();
}

/** As an administrator would have them: networkd gives the addresses. */
function networkFile(name: string, addresses: readonly string[]): string {
  return [
    '[Match]',
    `Name=${name}`,
    '[Network]',
    'LinkLocalAddressing=no',
    'IPv6AcceptRA=no',
    'ConfigureWithoutCarrier=yes',
    ...addresses.map((address) => `Address=${address}`),
    '',
  ].join('\n');
}

const preparation = `
mount --make-rprivate / &&
mount -t tmpfs tmpfs /run &&
mkdir -p /run/systemd/netif/links /run/systemd/netif/leases /run/systemd/netif/lldp &&
chown -R systemd-network /run/systemd/netif &&
mount --bind "$1/etc/systemd" /etc/systemd &&
mount -o remount,bind,ro /sys &&
exec "$2"
`;

/** Runs until the test ends; what it says is collected. */
function startNetworkd(context: TestContext, { namespace, root }: TestHost): () => string {
  const shell = ['unshare', '--mount', 'sh', '-c', preparation, 'networkd', root, daemon];
  const [file, ...words] = inNamespace(namespace, ...shell);
  const env = { ...process.env, SYSTEMD_LOG_LEVEL: 'info', SYSTEMD_LOG_TARGET: 'console' };
  const child = spawn(file, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  context.after(() => child.kill('SIGKILL'));
  return () => said;
}

const limitMs = 20_000;
const pauseMs = 100;

/** What it says is collected meanwhile. */
async function untilSame(read: () => string, wanted: string, said: () => string): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (read() !== wanted && performance.now() < endMs) await setTimeout(pauseMs);
  assert.equal(read(), wanted, said());
}

/** Its rules are of protocol static (4), and it has no other. */
function ownedIn(namespace: string): string {
  const isWanted = ({ protocol }: { readonly protocol?: unknown }) =>
    protocol === '157' || protocol === '4';
  return objectsOf(namespace, isWanted).replaceAll('"protocol":"4"', '"protocol":"157"');
}

for (const example of [
  'three-nics-one-subnet',
  'symmetric-routing',
  'load-balancing',
  'dual-stack-two-isps',
  'policy-by-port-and-network',
]) {
  test(
    `${example}: networkd makes the rules and routes that apply makes`,
    { skip: requireNetworkd() ?? skipStage(example) },
    async (context) => {
      const twin = createTestHost(context);
      setStage(twin.namespace, example);
      twin.succeed('apply', '--yes', exampleFile(example));
      addFallbacks(twin.namespace, example);
      const wanted = ownedIn(twin.namespace);

      const host = createTestHost(context);
      host.succeed('export', 'systemd-networkd', exampleFile(example), '--directory', host.root);
      mkdirSync(join(host.root, 'etc/systemd/network'), { recursive: true });
      for (const { name, addresses } of stages[example] ?? []) {
        addLink({ namespace: host.namespace, name }, 'ifb');
        const path = join(host.root, 'etc/systemd/network', `${name}.network`);
        writeFileSync(path, networkFile(name, addresses));
      }
      const said = startNetworkd(context, host);
      await untilSame(() => ownedIn(host.namespace), wanted, said);
      assert.doesNotMatch(said(), /Unknown (key|section)|Failed to parse|Invalid|ignoring assign/i);
    },
  );
}

test(
  'with one of its interfaces missing, a balanced route goes by the other',
  { skip: requireNetworkd() ?? skipStage('load-balancing') },
  async (context) => {
    const example = 'load-balancing';
    const host = createTestHost(context);
    host.succeed('export', 'systemd-networkd', exampleFile(example), '--directory', host.root);
    for (const { name, addresses } of stages[example] ?? []) {
      if (name !== 'eth1') addLink({ namespace: host.namespace, name }, 'ifb');
      const path = join(host.root, 'etc/systemd/network', `${name}.network`);
      writeFileSync(path, networkFile(name, addresses));
    }
    const said = startNetworkd(context, host);
    const way = () =>
      execute(
        host.namespace,
        'sh',
        '-c',
        'ip route get 192.0.2.7 2>&1 | grep -o "dev eth2" || true',
      ).trim();
    await untilSame(way, 'dev eth2', said);
  },
);
