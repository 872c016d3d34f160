/** Whether root can rely on what `install-service` has it run. */

import type { Host } from '../host/host.ts';
import { ownFiles, ownProgram } from '../host/own-program.ts';
import { absolutePath, besideTopology } from '../host/user-file.ts';
import { weakPlaces } from '../host/weak-places.ts';
import { exitCodes } from '../model/exit-code.ts';
import { weakPlacesText } from '../render/weak-place-text.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure } from './failure.ts';
import type { LoadedTopology } from './topology-file.ts';

/** What root runs from boot on, and what says what it does: others must not be able to write it. */
export function whyWeak(
  { topology, source }: LoadedTopology,
  written: readonly string[],
  host: Host,
): Failure | undefined {
  const [, ...pairs] = source.texts;
  const lists = pairs.filter((_, index) => index % 2 === 0);
  const read = [source.path, ...lists.map((list) => besideTopology(source.path, list))];
  const paths = [...read.map((path) => withoutRoot(host, path)), ...ownFiles()];
  const judged = weakPlaces(
    paths,
    [...commandsOf(topology), ...written.map((path) => [path])],
    host,
  );
  if (!judged.ok) return notJudged(judged.reason);
  if (judged.weak.length === 0) return undefined;
  return {
    exitCode: exitCodes.refused,
    message: weakPlacesText(judged.weak, ownProgram(), host.root),
    hint: inSpite,
  };
}

function commandsOf({ watch, health, uplinks }: Topology): readonly (readonly string[])[] {
  const probes = [health, ...uplinks.map((uplink) => uplink.health)];
  const commands = [watch.hook?.command, ...probes.map((probe) => probe?.command)];
  return commands.flatMap((words) => (words === undefined ? [] : [words]));
}

/** As the host sees it that has this root. */
export function withoutRoot({ root }: Host, path: string): string {
  const absolute = absolutePath(path);
  return root !== '' && absolute.startsWith(`${root}/`) ? absolute.slice(root.length) : absolute;
}

const inSpite = 'to go on in spite of it: --allow writable-by-others';

function notJudged(reason: string): Failure {
  return {
    exitCode: exitCodes.refused,
    message: `who can write what root will run cannot be seen. Nothing was touched. ${reason}`,
    hint: inSpite,
  };
}
