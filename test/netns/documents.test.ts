import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertFollows, assertLinesFollow } from '../support/documents.ts';
import { requireLinks } from '../support/links.ts';
import { createTestHost } from '../support/multihome.ts';
import { ip } from '../support/namespace.ts';
import { exampleFile, setStage, skipStage, stages } from '../support/stage.ts';

const skip = requireLinks('ifb') ?? false;

for (const example of Object.keys(stages)) {
  test(
    `${example}: plan, apply and destroy print documents that follow their schemas`,
    { skip: skipStage(example) },
    (context) => {
      const host = createTestHost(context);
      setStage(host.namespace, example);
      const file = exampleFile(example);
      assertFollows('plan', JSON.parse(host.succeed('plan', '--json', file)));
      assertLinesFollow('apply', host.succeed('apply', '--yes', '--json', file));
      assertFollows('plan', JSON.parse(host.succeed('plan', '--json', file)));
      assertLinesFollow('apply', host.succeed('destroy', '--yes', '--json'));
    },
  );
}

test('a refusal, a conflict and a satisfied object follow the schemas too', { skip }, (context) => {
  const host = createTestHost(context);
  setStage(host.namespace, 'symmetric-routing');
  ip(host.namespace, 'route', 'add', 'default', 'via', '203.0.113.254', 'table', '1');
  ip(host.namespace, 'rule', 'add', 'from', '198.51.100.10', 'pref', '110', 'table', '2');
  const { stdout, exitCode } = host.run(
    'apply',
    '--yes',
    '--json',
    exampleFile('symmetric-routing'),
  );
  assert.equal(exitCode, 5);
  assertLinesFollow('apply', stdout);
  assert.match(stdout, /"type":"refused"/);
  assert.match(stdout, /"satisfied":\[\{/);
  assert.match(stdout, /"kind":"foreign"/);
});
