/** Places that others than root can change, and what mends that. */

import { shellWord } from '../model/shell-word.ts';
import type { WeakPlace } from '../model/weak-place.ts';

const shownMax = 5;

/** `program` is node and what it runs; commands are for who stands outside of `root`. */
export function weakPlacesText(
  places: readonly WeakPlace[],
  program: readonly [string, string],
  root: string,
): string {
  const topmost = places.filter((place) => !places.some((above) => holds(above, place.path)));
  const more = topmost.length - shownMax;
  return [
    'refused [writable-by-others]: who can write this decides what root does from boot on. Nothing was touched.',
    ...topmost.slice(0, shownMax).flatMap((place) => {
      const below = places.filter(({ path }) => holds(place, path)).length;
      const counted = below === 0 ? '' : `, and so ${below} more in it`;
      return [
        `  ${place.kind} ${place.path}: owner ${place.owner}, mode ${place.mode.toString(8).padStart(4, '0')}${counted}`,
        ...mendingCommands(place, root).map((command) => `    ${command}`),
      ];
    }),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...copying(topmost.filter(isForOthers), program).map((line) => `  ${line}`),
  ].join('\n');
}

function holds({ path, kind }: WeakPlace, below: string): boolean {
  const start = path === '/' ? path : `${path}/`;
  return kind === 'directory' && path !== below && below.startsWith(start);
}

/** A home, or a place for everybody's files: they would miss it. */
function isForOthers({ kind, isOfUser, mode }: WeakPlace): boolean {
  return kind === 'directory' && (isOfUser || (mode & 0o1000) !== 0);
}

function mendingCommands(place: WeakPlace, root: string): readonly string[] {
  if (isForOthers(place)) return [];
  const { path, kind, isOfUser, mode } = place;
  const word = shellWord(`${root}${path}`);
  if (kind === 'link') return [`chown -h root:root ${word}`];
  const commands = [
    ...(isOfUser ? [`chown root:root ${word}`] : []),
    ...((mode & 0o022) === 0 ? [] : [`chmod go-w ${word}`]),
  ];
  return [commands.join(' && ')];
}

function copying(
  directories: readonly WeakPlace[],
  [node, own]: readonly [string, string],
): readonly string[] {
  if (directories.length === 0) return [];
  const isIn = (path: string) => directories.some((directory) => holds(directory, path));
  return [
    'what root runs has no place there: put a copy where only root can write, such as /etc/multihome and /usr/local',
    ...(isIn(node) ? [`of ${node}: install one for all users`] : []),
    ...(isIn(own)
      ? [`of multihome: in its folder, as root: npm install -g "$(npm pack --silent)"`]
      : []),
  ];
}
