/** Which tests there are: read from the sources, so that a deleted one does not live on in dist/. */

import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

import { inRepository, repositoryRoot } from '../test/support/repository.ts';

export type TestFile = { readonly source: string; readonly compiled: string };

/** What takes longest begins first, so that nothing is left to run alone at the end. */
const longest = [
  'properties/apply',
  'netns/watch-events',
  'netns/watch.test',
  'netns/soak',
  'netns/import',
  'netns/fault-confirm',
  'netns/rehearse',
  'netns/transactions',
  'docs/guides',
];

/** The longest first, else sorted; with filters, those whose path contains one of them. */
export function testFiles(filters: readonly string[]): readonly TestFile[] {
  const names = readdirSync(inRepository('test'), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.test.ts')).map((name) => `test/${name}`);
  const wanted = sources.filter((source) => isWanted(source, filters));
  const indexOfLong = (source: string) => longest.findIndex((name) => source.includes(name));
  const place = (source: string) =>
    indexOfLong(source) < 0 ? longest.length : indexOfLong(source);
  const ordered = wanted.toSorted().toSorted((one, other) => place(one) - place(other));
  return ordered.map((source) => ({ source, compiled: compiledPath(source) }));
}

function isWanted(source: string, filters: readonly string[]): boolean {
  return filters.length === 0 || filters.some((filter) => source.includes(asSource(filter)));
}

/** A filter may be a path as the shell completes it: of the source, or of what it became. */
function asSource(filter: string): string {
  const path = existsSync(filter) ? relative(repositoryRoot, filter) : filter;
  return path.replace(/^dist\//, '').replace(/\.test\.js$/, '.test.ts');
}

function compiledPath(source: string): string {
  return join(repositoryRoot, 'dist', source.replace(/\.ts$/, '.js'));
}
