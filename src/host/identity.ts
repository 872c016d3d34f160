/** Which host, and which of its network namespaces, this is. */

import type { HostIdentity } from '../model/saved-plan.ts';
import { readTextFile } from './files.ts';
import type { Host } from './host.ts';
import { absolute, networkNamespace } from './run-directory.ts';

export function hostIdentity(name: string, { root }: Host): HostIdentity {
  const read = readTextFile(`${root}/etc/machine-id`);
  const machineId = read.ok && /^[0-9a-f]{32}\n?$/.test(read.text) ? read.text.trim() : undefined;
  return { name, machineId, networkNamespace: networkNamespace(), root: absolute(root) };
}
