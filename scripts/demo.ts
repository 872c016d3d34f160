/**
 * `npm run demo`: the main job, before your eyes, in a throw-away network namespace. What is printed
 * is what the program itself prints; nothing on this machine is touched.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { addAddress, addVeth, requireLinks } from '../test/support/links.ts';
import { createNamespace, inNamespace, ip, requireRoot } from '../test/support/namespace.ts';
import { inRepository } from '../test/support/repository.ts';
import { missingTools, runAsNamespaceRoot } from './test-privileges.ts';

const topology = `version: 1
uplinks:
  isp-a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  isp-b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [isp-a, isp-b]}
`;

process.exitCode = main();

function main(): number {
  const missing = missingTools();
  if (missing.length > 0)
    return refuse(missing.map((line) => line.replace('The tests need', 'The demo needs')));
  const reason = requireRoot();
  if (reason === undefined) return withFolder(demonstrate);
  const elevated = runAsNamespaceRoot();
  if (elevated.kind === 'ran') return elevated.exitCode;
  return refuse([
    `The demo ${reason}`,
    `  as an ordinary user: ${elevated.reason}`,
    '  run it as root instead: sudo npm run demo',
  ]);
}

function demonstrate(folder: string): number {
  const links = requireLinks('veth');
  if (links !== undefined) return refuse([`The demo ${links}`]);
  const host = createNamespace();
  const provider = createNamespace();
  connect(host, provider, 'eth0', ['203.0.113.10/24', '203.0.113.1/24']);
  connect(host, provider, 'eth1', ['198.51.100.10/24', '198.51.100.1/24']);
  const file = join(folder, 'topology.yaml');
  writeFileSync(file, topology);
  const stage: Stage = { host, folder };

  say('A host with two providers, in a namespace of its own. This is its topology:');
  show(readFileSync(file, 'utf8'));
  say('Is the file sound? Offline, without root:');
  const ended = [multihome(stage, 'check', 'topology.yaml')];
  say('What would change?');
  ended.push(multihome(stage, 'plan', 'topology.yaml'));
  say('Change it, and prove it:');
  ended.push(multihome(stage, 'apply', '--yes', 'topology.yaml'));
  say('The kernel agrees: each address leaves by its own provider, the rest by the first.');
  for (const words of [['from', '203.0.113.10'], ['from', '198.51.100.10'], []]) {
    kernel(host, 'route', 'get', '192.0.2.80', ...words);
  }
  say('Nothing is left to do:');
  ended.push(multihome(stage, 'plan', 'topology.yaml'));
  say('A slip of the finger in a gateway, found before a router sees it:');
  writeFileSync(file, topology.replace('gateway: 198.51.100.1}', 'gateway: 198.51.10.1}'));
  const rejected = multihome(stage, 'check', 'topology.yaml');
  say('And away again, with everything that was ours and nothing else:');
  ended.push(multihome(stage, 'destroy', '--yes'));
  kernel(host, 'rule', 'show');
  say(
    'Second act, in namespaces of its own: what happens when an uplink fails? Ten times as fast:',
  );
  const example = inRepository('examples', 'dual-wan-failover', 'topology.yaml');
  const cuts = ['--cut', 'carrier', '--cut', 'silent'];
  ended.push(multihome(stage, 'rehearse', '--speed', '10', ...cuts, example));
  const asExpected = ended.every((exitCode) => exitCode === 0) && rejected === 3;
  return asExpected ? 0 : refuse(['The demo did not go as it should: see above.']);
}

type Stage = { readonly host: string; readonly folder: string };

function connect(
  host: string,
  provider: string,
  device: string,
  addresses: readonly [string, string],
): void {
  const near = { namespace: host, name: device };
  const far = { namespace: provider, name: `to-${device}` };
  addVeth(near, far);
  addAddress(near, addresses[0]);
  addAddress(far, addresses[1]);
}

/** As typed on the host: with its own namespace, and its files below a folder of ours. */
function multihome({ host, folder }: Stage, ...words: readonly string[]): number | null {
  say(`$ multihome ${words.join(' ')}`);
  const program = [process.execPath, inRepository('bin', 'multihome.js'), '--root', folder];
  const [file, ...argv] = inNamespace(host, ...program, ...words);
  const { status } = spawnSync(file, argv, { stdio: 'inherit', cwd: folder });
  process.stdout.write(`(exit code ${status})\n`);
  return status;
}

function kernel(host: string, ...words: readonly string[]): void {
  say(`$ ip ${words.join(' ')}`);
  process.stdout.write(ip(host, ...words));
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

function show(text: string): void {
  process.stdout.write(`\n${text.replaceAll(/^(?=.)/gm, '    ')}`);
}

function withFolder(use: (folder: string) => number): number {
  const folder = mkdtempSync(join(tmpdir(), 'multihome-demo-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refuse(lines: readonly string[]): number {
  for (const line of lines) process.stderr.write(`${line}\n`);
  return 1;
}
