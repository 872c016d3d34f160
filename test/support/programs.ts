/** Programs that a test needs and that are not multihome's own. */

import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The first that is missing, as a reason to skip. */
export function requirePrograms(...programs: readonly string[]): string | undefined {
  const missing = programs.find((program) => folderOf(program) === undefined);
  return missing === undefined ? undefined : `needs ${missing}`;
}

export function folderOf(program: string): string | undefined {
  return folders().find((folder) => isProgram(folder, program));
}

function folders(): readonly string[] {
  return (process.env['PATH'] ?? '').split(':');
}

function isProgram(folder: string, name: string): boolean {
  try {
    accessSync(join(folder, name), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
