/** The exported lines, sent through `ip -batch` to a host without any of it. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { objectsOf } from '../support/exports.ts';
import { createTestHost } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';

for (const example of Object.keys(stages)) {
  test(
    `${example}: its batches make the rules and routes that apply makes`,
    { skip: skipStage(example) },
    (context) => {
      const [twin, host] = [createTestHost(context), createTestHost(context)];
      for (const { namespace } of [twin, host]) setStage(namespace, example);
      twin.succeed('apply', '--yes', exampleFile(example));
      const words = ['export', 'iproute2-batch', exampleFile(example), '--directory', host.root];
      for (const path of host
        .succeed(...words)
        .trim()
        .split('\n')) {
        const flag = path === join(host.root, 'multihome-ipv4.batch') ? '-4' : '-6';
        ip(host.namespace, flag, '-batch', path);
      }
      assert.equal(objectsOf(host.namespace), objectsOf(twin.namespace));
    },
  );
}
