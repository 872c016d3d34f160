/** `plan --commands`: a shell that runs them does what apply would do. */

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { requireLinks } from '../support/links.ts';
import { createTestHost, runIn } from '../support/multihome.ts';
import { execute } from '../support/namespace.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const symmetric = exampleFile('symmetric-routing');
const skip = requireLinks('ifb') ?? false;

for (const folder of ['root', "a 'quoted' $HOME"]) {
  test(
    `plan --commands, run by a shell, has the effect of apply below ${folder}`,
    { skip },
    (context) => {
      const host = createTestHost(context);
      setStage(host.namespace, 'symmetric-routing');
      const root = join(host.root, folder);
      mkdirSync(root);
      const planned = runIn(host.namespace, root, ['plan', '--commands', symmetric]);
      assert.equal(planned.exitCode, 0, planned.stderr);
      assert.ok(!/^(cat > |rm -f |mkdir -p )'?\/etc/m.test(planned.stdout), planned.stdout);
      execute(host.namespace, 'sh', '-ec', planned.stdout);
      const after = runIn(host.namespace, root, ['plan', symmetric]);
      assert.match(after.stdout, /^No changes\./m);
    },
  );
}
