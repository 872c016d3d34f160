/** What may happen between the first step of an apply and its last word. */

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { assertSaid, create, Crossing, skipCrossing as skip } from '../support/crossing.ts';

describe('what is printed is lost', { skip }, () => {
  test('and that ends nothing in its middle', (context) => {
    const crossing = new Crossing(context, create);
    const { root } = crossing.host;
    const words = [...crossing.words('a'), '--json'];
    const full = `mkdir ${root}/logs; mount -t tmpfs -o size=4k tmpfs ${root}/logs; exec > ${root}/logs/log`;
    const finished = crossing.run({ setup: full, words });
    assertSaid(finished, 1, /not everything could be printed: ENOSPC/);
    crossing.assertThere();
    assert.equal(crossing.state(), 'kept');
    rmSync(join(root, 'logs'), { recursive: true });
    assert.match(crossing.host.succeed('rollback'), /apply 1 is taken back/);
    crossing.assertAsBefore();
  });
});
