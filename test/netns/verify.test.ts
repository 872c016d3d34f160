/** `verify`: the expectations of a topology, asked of the kernel of a host. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { readJunit } from '../support/junit.ts';
import { setDown } from '../support/links.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost, runProgram, temporaryFolder } from '../support/multihome.ts';
import { inNamespace, ip, writeSysctl } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { listOf, readSarif } from '../support/sarif.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';
import { readTap } from '../support/tap.ts';
import { readCommand } from '../support/workflow-commands.ts';

function applied(context: TestContext, example: string): TestHost {
  const host = createTestHost(context);
  setStage(host.namespace, example);
  writeSysctl(host.namespace, 'net/ipv4/ip_forward', '1');
  host.succeed('apply', '--yes', exampleFile(example));
  return host;
}

const symmetric = 'symmetric-routing';
const skip = skipStage(symmetric);

for (const example of Object.keys(stages)) {
  test(
    `${example}: once applied, the kernel does what the topology expects, and what the model says`,
    { skip: skipStage(example) },
    (context) => {
      const said = applied(context, example).succeed('verify', exampleFile(example));
      assert.match(
        said,
        /: [1-9]\d* expectations? holds?.*; model and kernel agree [1-9]\d*, differ 0$/m,
      );
    },
  );
}

test('what supposes a failure is skipped, and asked once it is there', { skip }, (context) => {
  const host = applied(context, symmetric);
  const results = () => {
    const document: unknown = JSON.parse(
      host.run('verify', '--json', exampleFile(symmetric)).stdout,
    );
    assertFollows('verify', document);
    return JSON.stringify(document);
  };
  assert.match(results(), /"reason":"supposes isp-a down, and it is up: check works it out"/);
  setDown({ namespace: host.namespace, name: 'eth0' });
  host.succeed('apply', '--yes', '--allow', 'uplink-unready', exampleFile(symmetric));
  assert.doesNotMatch(results(), /supposes isp-a down/);
});

test(
  'a host that is not as the topology says fails, with the way that packets take',
  { skip },
  (context) => {
    const host = applied(context, symmetric);
    ip(host.namespace, 'rule', 'del', 'from', '198.51.100.10', 'priority', '110');
    const { exitCode, stderr } = host.run('verify', exampleFile(symmetric));
    assert.equal(exitCode, 4, stderr);
    assert.match(stderr, /198\.51\.100\.10 -> \S+: expected uplink isp-b, but it leaves by eth0/);
    assert.match(stderr, /from 203\.0\.113\.10 lookup 1 +no: from/);
  },
);

test('reports say what holds, what fails and what was skipped', { skip }, (context) => {
  const host = applied(context, symmetric);
  ip(host.namespace, 'rule', 'del', 'from', '198.51.100.10', 'priority', '110');
  const reportAs = (format: string) => {
    const { exitCode, stdout } = host.run('verify', '--format', format, exampleFile(symmetric));
    assert.equal(exitCode, 4);
    return stdout;
  };
  const suites = readJunit(reportAs('junit')).children;
  const points = readTap(reportAs('tap'));
  const cases = suites[0]?.children.map(({ children: [first] }) => first?.name) ?? [];
  const outcomes = points.map(({ ok, skip: isSkipped }) =>
    isSkipped === false ? (ok ? undefined : 'failure') : 'skipped',
  );
  assert.deepEqual(outcomes, cases);
  assert.deepEqual(new Set(cases), new Set([undefined, 'failure', 'skipped']));

  const failures = cases.filter((one) => one === 'failure').length;
  assert.equal(listOf(readSarif(reportAs('sarif')), 'results').length, failures);
  const commands = reportAs('github')
    .split('\n')
    .filter((line) => readCommand(line) !== undefined);
  assert.equal(commands.length, failures);
});

test('needs no root', { skip }, (context) => {
  const host = applied(context, symmetric);
  const user = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
  const words = [inRepository('bin', 'multihome.js'), 'verify', exampleFile(symmetric)];
  const { exitCode, stdout, stderr } = runProgram(inNamespace(host.namespace, ...user, ...words));
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /differ 0/);
});

test('what expects nothing cannot be verified, and is told so', (context) => {
  const path = join(temporaryFolder(context), 'topology.yaml');
  writeFileSync(path, 'version: 1\nrules: [{priority: 9, lookup: main}]\n');
  const host = createTestHost(context);
  const { exitCode, stderr } = host.run('verify', path);
  assert.equal(exitCode, 3);
  assert.match(stderr, /expects nothing/);
});

test(
  'a packet that `ip route get` cannot be asked about is not taken for a good one',
  { skip },
  (context) => {
    const host = applied(context, symmetric);
    const path = join(temporaryFolder(context), 'topology.yaml');
    writeFileSync(path, 'version: 1\nexpect: [any -> 203.0.113.7 gre => dev eth0]\n');
    const { exitCode, stdout, stderr } = host.run('verify', path);
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /0 expectations hold, 1 skipped; .* agree 0, differ 0, not answered 1/);
  },
);
