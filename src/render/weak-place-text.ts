/** Places that others than root can change, and the commands that mend that. */

import type { WeakPlace } from '../model/weak-place.ts';
import { shellWord } from '../model/shell-word.ts';

/** Of a program in a home, every file is one. */
const shownMax = 5;

export function weakPlacesText(places: readonly WeakPlace[]): string {
  const more = places.length - shownMax;
  return [
    'refused [writable-by-others]: who can write this decides what root does from boot on. Nothing was touched.',
    ...places
      .slice(0, shownMax)
      .flatMap((place) => [
        `  ${place.kind} ${place.path}: owner ${place.owner}, mode ${place.mode.toString(8).padStart(4, '0')}`,
        `    ${mendingCommand(place)}`,
      ]),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}

function mendingCommand({ path, kind, owner, mode }: WeakPlace): string {
  const word = shellWord(path);
  if (kind === 'link') return `chown -h root:root ${word}`;
  return [
    ...(owner === 0 ? [] : [`chown root:root ${word}`]),
    ...((mode & 0o022) === 0 ? [] : [`chmod go-w ${word}`]),
  ].join(' && ');
}
