/** Who but root can change what a path leads to: an owner, or a mode, of any place on the way. */

import type { Stats } from 'node:fs';
import { lstatSync, readlinkSync } from 'node:fs';

import type { WeakPlace } from '../model/weak-place.ts';
import type { Host } from './host.ts';

/** What is not there is not judged. */
export function weakPlaces(path: string, host: Host): readonly WeakPlace[] {
  return placesTo(path, host).flatMap(({ place, status }) =>
    isWeak(status, host) ? [weakPlace(place, status)] : [],
  );
}

type Place = { readonly place: string; readonly status: Stats };

/** As many as the kernel follows (path_resolution(7)). */
const linksMax = 40;

/** All that the kernel comes by: who owns a link decides where it leads. */
function placesTo(path: string, { root }: Host): readonly Place[] {
  const places: Place[] = [];
  const names = ['', ...path.split('/')];
  let [at, links] = ['', 0];
  for (let name = names.shift(); name !== undefined && links <= linksMax; name = names.shift()) {
    if (name === '.' || (name === '' && places.length > 0)) continue;
    if (name === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    const place = `${at}/${name}`;
    const status = lstatSync(`${root}${place}`, { throwIfNoEntry: false });
    if (status === undefined) break;
    places.push({ place, status });
    if (status.isSymbolicLink()) {
      const target = readlinkSync(`${root}${place}`);
      if (target.startsWith('/')) at = '';
      names.unshift(...target.split('/'));
      links += 1;
    } else if (name !== '') {
      at = place;
    }
  }
  return places;
}

/** In a sticky directory others can add names, and take away only their own: its entries are judged, too. */
function isWeak(status: Stats, { root }: Host): boolean {
  const makesImage = root !== '' && status.uid === process.geteuid?.();
  if (status.uid !== 0 && !makesImage) return true;
  const isSticky = status.isDirectory() && (status.mode & 0o1000) !== 0;
  return !status.isSymbolicLink() && !isSticky && (status.mode & 0o022) !== 0;
}

function weakPlace(path: string, status: Stats): WeakPlace {
  const other = status.isSymbolicLink() ? 'link' : 'file';
  const kind = status.isDirectory() ? 'directory' : other;
  return { path, kind, owner: status.uid, mode: status.mode & 0o7777 };
}
