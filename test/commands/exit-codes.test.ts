/** What a script sees: exit codes, and where the words go. */

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { assertFollows } from '../support/documents.ts';
import { fakeIp } from '../support/fake-ip.ts';
import { requireLinks } from '../support/links.ts';
import {
  createTestHost,
  runHere,
  runIn,
  runProgram,
  temporaryFolder,
} from '../support/multihome.ts';
import { execute, requireUsers } from '../support/namespace.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage } from '../support/stage.ts';
import { dump } from '../support/dump.ts';

const sound = exampleFile('symmetric-routing');
const skip = requireLinks('ifb') ?? false;

test('check of a sound topology exits 0, without root or network', () => {
  const { exitCode, stdout, stderr } = runHere(['check', sound]);
  assert.equal(exitCode, 0);
  assert.match(stdout, /: ok \(2 uplinks/);
  assert.equal(stderr, '');
});

test('an invalid topology exits 3 and is explained on stderr', (context) => {
  const file = join(temporaryFolder(context), 'topology.yaml');
  writeFileSync(file, 'version: 1\nuplinks: {a: {interface: eth0, gatway: 1}}\n');
  const { exitCode, stdout, stderr } = runHere(['check', file]);
  assert.equal(exitCode, 3);
  assert.equal(stdout, '');
  assert.match(stderr, /topology\.yaml:2:\d+: error: /);
  assert.doesNotMatch(stderr, /\bat .*\.js:/, 'no stack');
});

for (const [name, make, reason] of [
  ['a missing file', () => undefined, /there is no such file/],
  ['a directory', (path: string) => mkdirSync(path), /it is a directory/],
  [
    'a file of 50 MB',
    (path: string) => {
      writeFileSync(path, '');
      truncateSync(path, 50 * 1024 * 1024);
    },
    /limit/,
  ],
] as const) {
  test(`${name} in place of a topology exits 66 and says why`, (context) => {
    const path = join(temporaryFolder(context), 'topology.yaml');
    make(path);
    const { exitCode, stderr } = runHere(['check', path]);
    assert.equal(exitCode, 66);
    assert.match(stderr, reason);
  });
}

test('a device without end exits 66 before memory is full', () => {
  const { exitCode, stderr } = runHere(['check', '/dev/zero'], { timeoutMs: 30_000 });
  assert.equal(exitCode, 66, stderr);
  assert.match(stderr, /\/dev\/zero: .*limit/);
});

test('a file that may not be read exits 66', { skip: requireUsers() ?? false }, (context) => {
  const folder = temporaryFolder(context);
  const path = join(folder, 'topology.yaml');
  writeFileSync(path, 'version: 1\n');
  chmodSync(folder, 0o755);
  chmodSync(path, 0o000);
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const words = ['setpriv', ...nobody, process.execPath, inRepository('bin', 'multihome.js')];
  const { exitCode, stderr } = runProgram([...words, 'check', path]);
  assert.equal(exitCode, 66);
  assert.match(stderr, /permission denied/);
});

for (const [name, text] of [
  ['an empty file', ''],
  ['a binary file', '\u0000\u0001\u0002ELF'],
  ['a tab as indentation', 'version: 1\nuplinks:\n\ta: {}\n'],
  ['an anchor without target', 'version: 1\nuplinks: *none\n'],
  ['a duplicate key', 'version: 1\nversion: 1\n'],
  ['a list where a mapping belongs', '- 1\n'],
] as const) {
  test(`${name} exits 3 with a position and without a stack`, () => {
    const { exitCode, stderr } = runHere(['check', '-'], { input: text });
    assert.equal(exitCode, 3, stderr);
    assert.match(stderr, /^<stdin>:\d+:\d+: error: .*\[MH\d{3}\]/m);
    assert.doesNotMatch(stderr, /\bat .*\.js:/);
  });
}

test('an alias bomb is refused at once', () => {
  const lines = ['version: 1', 'a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level++) {
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  const { exitCode, stderr } = runHere(['check', '-'], { input: `${lines.join('\n')}\n` });
  assert.equal(exitCode, 3);
  assert.match(stderr, /\[MH\d{3}\]/);
});

test('wrong usage exits 64, and a near miss is suggested', () => {
  const { exitCode, stderr } = runHere(['paln']);
  assert.equal(exitCode, 64);
  assert.match(stderr, /Did you mean plan/);
  assert.equal(runHere(['plan', '--no-such-option']).exitCode, 64);
  assert.equal(runHere(['plan', '--json', '--commands', sound]).exitCode, 64);
});

test('--json prints JSON alone on stdout, also when the topology is invalid', () => {
  const { exitCode, stdout } = runHere(['plan', '--json', '-'], { input: 'version: 2\n' });
  assert.equal(exitCode, 3);
  assertFollows('error', JSON.parse(stdout));
  assert.match(stdout, /"code":"MH\d{3}"/);
});

test('check --json lists each file with its problems', () => {
  const { stdout, exitCode } = runHere(['check', '--json', sound, '-'], { input: 'version: 2\n' });
  assert.equal(exitCode, 3);
  assertFollows('check', JSON.parse(stdout));
  assert.deepEqual(stdout.match(/"valid": \w+/g), ['"valid": true', '"valid": false']);
});

test('warnings fail a check only with --strict', () => {
  const input = `version: 1
uplinks:
  a: {interface: eth0, weight: 3, ipv4: {address: 203.0.113.10/24, gateway: 203.0.113.1}}
`;
  const lenient = runHere(['check', '-'], { input });
  assert.equal(lenient.exitCode, 0);
  assert.match(lenient.stderr, /warning: .*weight/);
  assert.equal(runHere(['check', '--strict', '-'], { input }).exitCode, 3);
});

test('the default topology is named by MULTIHOME_TOPOLOGY, never found in the working directory', () => {
  assert.equal(runHere(['check'], { env: { MULTIHOME_TOPOLOGY: sound } }).exitCode, 0);
  const { exitCode, stderr } = runHere(['check', '--root', '/proc']);
  assert.equal(exitCode, 66);
  assert.match(stderr, /\/proc\/etc\/multihome\/topology\.yaml/);
});

test('the schemas are printed', () => {
  for (const name of ['topology', 'plan', 'apply', 'check', 'error']) {
    const { stdout, exitCode } = runHere(['schema', '--of', name]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /"\$schema": "https:\/\/json-schema.org\/draft\/2020-12\/schema"/);
  }
});

test(
  'apply without root exits 77 before anything is read',
  { skip: requireUsers() ?? false },
  () => {
    const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    const program = [process.execPath, inRepository('bin', 'multihome.js')];
    const { exitCode, stderr } = runProgram([
      'setpriv',
      ...nobody,
      ...program,
      'apply',
      '/no/such/file',
    ]);
    assert.equal(exitCode, 77, stderr);
    assert.match(stderr, /needs root/);
  },
);

test('apply asks, and where nobody can answer refuses and names --yes', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  const before = dump(host.namespace);
  const { exitCode, stderr } = host.run('apply', sound);
  assert.equal(exitCode, 5);
  assert.match(stderr, /--yes/);
  assert.equal(dump(host.namespace), before);
});

test(
  'plan exits 2 with --detailed-exitcode when there are changes, 0 when there are none',
  { skip },
  (context) => {
    const host = createTestHost(context);
    setStage(host.namespace, 'symmetric-routing');
    assert.equal(host.run('plan', sound).exitCode, 0);
    assert.equal(host.run('plan', '--detailed-exitcode', sound).exitCode, 2);
    host.succeed('apply', '--yes', sound);
    assert.equal(host.run('plan', '--detailed-exitcode', sound).exitCode, 0);
  },
);

test('a missing interface is refused with 5, and allowed by name', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  execute(host.namespace, 'ip', 'link', 'del', 'eth1');
  const before = dump(host.namespace);
  const refused = host.run('apply', '--yes', sound);
  assert.equal(refused.exitCode, 5);
  assert.match(refused.stderr, /\[interface-missing\].*eth1/);
  assert.equal(dump(host.namespace), before);
  assert.equal(host.run('apply', '--yes', '--allow', 'interface-missing', sound).exitCode, 0);
});

const lies: readonly (readonly [string, string, RegExp])[] = [
  [
    'prints half a list and exits 0',
    'case "$all" in *rule*) printf "[{\\"priority\\":0"; exit 0;; esac',
    /not JSON/,
  ],
  ['prints nothing and exits 0', 'case "$all" in *route*) exit 0;; esac', /printed nothing/],
  ['lists no rules and exits 0', 'case "$all" in *rule*) echo "[]"; exit 0;; esac', /table local/],
  [
    'lists no routes and exits 0',
    'case "$all" in *route*) echo "[]"; exit 0;; esac',
    /no local route/,
  ],
  [
    'prints something that is no JSON',
    'case "$all" in *addr*) echo hello; exit 0;; esac',
    /not JSON/,
  ],
  [
    'fails',
    'case "$all" in *route*) echo "RTNETLINK answers: no" >&2; exit 2;; esac',
    /failed with status 2|exit code 2/,
  ],
  ['is too old', 'case "$all" in *-V*) echo "ip utility, iproute2-4.9.0"; exit 0;; esac', /5\.5/],
  [
    "is BusyBox's",
    'case "$all" in *-V*) echo "BusyBox v1.36.1 multi-call binary." >&2; exit 1;; esac',
    /BusyBox/,
  ],
];

for (const [name, script, reason] of lies) {
  test(
    `an \`ip\` that ${name} exits 69, plans no deletion and touches nothing`,
    { skip },
    (context) => {
      const host = createTestHost(context);
      setStage(host.namespace, 'symmetric-routing');
      host.succeed('apply', '--yes', sound);
      const before = dump(host.namespace);
      const env = fakeIp(context, script);
      for (const verb of [['plan'], ['apply', '--yes']]) {
        const { exitCode, stdout, stderr } = runIn(host.namespace, host.root, [...verb, sound], {
          env,
        });
        assert.equal(exitCode, 69, stderr);
        assert.equal(stdout, '');
        assert.match(stderr, reason);
      }
      const destroyed = runIn(host.namespace, host.root, ['destroy', '--yes'], { env });
      assert.equal(destroyed.exitCode, 69);
      assert.equal(dump(host.namespace), before);
    },
  );
}

test('dscp is refused with 69 by an `ip` that does not know it', { skip }, (context) => {
  const host = createTestHost(context);
  const file = join(host.root, 'topology.yaml');
  writeFileSync(file, 'version: 1\nrules: [{priority: 70, dscp: 46, lookup: 100}]\n');
  const env = fakeIp(context, 'case "$1" in -V) echo "ip utility, iproute2-6.1.0"; exit 0;; esac');
  const { exitCode, stderr } = runIn(host.namespace, host.root, ['plan', file], { env });
  assert.equal(exitCode, 69);
  assert.match(stderr, /dscp needs iproute2 6\.13/);
});
