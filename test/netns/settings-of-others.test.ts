/** `sysctls: manage` and what it must not cost: interfaces outside the topology, and single settings. */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import {
  advertise,
  forgetAdvertised,
  isAdvertised,
  requireAdvertisements,
} from '../support/advertisements.ts';
import { doctorIn } from '../support/doctor.ts';
import { fakeIp } from '../support/fake-ip.ts';
import { addAddress, addVeth, requireLinks } from '../support/links.ts';
import type { Finished } from '../support/multihome.ts';
import { createTestHost, runIn, runProgram } from '../support/multihome.ts';
import {
  createNamespace,
  hasIpv6,
  inNamespace,
  ip,
  readSysctl,
  writeSysctl,
} from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { inRepository } from '../support/repository.ts';
import { waitUntil } from '../support/wait.ts';

const skip = requireLinks('veth') ?? false;
const skipAdvertised = skip || (requireAdvertisements() ?? false);

const text = `version: 1
sysctls: manage
uplinks:
  a:
    interface: eth0
    ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}
    ipv6: {address: '2001:db8:a::10/64', gateway: '2001:db8:a::1'}
networks: {lan: {interface: lan0, ipv4: 10.7.0.1/24, ipv6: '2001:db8:7::1/64'}}
outbound: {mode: failover, uplinks: [a]}
policies: [{name: lan, from: lan, uplinks: [a]}]
`;

function stage(context: TestContext, topology = text) {
  const host = createTestHost(context);
  const { namespace } = host;
  const provider = createNamespace(context);
  if (!hasIpv6(namespace)) return undefined;
  for (const name of ['eth0', 'eth8', 'eth9', 'lan0']) {
    addVeth({ namespace, name }, { namespace: provider, name: `to-${name}` });
  }
  addAddress({ namespace, name: 'eth0' }, '203.0.113.10/24');
  addAddress({ namespace, name: 'eth0' }, '2001:db8:a::10/64');
  addAddress({ namespace, name: 'lan0' }, '10.7.0.1/24');
  addAddress({ namespace, name: 'lan0' }, '2001:db8:7::1/64');
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, topology);
  const eth9 = { namespace, name: 'eth9' };
  const router = { namespace: provider, name: 'to-eth9' };
  return { ...host, file, eth9, router };
}

test(
  'forwarding takes nothing from who listens outside the topology',
  { skip: skipAdvertised },
  (context) => {
    const host = stage(context);
    if (host === undefined) return context.skip('needs IPv6');
    const { namespace, file, eth9, succeed } = host;
    advertise(host.router, eth9);
    const { report } = doctorIn(namespace, host.root, file);
    const found = report.findings.find(({ code }) => code === 'MH607');
    assert.equal(found?.severity, 'warning');
    assert.match(succeed('plan', file), /eth9 has routes or addresses from router advertisements/);
    succeed('apply', '--yes', file);
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/all/forwarding'), '1');
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/eth9/accept_ra'), '2');
    assert.ok(isAdvertised(eth9));

    // What is away for a while must be heard when it comes back.
    ip(namespace, '-6', 'address', 'flush', 'dev', 'eth9', 'scope', 'global');
    forgetAdvertised(eth9);
    assert.match(succeed('plan', file), /No changes/);
    advertise(host.router, eth9);
    succeed('destroy', '--yes', file);
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/eth9/accept_ra'), '1');
    assert.ok(isAdvertised(eth9));
  },
);

test(
  'no network that only may be forwarded changes who listens outside the topology',
  { skip: skipAdvertised },
  (context) => {
    const host = stage(context, text.replace(/^policies.*\n/m, ''));
    if (host === undefined) return context.skip('needs IPv6');
    const { namespace, file, eth9, succeed } = host;
    advertise(host.router, eth9);
    assert.doesNotMatch(succeed('plan', file), /accept_ra/);
    succeed('apply', '--yes', file);
    const { report, exitCode } = doctorIn(namespace, host.root, file);
    assert.equal(exitCode, 0, JSON.stringify(report.findings));
    const found = report.findings.find(({ message }) =>
      message.startsWith('IPv6 is not forwarded'),
    );
    const advice = found?.remedy?.kind === 'command' ? found.remedy.command : '';
    assert.equal(advice, 'sysctl -w net.ipv6.conf.eth9.accept_ra=2 net.ipv6.conf.all.forwarding=1');
    for (const [, key = '', value = ''] of advice.matchAll(/ ([\w.]+)=(\d)/g)) {
      writeSysctl(namespace, key.replaceAll('.', '/'), value);
    }
    assert.ok(isAdvertised(eth9));
    assert.match(succeed('plan', '--detailed-exitcode', file), /No changes/);
  },
);

test(
  'who is made to listen goes on with it while the host forwards, whoever wants that',
  { skip: skipAdvertised },
  (context) => {
    const host = stage(context);
    if (host === undefined) return context.skip('needs IPv6');
    const { namespace, file, eth9, succeed } = host;
    advertise(host.router, eth9);
    succeed('apply', '--yes', file);
    writeFileSync(file, text.replace(/^policies.*\n/m, ''));
    succeed('apply', '--yes', file);
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/eth9/accept_ra'), '1');

    writeFileSync(file, text);
    succeed('apply', '--yes', file);
    const dropIn = join(host.root, 'etc/sysctl.d/50-multihome.conf');
    const forwards = '# Before: net.ipv6.conf.all.forwarding = ';
    // Somebody else wanted it before.
    writeFileSync(dropIn, readFileSync(dropIn, 'utf8').replace(`${forwards}0`, `${forwards}1`));
    writeFileSync(file, text.replace(/^policies.*\n/m, ''));
    succeed('apply', '--yes', file);
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/all/forwarding'), '1');
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/eth9/accept_ra'), '2');
    assert.match(succeed('plan', '--detailed-exitcode', file), /No changes/);
  },
);

/** What a careful administrator had before: one interface forwards, and redirects are refused. */
const single = {
  'net/ipv4/conf/eth8/forwarding': '1',
  'net/ipv4/conf/eth9/forwarding': '0',
  'net/ipv4/conf/all/accept_redirects': '0',
  'net/ipv6/conf/eth8/forwarding': '1',
  'net/ipv6/conf/eth9/forwarding': '0',
  'net/ipv4/conf/default/forwarding': '1',
  'net/ipv6/conf/default/forwarding': '1',
} as const;

function setSingle(namespace: string, values: Readonly<Record<string, string>> = single): void {
  for (const [path, value] of Object.entries(values)) writeSysctl(namespace, path, value);
}

function assertSingle(namespace: string, values: Readonly<Record<string, string>> = single): void {
  for (const [path, value] of Object.entries(values)) {
    assert.equal(readSysctl(namespace, path), value, path);
  }
  assert.equal(readSysctl(namespace, 'net/ipv4/ip_forward'), '0');
  assert.equal(readSysctl(namespace, 'net/ipv6/conf/all/forwarding'), '0');
}

test('rollback and destroy give single interfaces back what they had', { skip }, (context) => {
  const host = stage(context);
  if (host === undefined) return context.skip('needs IPv6');
  const { namespace, file, succeed } = host;
  setSingle(namespace);
  succeed('apply', '--yes', file);
  assert.equal(readSysctl(namespace, 'net/ipv4/conf/eth9/forwarding'), '1');
  assert.match(succeed('plan', '--detailed-exitcode', file), /No changes/);
  succeed('rollback');
  assertSingle(namespace);

  succeed('apply', '--yes', file);
  // The drop-in alone remembers, also after a further apply.
  succeed('apply', '--yes', file);
  succeed('destroy', '--yes', file);
  assertSingle(namespace);

  succeed('apply', '--yes', file);
  writeSysctl(namespace, 'net/ipv4/conf/eth9/forwarding', '0');
  succeed('destroy', '--yes', file);
  succeed('rollback');
  assert.equal(readSysctl(namespace, 'net/ipv4/ip_forward'), '1');
  assert.equal(readSysctl(namespace, 'net/ipv4/conf/eth9/forwarding'), '0');
  assert.equal(readSysctl(namespace, 'net/ipv4/conf/lan0/forwarding'), '1');
});

test('a switch that is on by another number comes back as that', { skip }, (context) => {
  const host = stage(context);
  if (host === undefined) return context.skip('needs IPv6');
  const { namespace, file, succeed } = host;
  const values = { ...single, 'net/ipv6/conf/eth8/forwarding': '2' };
  setSingle(namespace, values);
  for (const way of [['rollback'], ['destroy', '--yes', file]] as const) {
    succeed('apply', '--yes', file);
    assert.match(succeed('plan', '--detailed-exitcode', file), /No changes/);
    succeed('apply', '--yes', file);
    succeed(...way);
    assertSingle(namespace, values);
  }
});

test('what goes back takes nothing from who listens', { skip: skipAdvertised }, (context) => {
  const host = stage(context);
  if (host === undefined) return context.skip('needs IPv6');
  const { namespace, file, router, eth9, succeed } = host;
  setSingle(namespace);
  advertise(router, eth9);
  const ways = [['rollback'], ['destroy', '--yes', file]] as const;
  for (const way of ways) {
    succeed('apply', '--yes', file);
    assert.ok(isAdvertised(eth9));
    forgetAdvertised(eth9);
    advertise(router, eth9);
    succeed(...way);
    assertSingle(namespace);
    assert.equal(readSysctl(namespace, 'net/ipv6/conf/eth9/accept_ra'), '1');
    assert.ok(isAdvertised(eth9), way[0]);
  }
  // What is taken away is put back in the other order.
  succeed('apply', '--yes', file);
  forgetAdvertised(eth9);
  advertise(router, eth9);
  succeed('destroy', '--yes', file);
  succeed('rollback');
  assert.equal(readSysctl(namespace, 'net/ipv6/conf/all/forwarding'), '1');
  assert.ok(isAdvertised(eth9));
});

test('so does an apply that fails, or that nobody confirms', { skip }, (context) => {
  const host = stage(context);
  if (host === undefined) return context.skip('needs IPv6');
  const { namespace, file, root, succeed } = host;
  setSingle(namespace);
  const env = fakeIp(context, 'case "$all" in *-4*batch*) exit 1 ;; esac');
  const { exitCode } = runIn(namespace, root, ['apply', '--yes', file], { env });
  assert.ok(exitCode === 6 || exitCode === 7, `${exitCode}`);
  assertSingle(namespace);

  succeed('apply', '--yes', '--confirm', '5s', file);
  assert.equal(readSysctl(namespace, 'net/ipv4/ip_forward'), '1');
  waitUntil('all is back', () => {
    const off = readSysctl(namespace, 'net/ipv4/ip_forward') === '0';
    return (
      off && Object.entries(single).every(([path, value]) => readSysctl(namespace, path) === value)
    );
  });
});

const own = 'mount -t tmpfs none /etc/sysctl.d && ';

/** As the unit has it; with the capabilities that are named. */
function sandboxed(...names: readonly string[]): string {
  const set = ['-all', ...['net_admin', 'net_raw', ...names].map((name) => `+${name}`)].join(',');
  return `set -- setpriv --bounding-set=${set} --inh-caps=-all "$@" && `;
}

/** `plan` below a process 1 of its own: what is before that, and what is before `plan`. */
function planBelow(
  outer: readonly string[],
  inner: readonly string[],
  before: string,
  file: string,
): Finished {
  const program = inRepository('bin', 'multihome.js');
  const shell = ['sh', '-c', `${before}exec "$@"`, 'sh', process.execPath];
  const words = [...inner, ...shell, program, 'plan', file].map(
    (word) => `'${word.replaceAll("'", `'\\''`)}'`,
  );
  const first = ['unshare', '--mount', '--pid', '--fork', '--mount-proc', 'sh', '-c'];
  return runProgram([...outer, ...first, `${words.join(' ')}; exit $?`]);
}

/** As on a machine, where process 1 is in another network namespace, and all share its files. */
function planBeside(namespace: string, file: string, before: string): Finished {
  return planBelow([], [...inNamespace(namespace)], before, file);
}

/** As on a machine, or in a container. */
function planWithin(namespace: string, file: string, before: string): Finished {
  return planBelow([...inNamespace(namespace)], [], before, file);
}

test('settings of a namespace do not become those of the machine', { skip }, (context) => {
  const host = stage(context);
  if (host === undefined) return context.skip('needs IPv6');
  const { namespace, file } = host;
  const shared = planBeside(namespace, file, '');
  assert.equal(shared.exitCode, 5, `${shared.stdout}${shared.stderr}`);
  assert.match(shared.stderr, /the machine reads at boot.*\/etc\/netns\/NAME\/sysctl\.d/s);
  const alone = planBeside(namespace, file, own);
  assert.equal(alone.exitCode, 0, `${alone.stdout}${alone.stderr}`);
  assert.match(alone.stdout, /\+net\.ipv4\.ip_forward = 1/);
  writeFileSync(file, text.replace('sysctls: manage\n', ''));
  assert.equal(planBeside(namespace, file, '').exitCode, 0);
});

test(
  'nor do they in a sandbox, where process 1 may not be looked into',
  { skip: skip || (requirePrograms('setpriv') ?? false) },
  (context) => {
    const host = stage(context);
    if (host === undefined) return context.skip('needs IPv6');
    const { namespace, file } = host;
    const asService = planWithin(namespace, file, sandboxed());
    assert.equal(asService.exitCode, 0, `${asService.stdout}${asService.stderr}`);
    assert.match(asService.stdout, /\+net\.ipv4\.ip_forward = 1/);
    for (const before of ['', own]) {
      const beside = planBeside(namespace, file, before + sandboxed());
      assert.equal(beside.exitCode, 5, `${beside.stdout}${beside.stderr}`);
      assert.match(beside.stderr, /without a look at process 1.*CAP_SYS_PTRACE/s);
    }
    const shared = planBeside(namespace, file, sandboxed('sys_ptrace'));
    assert.match(shared.stderr, /the machine reads at boot/);
    const looked = planBeside(namespace, file, own + sandboxed('sys_ptrace'));
    assert.equal(looked.exitCode, 0, `${looked.stdout}${looked.stderr}`);

    writeFileSync(file, text.replace('sysctls: manage\n', ''));
    writeSysctl(namespace, 'net/ipv4/ip_forward', '1');
    const dropIn = join(host.root, 'drop-in');
    const line = 'net.ipv4.ip_forward = ';
    writeFileSync(
      dropIn,
      `# Written by multihome, and overwritten by it. \`multihome destroy\` removes it.\n# Before: ${line}0\n${line}1\n`,
    );
    const ours = `${own}cp ${dropIn} /etc/sysctl.d/50-multihome.conf && `;
    assert.match(planBeside(namespace, file, ours).stdout, /ip_forward: 1 -> 0/);
    const left = planBeside(namespace, file, ours + sandboxed());
    assert.equal(left.exitCode, 0, `${left.stdout}${left.stderr}`);
    assert.doesNotMatch(left.stdout, /ip_forward: 1 -> 0|sysctl\.d/);
  },
);
