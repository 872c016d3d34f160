/** How this program is run, and what comes with it. */

import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { FileText } from './files.ts';
import { readTextFile } from './files.ts';

/** Node, and the program that it runs, wherever somebody has linked it to. */
export function ownProgram(): readonly [string, string] {
  return [process.execPath, realpathSync(process.argv[1] ?? '')];
}

/** A file of the folder `systemd` of the package. */
export function packagedUnit(name: string): FileText {
  const [, program] = ownProgram();
  return readTextFile(join(dirname(program), '..', 'systemd', name));
}
