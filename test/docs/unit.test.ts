/** systemd/multihome-watch.service: that systemd takes it, and that it fits the program. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { exitCodes } from '../../src/model/exit-code.ts';
import { runProgram } from '../support/multihome.ts';
import { requirePrograms } from '../support/programs.ts';
import { inRepository } from '../support/repository.ts';
import { settingOf } from '../support/unit.ts';

const path = inRepository('systemd', 'multihome-watch.service');

test('systemd finds nothing wrong with it', { skip: requirePrograms('systemd-analyze') }, () => {
  const { exitCode, stderr } = runProgram(['systemd-analyze', 'verify', '--man=no', path]);
  assert.equal(exitCode, 0, stderr);
  assert.doesNotMatch(stderr, /multihome\.service/);
});

test('what would end the same way again is not started again', () => {
  const { topologyInvalid, refused, usage, noInput, needsRoot } = exitCodes;
  const hopeless = [topologyInvalid, refused, usage, noInput, needsRoot];
  assert.equal(settingOf('RestartPreventExitStatus'), hopeless.join(' '));
});

test('it may not do what would keep V8 from running, nor lacks what sd_notify needs', () => {
  assert.equal(settingOf('MemoryDenyWriteExecute'), undefined);
  assert.equal(settingOf('NotifyAccess'), 'all');
  assert.match(settingOf('RestrictAddressFamilies') ?? '', /\bAF_UNIX\b/);
});

test('it is in the package', () => {
  const text = readFileSync(inRepository('package.json'), 'utf8');
  assert.match(text, /"files": \[[^\]]*"systemd"/);
});
