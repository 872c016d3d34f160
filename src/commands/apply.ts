/** `apply` and `destroy`: plan, ask, act, prove. */

import type { ExitCode } from '../model/exit-code.ts';
import { defaultProtocol } from '../model/ownership.ts';
import { ownCommand } from '../render/own-command.ts';
import type { Environment } from './environment.ts';
import type { Outcome } from './failure.ts';
import { failed } from './failure.ts';
import { prepareRemoval } from './prepare-removal.ts';
import { prepareSettled } from './prepare.ts';
import type { Binding } from './saved-plan.ts';
import { savedPlanIn } from './saved-plan.ts';
import { loadTopology, loadTopologyIfPresent, readText, topologyIn } from './topology-file.ts';

import type { ApplyOptions, Preparing, Ready } from './perform.ts';
import { perform } from './perform.ts';

export async function apply(options: ApplyOptions, environment: Environment): Promise<ExitCode> {
  const path = options.file ?? environment.defaultTopology;
  return perform('apply', (locked) => ready(path, options, locked), options, environment);
}

/** The path is that of a topology, or of a saved plan. */
async function ready(
  path: string,
  { file, expect, waitForInterfacesMs }: ApplyOptions,
  environment: Environment,
): Promise<Outcome<Ready>> {
  const read = readText(path);
  // The environment names the topology: it gives no consent.
  const saved = read.ok && file !== undefined ? savedPlanIn(path, read.text) : undefined;
  if (saved?.ok === false) return saved;
  const load = () =>
    saved === undefined ? topologyIn(path, read) : loadTopology(saved.value.topology.path);
  const prepared = await prepareSettled(load, environment, waitForInterfacesMs);
  if (!prepared.ok) return prepared;
  const bindings: Binding[] = [];
  if (saved !== undefined) {
    const isOwn = read.ok && read.isOwn === true;
    bindings.push({ kind: 'saved', saved: saved.value, file: path, isOwn });
  }
  if (expect !== undefined) bindings.push({ kind: 'expected', id: expect });
  return { ok: true, value: { prepared: prepared.value, bindings } };
}

export type DestroyOptions = ApplyOptions & { readonly protocol?: number | undefined };

/** Of the topology only the protocol number matters: what carries it goes. */
export async function destroy(
  options: DestroyOptions,
  environment: Environment,
): Promise<ExitCode> {
  const preparing: Preparing = async (locked) => {
    const protocol = protocolToRemove(options, locked);
    if (!protocol.ok) return protocol;
    const prepared = await prepareRemoval(protocol.value, locked);
    return prepared.ok ? { ok: true, value: { prepared: prepared.value, bindings: [] } } : prepared;
  };
  return perform('destroy', preparing, options, environment);
}

/** Without a file it is that of the system's topology, and where there is none, our own. */
function protocolToRemove(
  { file, protocol }: DestroyOptions,
  { defaultTopology, host }: Environment,
): Outcome<number> {
  if (protocol !== undefined) return { ok: true, value: protocol };
  const loaded = file === undefined ? loadTopologyIfPresent(defaultTopology) : loadTopology(file);
  if (loaded.ok) return { ok: true, value: loaded.value?.topology.protocol ?? defaultProtocol };
  const command = ownCommand(host, 'destroy', '--protocol', `${defaultProtocol}`);
  const hint = `to remove without a topology: ${command}, or the number it chose`;
  return failed({ ...loaded.failure, hint });
}
