/**
 * `npm run soak`: test/netns/soak.test.ts for as long as SOAK_MINUTES says (60), with its table: what the
 * service takes of the machine as time goes by.
 */

import { once } from 'node:events';
import { run } from 'node:test';
import { inspect } from 'node:util';

import { sweepNamespaces } from '../test/support/namespace.ts';
import { testFiles } from './test-files.ts';
import { whereNamespacesCanBeMade } from './test-privileges.ts';

const graceMs = 600_000;

process.exitCode = await whereNamespacesCanBeMade(() => main(process.env['SOAK_MINUTES'] ?? '60'));

async function main(minutes: string): Promise<number> {
  process.env['SOAK_MINUTES'] = minutes;
  const files = testFiles(['netns/soak']).map(({ compiled }) => compiled);
  const stream = run({ files, timeout: Number(minutes) * 60_000 + graceMs });
  let failed = 0;
  stream.on('test:stdout', ({ message }) => process.stdout.write(message));
  stream.on('test:fail', ({ name, details }) => {
    failed += 1;
    write(`FAILED ${name}: ${inspect(details.error.cause ?? details.error, { depth: 4 })}`);
  });
  stream.resume();
  await once(stream, 'end');
  sweepNamespaces();
  return failed === 0 ? 0 : 1;
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}
