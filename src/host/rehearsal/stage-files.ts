/** What is rehearsed, as files of a root of its own: in the /run of these namespaces. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type StageFiles = {
  /** For `--root`. */
  readonly root: string;
  readonly topology: string;
};

const home = '/run/multihome-rehearsal';

export const stageFiles: StageFiles = {
  root: join(home, 'root'),
  topology: join(home, 'topology.yaml'),
};

export function listPath(number: number): string {
  return join(home, `list-${number}.txt`);
}

export function writeStage(topology: string, lists: readonly string[]): void {
  for (const directory of ['rt_tables.d', 'rt_protos.d']) {
    mkdirSync(join(stageFiles.root, 'etc/iproute2', directory), { recursive: true });
  }
  writeFileSync(stageFiles.topology, topology);
  for (const [index, text] of lists.entries()) writeFileSync(listPath(index), text);
}
