/** Who but root can change what a path leads to: an owner, or a mode, of any place on the way. */

import type { WeakPlace } from '../model/weak-place.ts';
import { codeOf, reasonOf } from './file-errors.ts';
import type { Host } from './host.ts';
import { pathsOfPrograms, pathsRun } from './paths-run.ts';
import type { Place } from './walk.ts';
import { walkTo } from './walk.ts';

export type Judged =
  | { readonly ok: true; readonly weak: readonly WeakPlace[] }
  | { readonly ok: false; readonly reason: string };

/** Of what is not there the directories are judged that are: whoever makes it there has it run. */
export function weakPlaces(
  paths: readonly string[],
  commands: readonly (readonly string[])[],
  host: Host,
): Judged {
  try {
    const run = commands.flatMap((command) => pathsRun(command, host));
    const all = new Set([...paths, ...run, ...pathsOfPrograms()]);
    const weak = [...all].flatMap((path) => weakPlacesTo(path, host));
    return { ok: true, weak: [...new Map(weak.map((place) => [place.path, place])).values()] };
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return { ok: false, reason: `${pathOf(error)}: ${reasonOf(error)}` };
  }
}

function weakPlacesTo(path: string, host: Host): readonly WeakPlace[] {
  const { places, end } = walkTo(path, host);
  return places
    .filter(
      (place) =>
        isOfUser(place, host) || (isWritable(place) && (place.path === end || !isSticky(place))),
    )
    .map((place) => weakPlace(place, host));
}

function isOfUser({ status }: Place, { root }: Host): boolean {
  const makesImage = root !== '' && status.uid === process.geteuid?.();
  return status.uid !== 0 && !makesImage;
}

/** Not what is no program whoever writes to it: a device or a socket. */
function isWritable({ status }: Place): boolean {
  const isJudged = status.isFile() || status.isDirectory() || status.isFIFO();
  return isJudged && (status.mode & 0o022) !== 0;
}

/** Others can add names to it, and take away only their own: what is there already is judged by itself. */
function isSticky({ status }: Place): boolean {
  return status.isDirectory() && (status.mode & 0o1000) !== 0;
}

function weakPlace(place: Place, host: Host): WeakPlace {
  const { path, status } = place;
  const other = status.isSymbolicLink() ? 'link' : 'file';
  return {
    path,
    kind: status.isDirectory() ? 'directory' : other,
    owner: status.uid,
    mode: status.mode & 0o7777,
    isOfUser: isOfUser(place, host),
  };
}

function pathOf(error: unknown): string {
  const hasPath = error instanceof Error && 'path' in error;
  return hasPath && typeof error.path === 'string' ? error.path : 'a file';
}
