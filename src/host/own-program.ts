/** How this program is run, and what comes with it. */

import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { FileText } from './files.ts';
import { namesIn, readTextFile } from './files.ts';

/** Node, and the program that it runs, wherever somebody has linked it to. */
export function ownProgram(): readonly [string, string] {
  return [process.execPath, realpathSync(process.argv[1] ?? '')];
}

/** Whose text is run, or becomes a unit. */
export function ownFiles(): readonly string[] {
  const folders = ['dist/bundle', 'systemd'].map((name) => join(packageFolder(), name));
  const files = folders.flatMap((folder) => namesIn(folder).map((name) => join(folder, name)));
  return [...ownProgram(), join(packageFolder(), 'package.json'), ...files];
}

/** A file of the folder `systemd` of the package. */
export function packagedUnit(name: string): FileText {
  return readTextFile(join(packageFolder(), 'systemd', name));
}

function packageFolder(): string {
  const [, program] = ownProgram();
  return join(dirname(program), '..');
}
