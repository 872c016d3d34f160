/** Where the repository is, seen from compiled code. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const repositoryRoot = findRoot(import.meta.dirname);

export function inRepository(...segments: readonly string[]): string {
  return join(repositoryRoot, ...segments);
}

/** The nearest folder above that has a package-lock.json: dist/ is on the way. */
function findRoot(directory: string): string {
  if (existsSync(join(directory, 'package-lock.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error('no package-lock.json above this file');
  return findRoot(parent);
}
