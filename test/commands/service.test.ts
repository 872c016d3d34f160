/** What `install-service` leaves on a host, and what starts from it. */

import assert from 'node:assert/strict';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { ifupdownHook, unitText } from '../../src/render/service-text.ts';
import { weakPlacesText } from '../../src/render/weak-place-text.ts';
import { requireLinks } from '../support/links.ts';
import { createTestHost, runHere, runProgram, temporaryFolder } from '../support/multihome.ts';
import type { Owner } from '../support/namespace.ts';
import { inNamespace, ip, requireRoot } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import { inRepository } from '../support/repository.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const skip = requireRoot() ?? requirePrograms('systemctl', 'systemd-analyze');
const example = exampleFile('symmetric-routing');
const watching = '/etc/systemd/system/multihome-watch.service';
const applying = '/etc/systemd/system/multihome-apply.service';

/** A host that systemd starts, with its topology. */
function stage(owner: Owner) {
  const root = temporaryFolder(owner);
  for (const path of ['/lib/systemd/system', '/etc/multihome', '/etc/network/if-up.d']) {
    mkdirSync(join(root, path), { recursive: true });
  }
  writeFileSync(join(root, 'etc/multihome/topology.yaml'), readFileSync(example));
  const run = (...words: readonly string[]) => runHere(['--root', root, ...words]);
  const has = (path: string) => existsSync(join(root, path));
  const text = (path: string) => readFileSync(join(root, path), 'utf8');
  return { root, run, has, text };
}

test('systemd starts watch at boot, and twice is once', { skip }, (context) => {
  const { root, run, has, text } = stage(context);
  const first = run('install-service');
  assert.equal(first.exitCode, 0, first.stderr);
  assert.match(first.stdout, /multihome-watch\.service written\nit begins at the next boot\n$/);
  const [start] = /^ExecStart=.*$/m.exec(text(watching)) ?? [];
  const program = inRepository('bin', 'multihome.js');
  assert.equal(
    start,
    `ExecStart=${process.execPath} ${program} watch /etc/multihome/topology.yaml`,
  );
  const wants = join(root, '/etc/systemd/system/multi-user.target.wants');
  assert.deepEqual(readdirSync(wants), ['multihome-watch.service']);
  const path = join(root, watching);
  const verified = runProgram(['systemd-analyze', 'verify', '--man=no', path]);
  assert.doesNotMatch(verified.stderr, /multihome-watch/);
  assert.equal(verified.exitCode, 0, verified.stderr);
  assert.match(run('install-service').stdout, /multihome-watch\.service unchanged/);
  const removed = run('uninstall-service');
  assert.equal(removed.exitCode, 0, removed.stderr);
  assert.match(removed.stdout, /removed\nrouting stays as it is/);
  assert.ok(!has(watching) && !existsSync(join(wants, 'multihome-watch.service')));
  assert.match(run('uninstall-service').stdout, /^nothing is installed$/m);
});

test('to apply once takes the place of watching', { skip }, (context) => {
  const { root, run, has } = stage(context);
  assert.equal(run('install-service').exitCode, 0);
  const { exitCode, stdout, stderr } = run('install-service', '--once');
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /watch\.service removed\n.*apply\.service written/s);
  assert.ok(has(applying) && !has(watching));
  const verified = runProgram(['systemd-analyze', 'verify', '--man=no', join(root, applying)]);
  assert.doesNotMatch(verified.stderr, /multihome-apply/);
});

test(
  'nothing is written over that somebody else has made, or that is not valid',
  { skip },
  (context) => {
    const { root, run, has, text } = stage(context);
    mkdirSync(dirname(join(root, watching)), { recursive: true });
    writeFileSync(join(root, watching), '[Unit]\n');
    for (const verb of ['install-service', 'uninstall-service']) {
      const { exitCode, stderr } = run(verb);
      assert.equal(exitCode, 5, stderr);
      assert.match(
        stderr,
        /is there, and was not written by install-service\. Nothing was touched/,
      );
    }
    assert.equal(text(watching), '[Unit]\n');
    writeFileSync(join(root, 'etc/multihome/topology.yaml'), 'version: 2\n');
    assert.equal(run('install-service', '--once').exitCode, 3);
    assert.ok(!has(applying));
    assert.equal(run('install-service', '-').exitCode, 64);
  },
);

const topologyPath = 'etc/multihome/topology.yaml';
const user = 65_533;

function makeHome(root: string): string {
  const home = join(root, 'home/anna');
  mkdirSync(home, { recursive: true });
  chownSync(home, user, user);
  return home;
}

function makeOpen(root: string, mode: number): void {
  const directory = join(root, 'srv/open');
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, mode);
}

function writeOf(root: string, path: string, text: string, owner: number): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
  chownSync(file, owner, owner);
}

/** What must be refused, what the refusal says of it, and where. */
const weaknesses: readonly (readonly [what: string, make: (root: string) => void, said: RegExp])[] =
  [
    [
      'a topology of a user',
      (root) => chownSync(join(root, topologyPath), user, user),
      /file \/etc\/multihome\/topology\.yaml: owner 65533, mode 0644\n +chown root:root \S+\/etc\/multihome\/topology\.yaml\n/,
    ],
    [
      'one that a group can write',
      (root) => chmodSync(join(root, topologyPath), 0o664),
      /owner 0, mode 0664\n +chmod go-w \S+\/etc\/multihome\/topology\.yaml\n/,
    ],
    [
      'a directory above it that all can write',
      (root) => chmodSync(join(root, 'etc'), 0o777),
      /directory \/etc: owner 0, mode 0777\n +chmod go-w \S+\/etc\n/,
    ],
    [
      'a directory of a user, where a link leads',
      (root) => {
        makeHome(root);
        renameSync(join(root, topologyPath), join(root, 'home/anna/it.yaml'));
        // As the machine resolves it that reads it now.
        symlinkSync('../../home/anna/it.yaml', join(root, topologyPath));
      },
      /directory \/home\/anna: owner 65533, mode 0755\n +what root runs has no place there: put a copy/,
    ],
    [
      'a hook of a user, which a shell runs',
      (root) => {
        mkdirSync(join(root, 'opt'));
        for (const [name, owner] of [
          ['sh', 0],
          ['hook', user],
        ] as const) {
          writeFileSync(join(root, 'opt', name), '', { mode: 0o755 });
          chownSync(join(root, 'opt', name), owner, 0);
        }
        append(root, 'watch: {hook: [/opt/sh, /opt/hook]}\n');
      },
      /file \/opt\/hook: owner 65533/,
    ],
    [
      'a probe that all can write',
      (root) => {
        writeFileSync(join(root, 'probe'), '');
        chmodSync(join(root, 'probe'), 0o757);
        append(root, 'health: {probe: command, command: [/probe]}\n');
      },
      /file \/probe: owner 0, mode 0757/,
    ],
    [
      'a hook that is not there yet, where all can make it',
      (root) => {
        makeOpen(root, 0o777);
        append(root, 'watch: {hook: [/srv/open/hook]}\n');
      },
      /directory \/srv\/open: owner 0, mode 0777\n +chmod go-w /,
    ],
    [
      'one that is not there yet, where everybody has files',
      (root) => {
        makeOpen(root, 0o1777);
        append(root, 'watch: {hook: [/srv/open/new/hook]}\n');
      },
      /directory \/srv\/open: owner 0, mode 1777\n +what root runs has no place there/,
    ],
    [
      'a directory of a user, whose hooks are run',
      (root) => {
        mkdirSync(join(makeHome(root), 'hooks.d'));
        append(root, 'watch: {hook: [/usr/bin/run-parts, --verbose, /home/anna/hooks.d]}\n');
      },
      /directory \/home\/anna: owner 65533/,
    ],
    [
      'a hook of a user in a directory of hooks',
      (root) => {
        writeOf(root, 'etc/hooks.d/10-mine', '', user);
        append(root, 'watch: {hook: [/usr/bin/run-parts, /etc/hooks.d]}\n');
      },
      /file \/etc\/hooks\.d\/10-mine: owner 65533/,
    ],
    [
      'an interpreter of a user',
      (root) => {
        makeHome(root);
        writeOf(root, 'opt/hook', '#!/home/anna/venv/bin/python\n', 0);
        append(root, 'watch: {hook: [/opt/hook]}\n');
      },
      /directory \/home\/anna: owner 65533/,
    ],
    [
      'an interpreter of a user, which is looked for',
      (root) => {
        writeOf(root, 'usr/local/bin/python3', '', user);
        writeOf(root, 'opt/hook', '#!/usr/bin/env -S python3 -u\n', 0);
        append(root, 'watch: {hook: [/opt/hook]}\n');
      },
      /file \/usr\/local\/bin\/python3: owner 65533/,
    ],
    [
      'a link in the image to a file of a user in it',
      (root) => {
        mkdirSync(join(root, 'opt'));
        writeOf(root, 'srv/anna', '', user);
        symlinkSync('/srv/anna', join(root, 'opt/hook'));
        append(root, 'watch: {hook: [/opt/hook]}\n');
      },
      /file \/srv\/anna: owner 65533/,
    ],
    [
      'an option that names a file of a user, from the root directory on',
      (root) => {
        writeOf(root, 'opt/rules', '', user);
        append(root, 'watch: {hook: [/usr/bin/awk, --file=opt/rules]}\n');
      },
      /file \/opt\/rules: owner 65533/,
    ],
    [
      'a directory that is searched for programs, which a group can write',
      (root) => {
        mkdirSync(join(root, 'usr/local/sbin'), { recursive: true });
        chmodSync(join(root, 'usr/local/sbin'), 0o2775);
      },
      /directory \/usr\/local\/sbin: owner 0, mode 2775\n +chmod go-w /,
    ],
    [
      'a drop-in of the unit',
      (root) => writeOf(root, `${watching}.d/override.conf`, '', user),
      /file .*\/multihome-watch\.service\.d\/override\.conf: owner 65533/,
    ],
    [
      'a program of a user',
      (root) => {
        const program = join(root, inRepository('bin', 'multihome.js'));
        mkdirSync(dirname(program), { recursive: true });
        writeFileSync(program, '');
        chownSync(program, user, user);
      },
      /file .*\/bin\/multihome\.js: owner 65533/,
    ],
  ];

function append(root: string, text: string): void {
  const path = join(root, topologyPath);
  writeFileSync(
    path,
    `${readFileSync(path, 'utf8').replace(/^health:.*\n(?: .*\n)*/m, '')}${text}`,
  );
}

for (const [what, make, said] of weaknesses) {
  test(`root is not made to go by ${what}, unless it is allowed`, { skip }, (context) => {
    const { root, run, has } = stage(context);
    make(root);
    const refused = run('install-service');
    assert.equal(refused.exitCode, 5, refused.stderr);
    assert.match(refused.stderr, /refused \[writable-by-others\]: .* Nothing was touched/);
    assert.match(refused.stderr, said);
    assert.ok(!has(watching));
    const allowed = run('install-service', '--allow', 'writable-by-others');
    assert.equal(allowed.exitCode, 0, allowed.stderr);
  });
}

test(
  'a sticky directory is no weakness, and the commands mend what is one',
  { skip },
  (context) => {
    const { root, run } = stage(context);
    makeOpen(root, 0o1777);
    writeOf(root, 'srv/open/hook', '', 0);
    append(root, 'watch: {hook: [/srv/open/hook]}\n');
    assert.equal(run('install-service').exitCode, 0);
    chmodSync(join(root, 'etc/multihome'), 0o775);
    chownSync(join(root, topologyPath), user, user);
    chmodSync(join(root, topologyPath), 0o666);
    // What is in a directory is said once the directory is mended.
    for (const what of ['directory', 'file']) {
      const { stderr } = run('install-service');
      assert.match(stderr, new RegExp(`^  ${what} /etc/multihome`, 'm'));
      const commands = [...stderr.matchAll(/^ +(ch(?:own|mod) .*)$/gm)].map(
        ([, command = '']) => command,
      );
      assert.equal(commands.length, 1, stderr);
      assert.equal(runProgram(['sh', '-c', commands.join('\n')]).exitCode, 0);
    }
    assert.equal(run('install-service').exitCode, 0);
  },
);

test('a home stays whose it is, however much of it root would run', { skip }, (context) => {
  const { root, run } = stage(context);
  makeHome(root);
  for (let count = 0; count < 20; count += 1) {
    writeOf(root, `home/anna/hooks.d/${count}`, '', user);
  }
  append(root, 'watch: {hook: [/usr/bin/run-parts, /home/anna/hooks.d]}\n');
  const { stderr } = run('install-service');
  assert.match(stderr, /directory \/home\/anna: owner 65533, mode 0755, and so 20 more in it$/m);
  assert.equal(stderr.match(/owner/g)?.length, 1, stderr);
  assert.equal(stderr.match(/put a copy where only root can write/g)?.length, 1, stderr);
  assert.doesNotMatch(stderr, /chown|chmod|npm install/);
});

test('of a program in a home a copy is to be installed', () => {
  const home = { path: '/home/anna', kind: 'directory', owner: 1000, mode: 0o755 } as const;
  const text = (...program: readonly [string, string]) =>
    weakPlacesText([{ ...home, isOfUser: true }], program, '');
  const own = '/home/anna/multihome/bin/multihome.js';
  assert.match(text('/usr/bin/node', own), /as root: npm install -g "\$\(npm pack --silent\)"$/);
  assert.doesNotMatch(text('/usr/bin/node', own), /of \/usr\/bin\/node/);
  const node = '/home/anna/.nvm/bin/node';
  assert.match(
    text(node, '/usr/lib/multihome.js'),
    /of \/home\/anna\/\.nvm\/bin\/node: install one/,
  );
});

test('what is not there, and devices, keep nobody from installing', { skip }, (context) => {
  const { root, run } = stage(context);
  writeOf(root, 'opt/self', '#!/opt/self /opt\n', 0);
  symlinkSync('loop', join(root, 'opt/loop'));
  const paths = [
    '/opt/self',
    '/opt/new/hook',
    '/etc/multihome/topology.yaml/x',
    '/opt/loop',
    '/dev/null',
  ];
  mkdirSync(join(root, 'dev'));
  const device = ['mknod', '--mode=666', join(root, 'dev/null'), 'c', '1', '3'];
  assert.equal(runProgram(device).exitCode, 0);
  const topology = readFileSync(join(root, topologyPath), 'utf8');
  for (const path of paths) {
    writeFileSync(join(root, topologyPath), topology);
    append(root, `watch: {hook: [${path}]}\n`);
    const { exitCode, stderr } = run('install-service');
    assert.equal(exitCode, 0, stderr);
  }
});

test('what cannot be looked at is not taken for safe', { skip }, (context) => {
  const { root } = stage(context);
  writeOf(root, 'opt/hook', '', 0);
  append(root, 'watch: {hook: [/opt/hook]}\n');
  chmodSync(join(root, 'opt'), 0o700);
  assert.equal(runProgram(['chown', '-R', `${user}`, root]).exitCode, 0);
  chownSync(join(root, 'opt'), 0, 0);
  const asUser = ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups'];
  const own = [process.execPath, inRepository('bin', 'multihome.js'), '--root', root];
  const { exitCode, stderr } = runProgram([...asUser, ...own, 'install-service']);
  assert.equal(exitCode, 5, stderr);
  assert.match(stderr, /cannot be seen\. Nothing was touched\. .*\/opt\/hook: permission denied/);
});

test('a file is ours by its head, and not for quoting it', { skip }, (context) => {
  const { root, run, text } = stage(context);
  assert.equal(run('install-service', '--once', '--for', 'ifupdown').exitCode, 0);
  assert.equal(run('install-service').exitCode, 0);
  const [mark = ''] = text(watching).split('\n');
  const own = `[Unit]\n# It says here: ${mark}\n${mark}\n`;
  writeFileSync(join(root, watching), own);
  for (const verb of ['install-service', 'uninstall-service']) {
    assert.equal(run(verb).exitCode, 5);
    assert.equal(text(watching), own);
  }
});

/** As an installed file has it, without touching the host that it runs on. */
function runApart(namespace: string, words: readonly string[]) {
  const apart = 'mount -t tmpfs t /run && mount -t tmpfs t /etc/iproute2 && exec "$@"';
  const unshared = ['unshare', '-m', 'sh', '-c', apart, 'sh', ...words];
  return runProgram(inNamespace(namespace, ...unshared), { env: { IFACE: 'eth0' } });
}

const skipLinks = skip ?? requireLinks('ifb');

test('what the unit starts applies the topology', { skip: skipLinks }, (context) => {
  const { namespace } = createTestHost(context);
  setStage(namespace, 'symmetric-routing');
  const { run, text } = stage(context);
  assert.equal(run('install-service', '--once', example).exitCode, 0);
  const [, words = ''] = /^ExecStart=(.*)$/m.exec(text(applying)) ?? [];
  const { exitCode, stderr } = runApart(namespace, words.split(' '));
  assert.equal(exitCode, 0, stderr);
  assert.match(ip(namespace, 'rule'), /from 203\.0\.113\.10 lookup 1 proto 157/);
});

test('ifupdown applies it whenever an interface comes', { skip: skipLinks }, (context) => {
  const { namespace } = createTestHost(context);
  setStage(namespace, 'symmetric-routing');
  ip(namespace, 'link', 'set', 'eth1', 'down');
  const { root, run, has } = stage(context);
  const watch = run('install-service', '--for', 'ifupdown');
  assert.equal(watch.exitCode, 69);
  assert.match(watch.stderr, /install-service --once --for ifupdown does that/);
  const { exitCode, stderr } = run('install-service', '--once', '--for', 'ifupdown', example);
  assert.equal(exitCode, 0, stderr);
  const hook = join(root, 'etc/network/if-up.d/multihome');
  assert.equal(runApart(namespace, [hook]).exitCode, 0);
  assert.match(ip(namespace, 'rule'), /from 203\.0\.113\.10 lookup 1 proto 157/);
  assert.equal(run('uninstall-service').exitCode, 0);
  assert.ok(!has('etc/network/if-up.d/multihome') && !has('etc/network/if-post-down.d/multihome'));
});

test('paths break out of no unit and no script', () => {
  const program = ['/opt/a b/"node"', '/x/$HOME/%i\\n'] as const;
  const file = "/etc/it's; reboot.yaml";
  const unit = unitText('ExecStart=/usr/bin/env multihome watch\n', { program, file });
  assert.match(
    unit,
    /^ExecStart="\/opt\/a b\/\\"node\\"" "\/x\/\$\$HOME\/%%i\\\\n" watch "\/etc\/it's; reboot\.yaml"$/m,
  );
  const hook = ifupdownHook({ program: ['printf', '%s\n'], file });
  const { stdout } = runProgram(['sh', '-c', hook.replace('>/dev/null', '')], {
    env: { IFACE: 'eth0' },
  });
  assert.ok(stdout.endsWith(`${file}\n`), stdout);
});

test(
  'settings of the kernel can be written where the topology has them managed',
  { skip },
  (context) => {
    const { root, run, text } = stage(context);
    assert.equal(run('install-service').exitCode, 0);
    assert.match(text(watching), /^ProtectKernelTunables=yes$/m);
    const file = join(root, 'etc/multihome/topology.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}sysctls: manage\n`);
    assert.match(run('install-service').stdout, /written/);
    assert.match(text(watching), /^ProtectKernelTunables=no$/m);
    assert.match(text(watching), /^ReadWritePaths=\/etc\/iproute2 -\/etc\/sysctl\.d$/m);
  },
);

test('what lies in a home can be seen', () => {
  const packaged = 'ProtectHome=yes\nExecStart=/usr/bin/env multihome watch\n';
  const at = (program: string) => unitText(packaged, { program: [program], file: '/etc/t.yaml' });
  assert.match(at('/root/.local/node'), /^ProtectHome=read-only$/m);
  assert.match(at('/usr/bin/node'), /^ProtectHome=yes$/m);
});

test('a unit sees what lies in a folder for temporary files, if that is run or read', () => {
  const packaged = 'PrivateTmp=yes\nExecStart=/usr/bin/env multihome watch\n';
  const at = (program: string, file: string) => unitText(packaged, { program: [program], file });
  assert.match(at('/tmp/multihome', '/etc/t.yaml'), /^PrivateTmp=no$/m);
  assert.match(at('/usr/bin/node', '/var/tmp/t.yaml'), /^PrivateTmp=no$/m);
  assert.match(at('/usr/bin/node', '/etc/tmp/t.yaml'), /^PrivateTmp=yes$/m);
});
