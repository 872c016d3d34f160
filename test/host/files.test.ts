import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import {
  missingDirectories,
  readTextFile,
  removeFile,
  writeFileAtomically,
} from '../../src/host/files.ts';
import { createHost } from '../../src/host/host.ts';
import { readTableNames } from '../../src/host/table-names.ts';
import { temporaryFolder } from '../support/multihome.ts';
import type { Owner } from '../support/namespace.ts';
import { requireRoot } from '../support/namespace.ts';

const path = '/etc/iproute2/rt_tables.d/multihome.conf';

function hostBelow(root: string) {
  return createHost({ root });
}

function permissions(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

describe('writing a file', () => {
  test('makes the directories it needs, and is readable by all whatever the umask', (t) => {
    const root = temporaryFolder(t);
    const before = process.umask(0o077);
    t.after(() => process.umask(before));
    assert.deepEqual(writeFileAtomically(hostBelow(root), path, '101 isp\n'), { ok: true });
    assert.equal(readFileSync(join(root, path), 'utf8'), '101 isp\n');
    assert.equal(permissions(join(root, path)), '644');
  });

  test('leaves nothing but the file behind', (t) => {
    const root = temporaryFolder(t);
    writeFileAtomically(hostBelow(root), path, 'one\n');
    writeFileAtomically(hostBelow(root), path, 'two\n');
    assert.deepEqual(readdirSync(join(root, '/etc/iproute2/rt_tables.d')), ['multihome.conf']);
    assert.equal(readFileSync(join(root, path), 'utf8'), 'two\n');
  });

  test('puts the file in the place of a symbolic link, and does not follow it', (t) => {
    const root = temporaryFolder(t);
    mkdirSync(join(root, '/etc/iproute2/rt_tables.d'), { recursive: true });
    writeFileSync(join(root, 'elsewhere'), 'precious\n');
    symlinkSync(join(root, 'elsewhere'), join(root, path));
    assert.deepEqual(writeFileAtomically(hostBelow(root), path, 'ours\n'), { ok: true });
    assert.equal(readFileSync(join(root, 'elsewhere'), 'utf8'), 'precious\n');
    assert.ok(lstatSync(join(root, path)).isFile());
  });

  test('fails where a directory has the name, and cleans up', (t) => {
    const root = temporaryFolder(t);
    mkdirSync(join(root, path), { recursive: true });
    assert.ok(!writeFileAtomically(hostBelow(root), path, 'ours\n').ok);
    assert.deepEqual(readdirSync(join(root, '/etc/iproute2/rt_tables.d')), ['multihome.conf']);
  });

  test('fails where a part of the path is a file', (t) => {
    const root = temporaryFolder(t);
    writeFileSync(join(root, 'etc'), '');
    assert.ok(!writeFileAtomically(hostBelow(root), path, 'ours\n').ok);
  });
});

/** A file system of its own, gone again when the owner ends. */
function mounted(owner: Owner, options: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'multihome-mount-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  owner.after(() => {
    execFileSync('umount', [folder]);
    rmdirSync(folder);
  });
  return folder;
}

describe('writing a file that cannot be written', { skip: requireRoot() }, () => {
  test('keeps the old one when the disk is full', (t) => {
    const host = hostBelow(mounted(t, 'size=16k'));
    assert.ok(writeFileAtomically(host, '/x.conf', 'old\n').ok);
    const full = writeFileAtomically(host, '/x.conf', 'new\n'.repeat(20_000));
    assert.deepEqual(full, { ok: false, reason: 'no space is left on the device' });
    assert.equal(readFileSync(join(host.root, 'x.conf'), 'utf8'), 'old\n');
    assert.deepEqual(readdirSync(host.root), ['x.conf']);
  });

  test('says that the file system is read-only', (t) => {
    const host = hostBelow(mounted(t, 'size=16k,ro'));
    const refused = writeFileAtomically(host, '/x.conf', 'new\n');
    assert.deepEqual(refused, { ok: false, reason: 'the file system is read-only' });
  });
});

describe('removing a file', () => {
  test('takes the directories that were made for it, unless they hold something else', (t) => {
    const root = temporaryFolder(t);
    const host = hostBelow(root);
    const made = missingDirectories(host, path);
    assert.deepEqual(made, ['/etc', '/etc/iproute2', '/etc/iproute2/rt_tables.d']);
    writeFileAtomically(host, path, 'ours\n');
    writeFileSync(join(root, '/etc/hosts'), '');
    assert.deepEqual(missingDirectories(host, path), []);
    assert.deepEqual(removeFile(host, path, made.toReversed()), { ok: true });
    assert.deepEqual(readdirSync(join(root, '/etc')), ['hosts']);
  });

  test('that is not there is no failure', (t) => {
    assert.deepEqual(removeFile(hostBelow(temporaryFolder(t)), path, []), { ok: true });
  });
});

describe('reading a file', () => {
  test('tells absence from everything else', (t) => {
    const root = temporaryFolder(t);
    assert.deepEqual(readTextFile(join(root, 'none')), {
      ok: false,
      missing: true,
      reason: 'there is no such file',
    });
    assert.deepEqual(readTextFile(root), {
      ok: false,
      missing: false,
      reason: 'it is a directory',
    });
    writeFileSync(join(root, 'text'), 'one\n');
    assert.deepEqual(readTextFile(join(root, 'text')), { ok: true, text: 'one\n' });
    const below = readTextFile(join(root, 'text', 'x'));
    assert.ok(!below.ok && !below.missing);
  });

  test('has a limit', (t) => {
    const file = join(temporaryFolder(t), 'huge');
    writeFileSync(file, '');
    truncateSync(file, 64 * 1024 * 1024 + 1);
    const huge = readTextFile(file);
    assert.ok(!huge.ok);
    assert.match(huge.reason, /bytes/);
  });
});

describe('table names', () => {
  const files: Readonly<Record<string, string>> = {
    '/usr/share/iproute2/rt_tables': '255 local\n200 distribution\n',
    '/usr/share/iproute2/rt_tables.d/a.conf': '201 shadowed\n',
    '/usr/share/iproute2/rt_tables.d/b.conf': '202 shared\n',
    '/etc/iproute2/rt_tables.d/a.conf': '203 local-a\n',
    '/etc/iproute2/rt_tables.d/notes.txt': '204 ignored\n',
    [path]: '# Written by multihome\n101 isp\n',
  };

  function stage(owner: Owner, more: Readonly<Record<string, string>> = {}) {
    const root = temporaryFolder(owner);
    for (const [name, text] of Object.entries({ ...files, ...more })) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return readTableNames(hostBelow(root), path);
  }

  test("of a file at our path that we did not write are somebody else's", (t) => {
    const { own, others } = stage(t, { [path]: '101 isp\n' });
    assert.deepEqual(own, []);
    assert.equal(others.find(({ name }) => name === 'isp')?.file, path);
  });

  test('come from the files iproute2 reads, and ours are kept apart', (t) => {
    const { own, others } = stage(t);
    assert.deepEqual(own, [{ id: 101, name: 'isp' }]);
    const names = others.map(({ name }) => name).toSorted();
    assert.deepEqual(names, ['distribution', 'local', 'local-a', 'shared']);
    assert.equal(
      others.find(({ name }) => name === 'local-a')?.file,
      '/etc/iproute2/rt_tables.d/a.conf',
    );
  });

  test('of the distribution are hidden by a file in /etc', (t) => {
    const { others } = stage(t, { '/etc/iproute2/rt_tables': '210 mine\n' });
    const names = new Set(others.map(({ name }) => name));
    assert.ok(names.has('mine') && !names.has('distribution'));
  });

  test('end at a corrupt line, as for `ip`, and that is said', (t) => {
    const { others, remarks } = stage(t, {
      '/etc/iproute2/rt_tables.d/b.conf': '220 first\nnot a line\n221 last\n',
    });
    assert.ok(others.some(({ name }) => name === 'first'));
    assert.ok(!others.some(({ name }) => name === 'last'));
    assert.deepEqual(remarks, [
      '/etc/iproute2/rt_tables.d/b.conf:2 is no line of a table: `ip` does not read beyond it',
    ]);
  });

  test('are not waited for at a named pipe', (t) => {
    const root = temporaryFolder(t);
    mkdirSync(join(root, 'etc/iproute2'), { recursive: true });
    execFileSync('mkfifo', [join(root, 'etc/iproute2/rt_tables')]);
    const { remarks } = readTableNames(hostBelow(root), path);
    assert.deepEqual(remarks, ['/etc/iproute2/rt_tables was not read: it is no regular file']);
  });

  test('are none where there is no file', (t) => {
    const names = readTableNames(hostBelow(temporaryFolder(t)), path);
    assert.deepEqual(names, { own: [], others: [], remarks: [] });
  });
});
