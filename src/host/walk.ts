/** What the kernel comes by on the way to a file, below the root of a host. */

import type { Stats } from 'node:fs';
import { lstatSync, readlinkSync } from 'node:fs';

import { codeOf } from './file-errors.ts';
import type { Host } from './host.ts';

/** Its path has no link in it. */
export type Place = { readonly path: string; readonly status: Stats };

export type Walk = {
  readonly places: readonly Place[];
  /** Where the path leads; else the last that is there. */
  readonly end: string;
  readonly arrives: boolean;
};

/** As many links as the kernel follows (path_resolution(7)). */
const linksMax = 40;

/** With every link: who owns it decides where it leads. Throws where the system keeps it from looking. */
export function walkTo(path: string, { root }: Host): Walk {
  const places: Place[] = [];
  const names = ['', ...path.split('/')];
  let [at, links] = ['', 0];
  const ended = (arrives: boolean): Walk => ({ places, end: at === '' ? '/' : at, arrives });
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === '.' || (name === '' && places.length > 0)) continue;
    if (name === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    const place = `${at}/${name}`;
    const status = statusOf(`${root}${place}`);
    if (status === undefined) return ended(false);
    places.push({ path: place, status });
    if (status.isSymbolicLink()) {
      links += 1;
      if (links > linksMax) return ended(false);
      const target = readlinkSync(`${root}${place}`);
      if (target.startsWith('/')) at = '';
      names.unshift(...target.split('/'));
    } else if (name !== '') {
      at = place;
    }
  }
  return ended(true);
}

/** What no path can lead to is not there. */
const leadNowhere = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (leadNowhere.has(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}
