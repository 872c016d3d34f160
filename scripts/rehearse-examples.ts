/** `npm run rehearse-examples`: every example, with every cut that it is made for; arguments are passed on. */

import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

import { cutNames } from '../src/model/rehearsal.ts';
import { inRepository } from '../test/support/repository.ts';

/** Without health nobody finds out more than a carrier tells. */
function cutsOf(file: string): readonly string[] {
  const isAsked = /^health:/m.test(readFileSync(file, 'utf8'));
  const names = isAsked ? cutNames : (['carrier', 'flap'] as const);
  return names.flatMap((name) => ['--cut', name]);
}

process.exitCode = main(process.argv.slice(2));

function main(words: readonly string[]): number {
  const failed = readdirSync(inRepository('examples')).filter((name) => !passes(name, words));
  process.stdout.write(failed.length === 0 ? 'all passed\n' : `failed: ${failed.join(', ')}\n`);
  return failed.length === 0 ? 0 : 1;
}

function passes(name: string, words: readonly string[]): boolean {
  const file = inRepository('examples', name, 'topology.yaml');
  const given = words.length > 0 ? words : ['--speed', '10', ...cutsOf(file)];
  const argv = [inRepository('bin', 'multihome.js'), 'rehearse', ...given, file];
  const { status } = spawnSync(process.execPath, argv, { stdio: 'inherit' });
  process.stdout.write(`(exit code ${status})\n\n`);
  return status === 0;
}
