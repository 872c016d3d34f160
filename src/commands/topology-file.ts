/** A path on the command line -> a topology. */

import type { FileText } from '../host/files.ts';
import { besideTopology, readStandardInput, readUserFile } from '../host/user-file.ts';
import { exitCodes } from '../model/exit-code.ts';
import { shownFile } from '../model/origin.ts';
import type { Problem } from '../model/problem.ts';
import { readTopology } from '../topology/read.ts';
import type { Topology } from '../topology/topology.ts';
import type { Outcome } from './failure.ts';
import { failed } from './failure.ts';

export type LoadedTopology = {
  readonly topology: Topology;
  readonly warnings: readonly Problem[];
};

/** `path` is as typed; `-` is standard input. */
export function loadTopology(path: string): Outcome<LoadedTopology> {
  const read = readText(path);
  return read.ok ? parse(path, read.text) : unreadable(path, read.reason);
}

/** Undefined where there is none; one that cannot be read is no absent one. */
export function loadTopologyIfPresent(path: string): Outcome<LoadedTopology | undefined> {
  const read = readText(path);
  if (!read.ok && read.missing) return { ok: true, value: undefined };
  return read.ok ? parse(path, read.text) : unreadable(path, read.reason);
}

function readText(path: string): FileText {
  return path === '-' ? readStandardInput() : readUserFile(path);
}

function parse(path: string, text: string): Outcome<LoadedTopology> {
  const checked = readTopology({
    file: shownFile(path),
    text,
    readList: (list) => readUserFile(besideTopology(path, list)),
  });
  return checked.ok
    ? { ok: true, value: { topology: checked.value, warnings: checked.warnings } }
    : failed({ exitCode: exitCodes.topologyInvalid, problems: checked.problems });
}

function unreadable(path: string, reason: string): ReturnType<typeof failed> {
  const what = path === '-' ? 'standard input' : path;
  return failed({ exitCode: exitCodes.noInput, message: `cannot read ${what}: ${reason}` });
}
