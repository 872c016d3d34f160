/** `rehearse`: what it finds, how it ends, and that nothing of it is left. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { requireLinks } from '../support/links.ts';
import { runHere, temporaryFolder } from '../support/multihome.ts';
import { namespaceNames } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile } from '../support/stage.ts';
import { waitUntil } from '../support/wait.ts';

const skip = requireLinks('veth', 'bridge') ?? false;

const quick = ['rehearse', '--speed', '10'] as const;

test('the rehearsal in docs/rehearse.md is what the program prints', { skip }, () => {
  const page = readFileSync(inRepository('docs', 'rehearse.md'), 'utf8');
  const [, command = ''] = /^\$ multihome (rehearse .*yaml)$/m.exec(page) ?? [];
  const [, shown = ''] = /<!-- rehearsal -->\n\n```text\n([^]*?)```/.exec(page) ?? [];
  const { stdout, stderr, exitCode } = runHere(command.split(' '), { folder: inRepository() });
  assert.equal(exitCode, 0, `${stdout}${stderr}`);
  assert.equal(withoutFigures(stdout), withoutFigures(shown));
});

/** Figures differ from run to run, and where the machine stands still, what traffic does, too. */
function withoutFigures(text: string): string {
  return text
    .replaceAll(/(?:< )?\d+\.\d+ s/g, 'N s')
    .replaceAll(/^ {2}this machine stood still .*\n/gm, '')
    .replaceAll(/ {3}(?:back after|led elsewhere after|traffic stayed) .*$/gm, '   …');
}

test('two providers, two families, hosts behind: the document tells of all', { skip }, () => {
  const words = [...quick, '--json', '--cut', 'carrier', exampleFile('dual-stack-two-isps')];
  const { stdout, stderr, exitCode } = runHere(words);
  assert.equal(exitCode, 0, `${stdout}${stderr}`);
  const document: unknown = JSON.parse(stdout);
  assertFollows('rehearsal', document);
  const { passed, cuts } = documentOf(document);
  assert.equal(passed, true);
  assert.deepEqual(
    cuts.map(({ uplink, cut, result }) => `${uplink} ${cut} ${result}`),
    ['fibre carrier mended', 'cable carrier mended'],
  );
  const [fibre] = cuts;
  assert.deepEqual(
    fibre?.flows.map(({ from, family }) => `${from} ${family}`),
    ['router ipv4', 'router ipv6', 'lan ipv4', 'lan ipv6'],
  );
  assert.ok(fibre.flows.every(({ recovered }) => recovered));
  assert.ok(fibre.expectations.length > 0, 'what supposes fibre down was asked');
  assert.ok(fibre.expectations.every(({ result }) => result === 'holds'));
});

type Document = {
  readonly passed: boolean;
  readonly cuts: readonly {
    readonly uplink: string;
    readonly cut: string;
    readonly result: string;
    readonly flows: readonly {
      readonly from: string;
      readonly family: string;
      readonly recovered: boolean;
    }[];
    readonly expectations: readonly { readonly result: string }[];
  }[];
};

/** It has followed its schema. */
function documentOf(value: unknown): Document {
  return value as Document;
}

const twoUplinks = `version: 1
uplinks:
  isp-a: {interface: eth0, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
  isp-b: {interface: eth1, ipv4: {address: 198.51.100.10/24, gateway: 198.51.100.1}}
outbound: {mode: failover, uplinks: [isp-a, isp-b]}
`;

test('an expectation that fails is explained, and ends with 4', { skip }, (context) => {
  const file = join(temporaryFolder(context), 'topology.yaml');
  const expected = 'expect: [any -> any => uplink isp-b]\n';
  writeFileSync(file, `${twoUplinks}${expected}`);
  const { stdout, exitCode } = runHere([...quick, '--cut', 'carrier', file]);
  assert.equal(exitCode, 4, stdout);
  assert.match(stdout, /^! applied, and proven; of 1 expectation, 1 failed$/m);
  assert.match(
    stdout,
    /topology\.yaml:6:\d+: error: .*expected uplink isp-b, but it leaves by eth0/,
  );
  assert.match(stdout, /^! FAILED: /m);
});

test(
  'nobody is cut off in a rehearsal: not even by a way back that changes',
  { skip },
  (context) => {
    const file = join(temporaryFolder(context), 'topology.yaml');
    const address =
      '{address: auto, gateway: auto, assume: {address: 203.0.113.10/24, gateway: 203.0.113.1}}';
    const uplinks = `uplinks: {a: {interface: eth0, ipv4: ${address}}, b: {interface: ppp0, ipv4: {address: 198.51.100.10/32}}}`;
    writeFileSync(file, `version: 1\n${uplinks}\noutbound: {mode: failover, uplinks: [b, a]}\n`);
    const env = { SSH_CONNECTION: '192.0.2.77 50000 198.51.100.10 22' };
    const { stdout, stderr, exitCode } = runHere([...quick, '--cut', 'gateway', file], { env });
    assert.equal(exitCode, 0, `${stdout}${stderr}`);
  },
);

test(
  'an outage that lasts as long as the cut has failed, without any limit',
  { skip },
  (context) => {
    const file = join(temporaryFolder(context), 'topology.yaml');
    writeFileSync(file, twoUplinks);
    const words = [...quick, '--cut', 'silent', file];
    const { stdout, exitCode } = runHere(words);
    assert.equal(exitCode, 4, stdout);
    assert.match(stdout, /^! isp-a {2}silent {2}outage as long as it was cut \(router\)/m);
    assert.match(stdout, /^ {2}isp-b {2}silent {2}outage < 0\.02 s/m);
    assert.match(stdout, /without health nobody is asked over isp-a, isp-b/);
  },
);

test('with speed, a limit is held against what it takes on the host', { skip }, (context) => {
  const file = join(temporaryFolder(context), 'topology.yaml');
  const health = 'health: {targets: [8.8.8.8], interval: 1s, down-after: 5s, up-after: 5s}\n';
  writeFileSync(file, `${twoUplinks}${health}watch: {max-outage: 3s}\n`);
  const { stdout, exitCode } = runHere([...quick, '--cut', 'silent', '--cut', 'carrier', file]);
  assert.equal(exitCode, 4, stdout);
  assert.match(
    stdout,
    /^! isp-a {2}silent {3}outage [4-7]\.\d s \(router\) {3}back after [5-9]\.\d s/m,
  );
  assert.match(stdout, /^ {2}isp-a {2}carrier {2}outage .*\(router\)/m);
});

test('an outage above --max-outage ends with 4, in Markdown, too', { skip }, (context) => {
  const file = join(temporaryFolder(context), 'topology.yaml');
  const health = 'health: {targets: [8.8.8.8], interval: 1s, down-after: 5s, up-after: 5s}\n';
  writeFileSync(file, `${twoUplinks}${health}`);
  const words = [...quick, '--cut', 'silent', '--max-outage', '50ms', '--markdown', file];
  const { stdout, exitCode } = runHere(words);
  assert.equal(exitCode, 4, stdout);
  assert.match(stdout, /^\*\*FAILED: longest outage .* \(at most 0\.05 s\)\*\*$/m);
  assert.match(stdout, /^\| isp-a \| silent \| ! \d\.\d+ s \(router, ipv4\) \| after /m);
});

test(
  'one uplink cannot be cut, and a topology that is not sound is refused',
  { skip },
  (context) => {
    const { stdout, exitCode } = runHere([...quick, exampleFile('raw-everything')]);
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /wan {2}carrier {2}skipped: there is no other uplink/);
    const file = join(temporaryFolder(context), 'topology.yaml');
    writeFileSync(file, 'version: 1\nuplinks: {a: {interface: eth0, gatway: 1}}\n');
    assert.equal(runHere([...quick, file]).exitCode, 3);
    assert.equal(runHere([...quick, join(temporaryFolder(context), 'none.yaml')]).exitCode, 66);
  },
);

for (const signal of ['SIGINT', 'SIGKILL'] as const) {
  test(`after ${signal} nothing of it is left`, { skip }, async (context) => {
    const token = `rehearsal-${process.pid}-${signal}`;
    const words = [...quick, exampleFile('dual-wan-failover')];
    const child = spawn(process.execPath, [inRepository('bin', 'multihome.js'), ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TEST_TOKEN: token },
    });
    context.after(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    assert.ok(processesWith(token).length > 1, 'it runs others');
    child.kill(signal);
    const ended = await once(child, 'exit');
    assert.deepEqual(ended, [null, signal]);
    waitUntil('nothing of it runs', () => processesWith(token).length === 0);
    const left = namespaceNames().filter((name) => /^(?:isp|lan)\d+$/.test(name));
    assert.deepEqual(left, []);
  });
}

test('one that somebody else has killed says so', { skip }, async (context) => {
  const token = `rehearsal-${process.pid}-killed`;
  const words = [...quick, '--json', exampleFile('dual-wan-failover')];
  const child = spawn(process.execPath, [inRepository('bin', 'multihome.js'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TEST_TOKEN: token },
  });
  context.after(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const ended = once(child, 'close');
  const inner = () => processesWith(token).filter((id) => /^unshare.*rehearse/.test(commandOf(id)));
  waitUntil('it has begun', () => inner().length === 1);
  process.kill(Number(inner()[0]), 'SIGKILL');
  assert.deepEqual(await ended, [69, null]);
  const document: unknown = JSON.parse(said);
  assertFollows('error', document);
});

function commandOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Those that have inherited the token. */
function processesWith(token: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/environ`, 'utf8').includes(token);
      } catch {
        return false;
      }
    });
}
