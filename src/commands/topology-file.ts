/** A path on the command line -> a topology. */

import { besideTopology, readStandardInput, readUserFile } from '../host/user-file.ts';
import { exitCodes } from '../model/exit-code.ts';
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
  const text = readText(path);
  if (!text.ok) return text;
  const checked = readTopology({
    file: path === '-' ? '<stdin>' : path,
    text: text.value,
    readList: (list) => readUserFile(besideTopology(path, list)),
  });
  return checked.ok
    ? { ok: true, value: { topology: checked.value, warnings: checked.warnings } }
    : failed({ exitCode: exitCodes.topologyInvalid, problems: checked.problems });
}

function readText(path: string): Outcome<string> {
  const read = path === '-' ? readStandardInput() : readUserFile(path);
  if (read.ok) return { ok: true, value: read.text };
  const what = path === '-' ? 'standard input' : path;
  return failed({ exitCode: exitCodes.noInput, message: `cannot read ${what}: ${read.reason}` });
}
