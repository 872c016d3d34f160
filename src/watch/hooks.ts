/** The user's own program, told of what happens: at the start, after every switch, at the end. */

import type { JobEnd } from '../host/process-queue.ts';
import { createProcessQueue } from '../host/process-queue.ts';
import type { Hook } from '../topology/topology.ts';
import type { Switch } from './active.ts';

export type HookEvent =
  | { readonly kind: 'started' | 'stopped' }
  | ({ readonly kind: 'switch' } & Switch);

export type Hooks = {
  /** Never waits: they run one after the other, in the order of what happened. */
  readonly run: (hook: Hook, event: HookEvent) => void;
  /** The last one; what has not run by then has had its time. */
  readonly finish: (hook: Hook) => Promise<void>;
};

export type HookListener = (hook: Hook, event: HookEvent['kind'], end: JobEnd) => void;

const waitingMax = 16;
/** So that a hook is killed by its own timeout. */
const graceMs = 500;

/** `topology` is the path of the file. */
export function createHooks(topology: string, failed: HookListener): Hooks {
  const queue = createProcessQueue(waitingMax);
  const run = (hook: Hook, event: HookEvent): void => {
    const { command, timeoutMs } = hook;
    const variables = { MULTIHOME_TOPOLOGY: topology, ...variablesOf(event) };
    const ended = (end: JobEnd): void => {
      if (end.kind !== 'exited' || end.exitCode !== 0) failed(hook, event.kind, end);
    };
    queue.add({ command, variables, timeoutMs, ended });
  };
  return {
    run,
    finish: async (hook) => {
      await queue.drain(hook.timeoutMs + graceMs);
      run(hook, { kind: 'stopped' });
      await queue.drain(hook.timeoutMs + graceMs);
    },
  };
}

function variablesOf(event: HookEvent): Readonly<Record<string, string>> {
  const common = { MULTIHOME_EVENT: event.kind };
  if (event.kind !== 'switch') return common;
  const { from, to, reason } = event;
  return {
    ...common,
    MULTIHOME_WHAT: to.what,
    MULTIHOME_FAMILY: to.family,
    MULTIHOME_FROM: from.uplinks.join(' '),
    MULTIHOME_TO: to.uplinks.join(' '),
    MULTIHOME_REASON: reason,
  };
}
