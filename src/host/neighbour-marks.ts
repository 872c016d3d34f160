/** Which other programs of this host are known to write rules and routes, and how they are set up. */

import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

import { decodeNetworkd } from '../live/decode-networkd.ts';
import type { ForeignPolicy, NeighbourMarks, NeighbourProgram } from '../model/neighbour.ts';
import { neighbourPrograms } from '../model/neighbour.ts';
import { codeOf } from './file-errors.ts';
import { namesIn, readTextFile } from './files.ts';
import type { Host } from './host.ts';

export function readNeighbourMarks(host: Host): NeighbourMarks {
  return { programs: runningNeighbours(), networkd: readNetworkd(host) };
}

export function runningNeighbours(): ReadonlySet<NeighbourProgram> {
  const programs: ReadonlyMap<string, NeighbourProgram> = new Map(
    Object.entries(neighbourPrograms),
  );
  const isNamespaceOfUsers = !isFirstUserNamespace();
  return new Set(
    readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .flatMap((process) => {
        const program = programs.get(nameOf(process));
        const isHere = program !== undefined && sharesNetwork(process, isNamespaceOfUsers);
        return isHere ? [program] : [];
      }),
  );
}

/** Empty where it has ended meanwhile. */
function nameOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

/**
 * What runs in a container writes to the container's routes. Whoever is not root may not ask about
 * root's processes: on the machine itself they count, in a user namespace they are outside of it.
 */
function sharesNetwork(process: string, isNamespaceOfUsers: boolean): boolean {
  try {
    return readlinkSync(`/proc/${process}/ns/net`) === readlinkSync('/proc/self/ns/net');
  } catch (error) {
    // One that has ended, and that nobody has waited for yet, is in none.
    return codeOf(error) !== 'ENOENT' && !isNamespaceOfUsers;
  }
}

/** It alone has all ids (user_namespaces(7)). */
function isFirstUserNamespace(): boolean {
  const { ok, text } = { text: '', ...readTextFile('/proc/self/uid_map') };
  return !ok || /^\s*0\s+0\s+4294967295\s*$/.test(text);
}

/** The first of each name counts, and later names win (systemd.syntax(7), networkd.conf(5)). */
const folders = ['/etc', '/run', '/usr/local/lib', '/usr/lib'] as const;

function readNetworkd({ root }: Host): ForeignPolicy {
  const read = (path: string): readonly string[] => {
    const file = readTextFile(`${root}${path}`);
    return file.ok ? [file.text] : [];
  };
  const main = folders.flatMap((folder) => read(`${folder}/systemd/networkd.conf`)).slice(0, 1);
  const dropIns = new Map(
    folders.toReversed().flatMap((folder) => {
      const directory = `${folder}/systemd/networkd.conf.d`;
      const names = namesIn(`${root}${directory}`).filter((name) => name.endsWith('.conf'));
      return names.map((name) => [name, `${directory}/${name}`] as const);
    }),
  );
  const inOrder = [...dropIns.keys()].toSorted().flatMap((name) => dropIns.get(name) ?? []);
  return decodeNetworkd([...main, ...inOrder.flatMap(read)]);
}
