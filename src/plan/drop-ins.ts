/** The texts of our drop-ins, and how they change. */

import type { DropIns, LiveFile } from '../model/live.ts';
import { protocolName } from '../model/ownership.ts';
import type { FileChange } from '../model/plan.ts';
import type { TableName } from '../model/table.ts';

const header = '# Written by multihome, and overwritten by it. `multihome destroy` removes it.';

/** Remembers in the file itself which directories go with it: there is no other state. */
const madeDirectories = '# Directories made for this file: ';

export function dropInChanges(
  tableNames: readonly TableName[],
  protocol: number,
  present: DropIns,
): readonly FileChange[] {
  const tables = tableNames.map(({ id, name }) => `${id}\t${name}`);
  const protocols = [`${protocol}\t${protocolName(protocol)}`];
  return [changeTo(tables, present.tables), changeTo(protocols, present.protocols)].flat();
}

export function dropInRemovals(present: DropIns): readonly FileChange[] {
  return [changeTo([], present.tables), changeTo([], present.protocols)].flat();
}

function changeTo(lines: readonly string[], file: LiveFile): readonly FileChange[] {
  const made = file.text === undefined ? file.missingDirectories : directoriesIn(file.text);
  const after = lines.length === 0 ? undefined : textOf(lines, made);
  if (after === file.text) return [];
  const removeDirectories = after === undefined ? made.filter(isOurs).toReversed() : [];
  return [{ path: file.path, before: file.text, after, removeDirectories }];
}

function textOf(lines: readonly string[], made: readonly string[]): string {
  const memory = made.length === 0 ? [] : [`${madeDirectories}${made.join(' ')}`];
  return `${[header, ...memory, ...lines].join('\n')}\n`;
}

function directoriesIn(text: string): readonly string[] {
  const line = text.split('\n').find((candidate) => candidate.startsWith(madeDirectories));
  return line === undefined ? [] : line.slice(madeDirectories.length).split(' ');
}

/** The file may have been edited: no other directory is ever taken for ours. */
function isOurs(directory: string): boolean {
  return /^\/etc(\/iproute2(\/rt_(tables|protos)\.d)?)?$/.test(directory);
}
