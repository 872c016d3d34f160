/** The files of an export, in a folder: all of them, or none. */

import {
  isPresent,
  isRegularFile,
  isDirectory,
  readUserFile,
  writeUserFile,
} from '../host/user-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import type { Exported } from '../model/export.ts';
import { isExportedText } from '../model/export.ts';
import type { Failure } from './failure.ts';

/** Undefined where all are written. */
export function writeExport({ files }: Exported, directory: string): Failure | undefined {
  if (isPresent(directory) && !isDirectory(directory)) {
    return refused(`${directory} is no directory`);
  }
  const paths = files.map((file) => ({ ...file, path: `${directory}/${file.path}` }));
  const foreign = paths.find(({ path }) => !isReplaceable(path));
  if (foreign !== undefined) {
    return refused(
      `${foreign.path} is there already, and not of an export. Nothing was written.`,
      'name another folder, or move the file away',
    );
  }
  for (const { path, text, mode } of paths) {
    const written = writeUserFile(path, text, mode);
    if (!written.ok) return refused(`cannot write ${path}: ${written.reason}`);
  }
  return undefined;
}

function isReplaceable(path: string): boolean {
  if (!isRegularFile(path)) return !isPresent(path);
  const present = readUserFile(path);
  return present.ok && isExportedText(present.text);
}

function refused(message: string, hint?: string): Failure {
  return { exitCode: exitCodes.refused, message, ...(hint === undefined ? {} : { hint }) };
}
