/**
 * `npm test`: runs every test, or those whose path contains one of the arguments. The last line is
 * always `N passed, N failed, N skipped`.
 */

import { requireRoot, sweepNamespaces } from '../test/support/namespace.ts';
import { missingTools, runAsNamespaceRoot } from './test-privileges.ts';
import { summary, type Counts } from './test-report.ts';
import { testFiles } from './test-files.ts';
import { runFiles } from './test-run.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(filters: readonly string[]): Promise<number> {
  const missing = missingTools();
  if (missing.length > 0) return refuse(missing);
  const reason = requireRoot();
  if (reason !== undefined) {
    const elevated = runAsNamespaceRoot();
    if (elevated.kind === 'ran') return elevated.exitCode;
    write(`Tests with namespaces will be skipped: ${reason}\n  unshare: ${elevated.reason}`);
  }
  const counts = await runFiles(testFiles(filters), write);
  if (reason === undefined) sweepNamespaces();
  return finish(counts);
}

function finish(counts: Counts): number {
  write(`\n${summary(counts)}`);
  return counts.failed === 0 ? 0 : 1;
}

function refuse(missing: readonly string[]): number {
  for (const line of missing) write(line);
  return finish({ passed: 0, failed: missing.length, skipped: 0 });
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}
