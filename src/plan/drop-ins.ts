/** The texts of our drop-ins, and how they change. */

import type { DropIns, LiveFile } from '../model/live.ts';
import { fileHeader, isOurFile, protocolName } from '../model/ownership.ts';
import type { Conflict, FileChange } from '../model/plan.ts';
import type { TableName } from '../model/table.ts';

/** Remembers in the file itself which directories go with it: there is no other state. */
const madeDirectories = '# Directories made for this file: ';

export type DropInDiff = {
  readonly files: readonly FileChange[];
  readonly conflicts: readonly Conflict[];
};

/** `protocol` is undefined where nothing is to carry it: then it needs no name. */
export function diffDropIns(
  tableNames: readonly TableName[],
  protocol: number | undefined,
  present: DropIns,
): DropInDiff {
  const tables = tableNames.map(({ id, name }) => `${id}\t${name}`);
  const protocols = protocol === undefined ? [] : [`${protocol}\t${protocolName(protocol)}`];
  const contents = [
    { lines: tables, file: present.tables },
    { lines: protocols, file: present.protocols },
  ];
  const diffs = contents.map(({ lines, file }) => diffFile(lines, file));
  return {
    files: diffs.flatMap(({ files }) => files),
    conflicts: diffs.flatMap(({ conflicts }) => conflicts),
  };
}

/** Without lines there is to be no file. */
export function diffFile(lines: readonly string[], file: LiveFile): DropInDiff {
  if (!isForeign(file)) return { files: changeTo(lines, file), conflicts: [] };
  return { files: [], conflicts: lines.length > 0 ? [{ kind: 'file', path: file.path }] : [] };
}

export function dropInRemovals(present: DropIns): readonly FileChange[] {
  const ours = [present.tables, present.protocols].filter((file) => !isForeign(file));
  return ours.flatMap((file) => changeTo([], file));
}

function isForeign({ text }: LiveFile): boolean {
  return text !== undefined && !isOurFile(text);
}

function changeTo(lines: readonly string[], file: LiveFile): readonly FileChange[] {
  const made = file.text === undefined ? file.missingDirectories : directoriesIn(file.text);
  const after = lines.length === 0 ? undefined : textOf(lines, made);
  if (after === file.text) return [];
  const comesOrGoes = file.text === undefined || after === undefined;
  const directories = comesOrGoes ? made.filter(isOurs).toReversed() : [];
  return [{ path: file.path, before: file.text, after, directories }];
}

function textOf(lines: readonly string[], made: readonly string[]): string {
  const memory = made.length === 0 ? [] : [`${madeDirectories}${made.join(' ')}`];
  return `${[fileHeader, ...memory, ...lines].join('\n')}\n`;
}

function directoriesIn(text: string): readonly string[] {
  const line = text.split('\n').find((candidate) => candidate.startsWith(madeDirectories));
  return line === undefined ? [] : line.slice(madeDirectories.length).split(' ');
}

/** The file may have been edited: no other directory is ever taken for ours. */
function isOurs(directory: string): boolean {
  return /^\/etc(\/sysctl\.d|\/iproute2(\/rt_(tables|protos)\.d)?)?$/.test(directory);
}
