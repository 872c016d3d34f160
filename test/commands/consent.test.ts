/** What happens at the prompt, at standard input, and to whose objects `destroy` takes. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { apply } from '../../src/commands/apply.ts';
import type { Environment } from '../../src/commands/environment.ts';
import { createHost } from '../../src/host/host.ts';
import { dump } from '../support/dump.ts';
import { requireLinks } from '../support/links.ts';
import { createTestHost, runHere } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;
const symmetric = exampleFile('symmetric-routing');
const options = {
  file: symmetric,
  yes: false,
  json: false,
  all: false,
  allow: [],
  lockTimeoutMs: 0,
  waitForInterfacesMs: 0,
  confirmSeconds: undefined,
  expect: undefined,
};

/** A terminal at which `during` happens while the question stands. */
function asking(namespace: string, root: string, answer: string, during: () => void) {
  const said: string[] = [];
  const keep = (text: string): void => void said.push(text);
  const environment: Environment = {
    host: createHost({ ip: ['ip', '-n', namespace], root }),
    terminal: {
      print: keep,
      remark: keep,
      colourOut: false,
      colourRemarks: false,
      isUnread: () => false,
      columnsOut: Number.POSITIVE_INFINITY,
      columnsRemarks: 80,
      interactive: true,
      showsProgress: false,
      ask: () => {
        during();
        return Promise.resolve(answer);
      },
    },
    defaultTopology: '/nonexistent',
  };
  return { environment, said };
}

test(
  'a plan that went stale while the question stood is not carried out',
  { skip },
  async (context) => {
    const host = createTestHost(context);
    setStage(host.namespace, 'symmetric-routing');
    host.succeed('apply', '--yes', symmetric);
    const changed = join(host.root, 'changed.yaml');
    writeFileSync(changed, readFileSync(symmetric, 'utf8').replace('203.0.113.1}', '203.0.113.2}'));
    let after = '';
    const { environment, said } = asking(host.namespace, host.root, 'y', () => {
      ip(host.namespace, 'route', 'del', 'default', 'metric', '10');
      ip(
        host.namespace,
        'route',
        'add',
        'default',
        'via',
        '203.0.113.77',
        'metric',
        '10',
        'proto',
        'dhcp',
      );
      after = dump(host.namespace);
    });
    assert.equal(await apply({ ...options, file: changed }, environment), 5);
    assert.match(said.join(''), /the host changed since the plan was made/);
    assert.equal(dump(host.namespace), after);
  },
);

test('a guard that came to stand while the question stood refuses', { skip }, async (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  ip(host.namespace, 'link', 'set', 'eth1', 'down');
  let after = '';
  const { environment, said } = asking(host.namespace, host.root, 'y', () => {
    ip(host.namespace, 'link', 'del', 'eth1');
    after = dump(host.namespace);
  });
  assert.equal(await apply(options, environment), 5);
  assert.match(said.join(''), /the host changed since the plan was made.*\[interface-missing\]/s);
  assert.equal(dump(host.namespace), after);
});

test('yes goes on, and anything but yes touches nothing', { skip }, async (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  const before = dump(host.namespace);
  for (const answer of ['', 'n', 'yeah', 'no']) {
    const { environment } = asking(host.namespace, host.root, answer, () => undefined);
    assert.equal(await apply(options, environment), 5);
    assert.equal(dump(host.namespace), before);
  }
  const { environment } = asking(host.namespace, host.root, 'YES', () => undefined);
  assert.equal(await apply(options, environment), 0);
});

test('a writer that is slower than the program is waited for on standard input', () => {
  const program = `${process.execPath} ${inRepository('bin', 'multihome.js')}`;
  const slow = `(sleep 0.4; cat ${symmetric}) | ${program} check -`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', slow], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /ok \(2 uplinks/);
});

test('a directory on standard input is no crash', () => {
  const program = `${process.execPath} ${inRepository('bin', 'multihome.js')}`;
  const { status, stderr } = spawnSync('sh', ['-c', `${program} check - </`], { encoding: 'utf8' });
  assert.equal(status, 66);
  assert.match(stderr, /cannot read standard input: it is a directory/);
});

test(
  "destroy takes what the system's topology owns, or a number that is given",
  { skip },
  (context) => {
    const host = createTestHost(context);
    setStage(host.namespace, 'symmetric-routing');
    const before = dump(host.namespace);
    mkdirSync(join(host.root, 'etc/multihome'), { recursive: true });
    const system = join(host.root, 'etc/multihome/topology.yaml');
    writeFileSync(
      system,
      readFileSync(symmetric, 'utf8').replace('version: 1', 'version: 1\nprotocol: 158'),
    );
    host.succeed('apply', '--yes');
    host.succeed('destroy', '--yes');
    assert.equal(dump(host.namespace), before);
    host.succeed('apply', '--yes');
    writeFileSync(system, 'broken: [');
    assert.equal(host.run('destroy', '--yes').exitCode, 3);
    host.succeed('destroy', '--yes', '--protocol', '158');
    assert.equal(dump(host.namespace), before);
    assert.equal(runHere(['destroy', '--yes', '--protocol', '2']).exitCode, 64);
  },
);

test(
  'commands of a plan that apply would refuse are not printed, and the exit code tells',
  { skip },
  (context) => {
    const host = createTestHost(context);
    setStage(host.namespace, 'symmetric-routing');
    host.succeed('apply', '--yes', symmetric);
    ip(host.namespace, 'link', 'del', 'eth1');
    const { stdout, stderr } = host.run('plan', '--commands', symmetric);
    assert.equal(stdout, '');
    assert.match(stderr, /apply would refuse this: refused \[interface-missing\]/);
    assert.equal(host.run('plan', '--detailed-exitcode', symmetric).exitCode, 5);
  },
);

test('an apply --json that changed nothing says so', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  const file = join(host.root, 'bad.yaml');
  writeFileSync(file, 'version: 1\nroutes: [{to: 10.99.0.0/16, via: 10.8.0.1, dev: eth0}]\n');
  host.run('apply', '--yes', '--json', file);
  const second = host.run('apply', '--yes', '--json', file);
  assert.match(second.stdout, /"type":"summary","changed":false,"exit_code":6/);
});
