/** The files that a command runs, or may run: its program, arguments that are paths, and what those name. */

import { closeSync, openSync, readSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';

import type { Host } from './host.ts';
import type { Place } from './walk.ts';
import { walkTo } from './walk.ts';

/** Throws where the system keeps it from looking. */
export function pathsRun(command: readonly string[], host: Host): readonly string[] {
  const found = new Set(pathsIn(command).flatMap((path) => [path, ...entriesOf(path, host)]));
  // What is added meanwhile is come by, too: an interpreter can be a script (execve(2)).
  for (const path of found) {
    for (const further of pathsIn(interpreterOf(path, host))) found.add(further);
  }
  return [...found];
}

/** Where services look for programs (systemd.exec(5)), and we do when we have no PATH. */
const searched = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
] as const;

/** Those that we run by their names. */
const programs = 'ip nft ping conntrack flock systemd-notify systemd-run'.split(' ');

/** Wherever they would be found: who can add one to a directory that is searched decides what is run. */
export function pathsOfPrograms(): readonly string[] {
  return programs.flatMap(pathsOfName);
}

function pathsOfName(name: string): readonly string[] {
  return searched.map((directory) => `${directory}/${name}`);
}

function pathsIn(command: readonly string[]): readonly string[] {
  const [program = ''] = command;
  const others = basename(program) === 'env' ? pathsOfName : () => [];
  return command.flatMap((word) => (word.includes('/') ? [pathOf(word)] : others(word)));
}

/** Hooks and probes are started in `/`. In `--script=/opt/hook` it is what follows the sign. */
function pathOf(word: string): string {
  const path = word.startsWith('/') ? word : word.slice(word.indexOf('=') + 1);
  return path.startsWith('/') ? path : `/${path}`;
}

function endOf(path: string, host: Host): Place | undefined {
  const { places, end, arrives } = walkTo(path, host);
  return arrives ? places.findLast((place) => place.path === end) : undefined;
}

/** Of a directory, as run-parts(8) runs them: no deeper. */
function entriesOf(path: string, host: Host): readonly string[] {
  const end = endOf(path, host);
  if (!end?.status.isDirectory()) return [];
  return readdirSync(`${host.root}${end.path}`)
    .map((name) => `${end.path}/${name}`)
    .filter((entry) => !endOf(entry, host)?.status.isDirectory());
}

/** As much as the kernel reads of a line (execve(2)). */
const lineBytesMax = 256;

/** None of what cannot be run: some files of the kernel must not be read for nothing. */
function interpreterOf(path: string, host: Host): readonly string[] {
  const end = endOf(path, host);
  if (!end?.status.isFile() || (end.status.mode & 0o111) === 0) return [];
  const descriptor = openSync(`${host.root}${end.path}`, 'r');
  try {
    const buffer = Buffer.alloc(lineBytesMax);
    const text = buffer.toString('utf8', 0, readSync(descriptor, buffer));
    const [, line = ''] = /^#!([^\n\0]*)/.exec(text) ?? [];
    return line.split(/[ \t]+/).filter((word) => word !== '');
  } finally {
    closeSync(descriptor);
  }
}
