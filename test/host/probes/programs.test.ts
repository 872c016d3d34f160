import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { missingPrograms } from '../../../src/host/probes/programs.ts';
import { temporaryFolder } from '../../support/multihome.ts';

const ping = { program: 'ping', debianPackage: 'iputils-ping' };

describe('the programs that probes need', () => {
  test('are there, or need not be', async () => {
    assert.deepEqual(await missingPrograms(['ping', 'tcp']), []);
    assert.deepEqual(await missingPrograms(['tcp', 'http', 'dns', 'command']), []);
  });

  test('are missing where there is another of the same name', async (context) => {
    const folder = temporaryFolder(context);
    const text = '#!/bin/sh\necho "ping: invalid option -- V" >&2\necho BusyBox >&2\nexit 1\n';
    writeFileSync(join(folder, 'ping'), text);
    chmodSync(join(folder, 'ping'), 0o755);
    const before = process.env['PATH'];
    context.after(() => (process.env['PATH'] = before));
    process.env['PATH'] = `${folder}:${before}`;
    assert.deepEqual(await missingPrograms(['ping']), [ping]);
  });
});
