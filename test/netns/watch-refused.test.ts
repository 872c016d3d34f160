/** What the kernel refuses, or an administrator has, costs no traffic that went before. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { runIn } from '../support/multihome.ts';
import { ip, requireRoot } from '../support/namespace.ts';
import { requirePrograms } from '../support/programs.ts';
import type { Scene } from '../support/scene.ts';
import { failover, stage, waitFor } from '../support/scene.ts';

const skip = requireRoot() ?? requirePrograms('ping');

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
