/** Files at our own paths that somebody else wrote. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { assertLinesFollow } from '../support/documents.ts';
import { dump } from '../support/dump.ts';
import { requireLinks } from '../support/links.ts';
import type { Owner } from '../support/namespace.ts';
import type { TestHost } from '../support/multihome.ts';
import { createTestHost } from '../support/multihome.ts';
import { exampleFile, setStage } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;
const file = exampleFile('load-balancing');
const text = '# kept by configuration management\n501\tisp1\n';

function withForeign(
  owner: Owner,
  directory: 'rt_tables.d' | 'rt_protos.d',
): TestHost & { readonly path: string } {
  const host = createTestHost(owner);
  setStage(host.namespace, 'load-balancing');
  const path = join(host.root, 'etc/iproute2', directory, 'multihome.conf');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return { ...host, path };
}

for (const directory of ['rt_tables.d', 'rt_protos.d'] as const) {
  test(
    `a file of somebody else's in ${directory}, named as ours, is neither overwritten nor deleted`,
    { skip },
    (context) => {
      const host = withForeign(context, directory);
      const before = dump(host.namespace);
      const { exitCode, stdout } = host.run('apply', '--yes', file);
      assert.equal(exitCode, 5);
      assert.match(stdout, /multihome\.conf was not written by multihome/);
      assert.equal(dump(host.namespace), before);
      assertLinesFollow('apply', host.run('apply', '--yes', '--json', file).stdout);
      assert.equal(host.run('destroy', '--yes', file).exitCode, 0);
      assert.equal(readFileSync(host.path, 'utf8'), text);
    },
  );
}
