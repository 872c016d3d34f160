/** What follows from what the loop does, without ever holding it up. */

import type { Forgotten } from '../host/conntrack.ts';
import type { Forgetting, Forsaken } from '../watch/forget.ts';
import type { JobEnd } from '../host/process-queue.ts';
import { createServiceManager } from '../host/service-manager.ts';
import { createForgetting } from '../watch/forget.ts';
import { createHooks } from '../watch/hooks.ts';
import type { Log } from './watch-log.ts';
import type { LoopState, LoopWork } from './watch-state.ts';
import { activeText, forgottenText, hookText, unheardText } from './watch-text.ts';

export type Effects = Pick<LoopWork, 'switched' | 'looked' | 'beat'> & {
  readonly seen: Forgetting['seen'];
  readonly reloading: () => void;
  readonly finish: (last: LoopState) => Promise<void>;
};

/** `path` is that of the topology. */
export function createEffects(path: string, log: Log): Effects {
  const hooks = createHooks(path, ({ command: [program] }, of, end) =>
    log('warning', hookText(program, of, end), { event: 'hook', of, end }),
  );
  const forgetting = createForgetting(tellForgotten(log));
  const manager = createServiceManager(tellUnheard(log));
  let isStarted = false;
  /** Until it has been told that all is in place. */
  let isAwaited = true;
  const start = ({ topology: { watch } }: LoopState): void => {
    if (isStarted) return;
    isStarted = true;
    if (watch.hook !== undefined) hooks.run(watch.hook, { kind: 'started' });
  };
  return {
    seen: forgetting.seen,
    switched: (change, state) => {
      start(state);
      const { hook, forgetsConnections } = state.topology.watch;
      if (forgetsConnections) forgetting.switched(change, state.topology, state.standings);
      if (hook !== undefined) hooks.run(hook, { kind: 'switch', ...change });
      if (!isAwaited) manager.status(activeText(state.active));
    },
    looked: (state, isRouted) => {
      if (isRouted) start(state);
      // A reload is over also where it has to be tried again.
      if (!isAwaited || !isStarted) return;
      isAwaited = false;
      manager.ready(activeText(state.active));
    },
    beat: manager.beat,
    reloading: () => {
      isAwaited = true;
      manager.reloading();
    },
    finish: async ({ topology: { watch } }) => {
      manager.stopping();
      if (isStarted && watch.hook !== undefined) await hooks.finish(watch.hook);
      await forgetting.finish();
      await manager.finish();
    },
  };
}

function tellForgotten(log: Log): (forsaken: Forsaken, outcome: Forgotten) => void {
  let isMissingTold = false;
  return (forsaken, outcome) => {
    const text = forgottenText(forsaken, outcome);
    if (text === undefined || (outcome.kind === 'missing' && isMissingTold)) return;
    isMissingTold ||= outcome.kind === 'missing';
    const { uplink, family } = forsaken;
    const level = {
      done: 'info',
      untracked: 'info',
      missing: 'notice',
      failed: 'warning',
    } as const;
    log(level[outcome.kind], text, { event: 'conntrack', uplink, family });
  };
}

/** Once: the watchdog would repeat it for ever. */
function tellUnheard(log: Log): (end: JobEnd) => void {
  let isTold = false;
  return (end) => {
    if (!isTold) log('warning', unheardText(end), { event: 'notify', end });
    isTold = true;
  };
}
