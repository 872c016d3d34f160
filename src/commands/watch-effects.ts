/** What follows from what the loop does, without ever holding it up. */

import { createHooks } from '../watch/hooks.ts';
import type { Log } from './watch-log.ts';
import type { LoopState, LoopWork } from './watch-loop.ts';
import { hookText } from './watch-text.ts';

export type Effects = Pick<LoopWork, 'switched' | 'looked'> & {
  readonly finish: (last: LoopState) => Promise<void>;
};

/** `path` is that of the topology. */
export function createEffects(path: string, log: Log): Effects {
  const hooks = createHooks(path, ({ command: [program] }, of, end) =>
    log('warning', hookText(program, of, end), { event: 'hook', of, end }),
  );
  let isStarted = false;
  const start = ({ topology: { watch } }: LoopState): void => {
    if (isStarted) return;
    isStarted = true;
    if (watch.hook !== undefined) hooks.run(watch.hook, { kind: 'started' });
  };
  return {
    switched: (change, state) => {
      start(state);
      const { hook } = state.topology.watch;
      if (hook !== undefined) hooks.run(hook, { kind: 'switch', ...change });
    },
    looked: (state, isAsWanted) => {
      if (isAsWanted) start(state);
    },
    finish: async ({ topology: { watch } }) => {
      if (isStarted && watch.hook !== undefined) await hooks.finish(watch.hook);
    },
  };
}
