/** What the kernel refuses, or an administrator has, costs no traffic that went before. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

import { runIn } from '../support/multihome.ts';
import { ip, requireRoot } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import type { Scene } from '../support/scene.ts';
import type { Watching } from '../support/watching.ts';
import { startWatch } from '../support/watching.ts';
import { failover, ours, stage, waitFor, waitForDefaults } from '../support/scene.ts';

const skip = requireRoot() ?? requirePrograms('ping');

const blackhole = 'routes: [{to: 10.8.0.0/16, type: blackhole}]\n';

function ready(context: TestContext): Scene {
  const scene = stage(context);
  waitForDefaults(scene, 'eth0 eth1');
  return scene;
}

function watchAgain(context: TestContext, { host, root, file }: Scene): Watching {
  return startWatch(context, host, root, file);
}

const remarks = ({ host, root }: Scene) => runIn(host, root, ['status']).stdout;

test('the old default stays while the kernel refuses the new one', { skip }, (context) => {
  const none = failover.replace(/outbound: .*/, 'outbound: {mode: none}');
  const old = `${none}routes: [{to: default, via: 203.0.113.1, dev: eth0, metric: 50}]\n`;
  const scene = stage(context, old);
  const metrics = () => ip(scene.host, 'route', 'show', 'default');
  waitFor(scene, 'it is there', () => metrics().includes('metric 50'));
  writeFileSync(scene.file, old.replace('metric: 50', 'metric: 60, congctl: nosuch'));
  const before = scene.watch.events().length;
  scene.watch.signal('SIGHUP');
  const { message } = scene.watch.heard('it fails', ({ event }) => event === 'failed', before);
  assert.match(message, /metric 60.*until that can be done, what is to go stays/);
  assert.match(metrics(), /metric 50/);
  assert.match(remarks(scene), /remarks\n(.*\n)*.*metric 60.*what is to go stays/);
  writeFileSync(scene.file, old.replace('metric: 50', 'metric: 60'));
  scene.watch.signal('SIGHUP');
  waitFor(scene, 'it comes, and only then the old one goes', () =>
    /^default[^\n]*metric 60[^\n]*\n$/.test(metrics()),
  );
});

test('what was taken back does not come with a new start', { skip }, async (context) => {
  const scene = ready(context);
  const before = ours(scene);
  writeFileSync(scene.file, `${failover}${blackhole}`);
  const apply = (...words: readonly string[]) =>
    runIn(scene.host, scene.root, ['apply', '--yes', ...words, scene.file]);
  assert.equal(apply('--confirm', '5m').exitCode, 0);
  assert.equal(runIn(scene.host, scene.root, ['rollback']).exitCode, 0);
  scene.watch.signal('SIGKILL');
  await scene.watch.ended;
  for (let start = 0; start < 2; start++) {
    const again = watchAgain(context, scene);
    assert.equal(await again.ended, 5, again.text());
    assert.match(
      again.text(),
      /apply \d+ of .*topology\.yaml was taken back\. Nothing was touched/,
    );
    assert.deepEqual(ours(scene), before);
  }
  assert.equal(apply().exitCode, 0);
  const again = watchAgain(context, scene);
  again.heard('it starts', ({ event }) => event === 'started');
  assert.ok(ip(scene.host, 'route').includes('blackhole'));
});

test("an apply in vain of what it goes by stands in nobody's way", { skip }, async (context) => {
  const scene = ready(context);
  scene.watch.signal('SIGSTOP');
  ip(scene.host, 'route', 'del', 'default', 'dev', 'eth0', 'proto', '157');
  const words = ['apply', '--yes', '--confirm', '5m', scene.file];
  assert.equal(runIn(scene.host, scene.root, words).exitCode, 0);
  assert.equal(runIn(scene.host, scene.root, ['rollback']).exitCode, 0);
  scene.watch.signal('SIGCONT');
  const before = scene.watch.events().length;
  scene.watch.signal('SIGHUP');
  const isAnswer = ({ event }: { readonly event: string }) => event.endsWith('reloaded');
  assert.equal(scene.watch.heard('it answers', isAnswer, before).event, 'reloaded');
  waitForDefaults(scene, 'eth0 eth1');
  ip(scene.host, 'route', 'del', 'default', 'dev', 'eth0', 'proto', '157');
  scene.watch.signal('SIGKILL');
  await scene.watch.ended;
  watchAgain(context, scene);
  waitForDefaults(scene, 'eth0 eth1');
});

test(
  'apply has what it goes by read again where it refused to read another',
  { skip },
  (context) => {
    const scene = ready(context);
    writeFileSync(scene.file, `${failover}uplink: 7\n`);
    scene.watch.signal('SIGHUP');
    waitFor(scene, 'it is remarked', () => /was not taken over/.test(remarks(scene)));
    writeFileSync(scene.file, failover);
    assert.equal(runIn(scene.host, scene.root, ['apply', '--yes', scene.file]).exitCode, 0);
    waitFor(scene, 'the remark is gone', () => !/was not taken over/.test(remarks(scene)));
  },
);
