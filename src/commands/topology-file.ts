/** A path on the command line -> a topology. */

import type { FileText } from '../host/files.ts';
import { besideTopology, readStandardInput, readUserFile } from '../host/user-file.ts';
import { decodeSavedPlan, isSavedPlan } from '../live/decode-saved-plan.ts';
import { exitCodes } from '../model/exit-code.ts';
import { shownFile } from '../model/origin.ts';
import type { Problem } from '../model/problem.ts';
import { ownCommand } from '../render/own-command.ts';
import { readTopology } from '../topology/read.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure, Outcome } from './failure.ts';
import { failed } from './failure.ts';

export type LoadedTopology = {
  readonly topology: Topology;
  readonly source: Source;
  readonly warnings: readonly Problem[];
};

/** What a topology was read from. */
export type Source = {
  /** As typed. */
  readonly path: string;
  /** Its own text, and those of its prefix lists. */
  readonly texts: readonly string[];
};

/** `path` is as typed; `-` is standard input. */
export function loadTopology(path: string): Outcome<LoadedTopology> {
  return topologyIn(path, readText(path));
}

/** The same, of what has been read already. */
export function topologyIn(path: string, read: FileText): Outcome<LoadedTopology> {
  return read.ok ? parse(path, read.text) : unreadable(path, read.reason);
}

/** Undefined where there is none; one that cannot be read is no absent one. */
export function loadTopologyIfPresent(path: string): Outcome<LoadedTopology | undefined> {
  const read = readText(path);
  if (!read.ok && read.missing) return { ok: true, value: undefined };
  return topologyIn(path, read);
}

export function readText(path: string): FileText {
  return path === '-' ? readStandardInput() : readUserFile(path);
}

function parse(path: string, text: string): Outcome<LoadedTopology> {
  if (isSavedPlan(text)) return failed(notTopology(path, text));
  const texts = [text];
  const checked = readTopology({
    file: shownFile(path),
    text,
    readList: (list) => {
      const read = readUserFile(besideTopology(path, list));
      if (read.ok) texts.push(list, read.text);
      return read;
    },
  });
  return checked.ok
    ? {
        ok: true,
        value: { topology: checked.value, warnings: checked.warnings, source: { path, texts } },
      }
    : failed({ exitCode: exitCodes.topologyInvalid, problems: checked.problems });
}

/** A plan knows the host that it was made for. */
function notTopology(path: string, text: string): Failure {
  const decoded = decodeSavedPlan(text);
  const root = decoded.kind === 'damaged' ? '' : decoded.saved.host.root;
  return {
    exitCode: exitCodes.topologyInvalid,
    message: `${shownFile(path)} is a saved plan, and no topology`,
    hint: `to carry it out: ${ownCommand({ root }, 'apply', path)}`,
  };
}

function unreadable(path: string, reason: string): ReturnType<typeof failed> {
  const what = path === '-' ? 'standard input' : path;
  return failed({ exitCode: exitCodes.noInput, message: `cannot read ${what}: ${reason}` });
}
