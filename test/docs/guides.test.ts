/**
 * The guides are played: their topologies are checked, and every command is run on a host as they
 * describe it, with a provider at the other end of each uplink. It must print what the page shows.
 * GUIDES_PRINT=1 prints all that the commands print.
 */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { addAddress, addVeth, requireLinks } from '../support/links.ts';
import { runHere, runProgram, temporaryFolder } from '../support/multihome.ts';
import { createNamespace, inNamespace, ip } from '../support/namespace.ts';
import {
  consoleBlocks,
  mismatch,
  shownCommands,
  wordsOf,
  yamlBlocks,
} from '../support/played-page.ts';
import { requirePrograms } from '../support/programs.ts';
import { inRepository } from '../support/repository.ts';
import { pauseFor } from '../support/wait.ts';
import { startWatch } from '../support/watching.ts';

type Port = {
  readonly device: string;
  readonly address: string;
  /** The provider's own address; without one it is a network. */
  readonly gateway?: string;
  /** The default route that a DHCP client has made before. */
  readonly dhcpMetric?: number;
};

/** The hosts, before multihome comes. */
const hosts: Readonly<Record<string, readonly Port[]>> = {
  'two-isps-at-home': [
    { device: 'eth0', address: '192.168.1.1/24' },
    { device: 'eth1', address: '203.0.113.10/24', gateway: '203.0.113.1/24' },
    { device: 'eth2', address: '198.51.100.10/24', gateway: '198.51.100.1/24' },
  ],
  'server-with-two-gateways': [
    { device: 'eth0', address: '203.0.113.10/24', gateway: '203.0.113.1/24' },
    { device: 'eth1', address: '198.51.100.10/24', gateway: '198.51.100.1/24' },
  ],
  'lte-backup': [
    { device: 'eth0', address: '192.168.1.115/24', gateway: '192.168.1.1/24', dhcpMetric: 100 },
    { device: 'wwan0', address: '192.168.42.91/24', gateway: '192.168.42.129/24', dhcpMetric: 700 },
  ],
  'load-balancing': [
    { device: 'eth1', address: '203.0.113.10/24', gateway: '203.0.113.1/24' },
    { device: 'eth2', address: '198.51.100.10/24', gateway: '198.51.100.1/24' },
  ],
  'several-nics-on-one-subnet': [
    { device: 'eth0', address: '192.168.178.99/24', gateway: '192.168.178.1/24' },
    { device: 'wlan0', address: '192.168.178.97/24', gateway: '192.168.178.1/24' },
    { device: 'wlan1', address: '192.168.178.98/24', gateway: '192.168.178.1/24' },
  ],
  'how-it-decides': [
    { device: 'eth0', address: '192.168.1.1/24' },
    { device: 'eth1', address: '203.0.113.10/24', gateway: '203.0.113.1/24' },
    { device: 'eth2', address: '198.51.100.10/24', gateway: '198.51.100.1/24' },
  ],
};

/** Whom the guides ask: every provider answers for them. */
const targets = ['192.0.2.53', '192.0.2.54'];

const skip = requireLinks('veth', 'bridge') ?? requirePrograms('ping', 'sysctl') ?? false;

for (const [name, ports] of Object.entries(hosts)) {
  test(`${name}.md shows what happens`, { skip }, (context) => {
    const page = readFileSync(pageFile(name), 'utf8');
    const host = build(context, ports, page);
    for (const { command, output } of consoleBlocks(page).flatMap(shownCommands)) {
      play(host, command, output);
    }
  });
}

test('every guide is played', () => {
  const pages = readdirSync(inRepository('docs', 'guides')).map((file) => file.replace('.md', ''));
  assert.deepEqual(new Set([...pages, 'how-it-decides']), new Set(Object.keys(hosts)));
});

test('the topologies of the guides are sound, and what they expect holds', (context) => {
  const folder = temporaryFolder(context);
  for (const name of Object.keys(hosts)) {
    const blocks = yamlBlocks(readFileSync(pageFile(name), 'utf8'));
    assert.equal(blocks.length, 1, `${name} has one topology`);
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, blocks[0] ?? '');
    const { exitCode, stderr } = runHere(['check', '--strict', file]);
    assert.equal(exitCode, 0, stderr);
  }
});

type PlayedHost = {
  readonly context: TestContext;
  readonly namespace: string;
  readonly root: string;
  /** Where commands are typed, and the topology lies. */
  readonly folder: string;
};

function build(context: TestContext, ports: readonly Port[], page: string): PlayedHost {
  const namespace = createNamespace(context);
  for (const port of ports) connect(context, namespace, port);
  const root = temporaryFolder(context);
  for (const folder of ['rt_tables.d', 'rt_protos.d']) {
    mkdirSync(join(root, 'etc/iproute2', folder), { recursive: true });
  }
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'topology.yaml'), yamlBlocks(page)[0] ?? '');
  return { context, namespace, root, folder };
}

function connect(context: TestContext, namespace: string, port: Port): void {
  const { device, address, gateway, dhcpMetric } = port;
  const far = createNamespace(context);
  addVeth({ namespace, name: device }, { namespace: far, name: 'near' });
  addAddress({ namespace, name: device }, address);
  if (gateway === undefined) return;
  addAddress({ namespace: far, name: 'near' }, gateway);
  for (const target of targets) ip(far, 'address', 'add', target, 'dev', 'lo');
  if (dhcpMetric === undefined) return;
  const [via = ''] = gateway.split('/');
  const [source = ''] = address.split('/');
  const route = ['default', 'via', via, 'dev', device, 'proto', 'dhcp', 'src', source];
  ip(namespace, 'route', 'add', ...route, 'metric', `${dhcpMetric}`);
}

const patienceMs = 30_000;
const pauseMs = 200;
const onlyLooks = /^(?:multihome (?:status|trace|verify)|ip \w+ (?:show|get)) ?/;

function play(host: PlayedHost, command: string, shown: string): void {
  if (command.endsWith('&')) {
    const [, , file = '', ...words] = wordsOf(command.slice(0, -1));
    startWatch(host.context, host.namespace, host.root, join(host.folder, file), { words });
    return;
  }
  // What watch finds and does takes its time.
  const endMs = performance.now() + (onlyLooks.test(command) ? patienceMs : 0);
  for (;;) {
    const printed = run(host, command);
    if (process.env['GUIDES_PRINT'] === '1') process.stdout.write(`$ ${command}\n${printed}\n`);
    const wrong = shown === '' ? undefined : mismatch(shown, printed);
    if (wrong === undefined) return;
    if (performance.now() > endMs) assert.fail(`$ ${command}\n${wrong}`);
    pauseFor(pauseMs);
  }
}

function run({ namespace, root, folder }: PlayedHost, command: string): string {
  const [program = '', ...words] = wordsOf(command);
  const own = [process.execPath, inRepository('bin', 'multihome.js'), '--root', root];
  const argv = program === 'multihome' ? own : [program];
  const env = { COLUMNS: '100' };
  const played = inNamespace(namespace, ...argv, ...words);
  const { stdout, stderr, exitCode } = runProgram(played, { folder, env, timeoutMs: 180_000 });
  // An expectation that does not hold is shown, too, and who only looks looks again.
  const canFail = exitCode === 4 || onlyLooks.test(command);
  assert.ok(exitCode === 0 || canFail, `$ ${command}\n${stdout}${stderr}`);
  return `${stdout}${stderr}`;
}

function pageFile(name: string): string {
  return name === 'how-it-decides'
    ? inRepository('docs', `${name}.md`)
    : inRepository('docs', 'guides', `${name}.md`);
}
