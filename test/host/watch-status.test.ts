/** Which process systemd runs as our unit. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isInOurUnit } from '../../src/host/watch-status.ts';

test('our unit is told by the control group of systemd, in either version', () => {
  const path = '/system.slice/multihome-watch.service';
  assert.ok(isInOurUnit([`0::${path}`, '']));
  assert.ok(isInOurUnit(['9:pids:/', `1:name=systemd:${path}`, '']));
});

test('who was started in another unit, or below ours, is none of ours', () => {
  for (const path of ['/user.slice/session-1.scope', '/system.slice/cron.service', '/']) {
    assert.ok(!isInOurUnit([`0::${path}`]));
  }
  assert.ok(!isInOurUnit(['5:pids:/system.slice/multihome-watch.service']));
});
