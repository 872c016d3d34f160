/** What a service is asked for by signals. */

export type Request = 'stop' | 'reload';

export type Requests = {
  /** The most pressing one since it was last called. */
  readonly take: () => Request | undefined;
  /** As the signal does. */
  readonly askToReload: () => void;
  /** Whether there is any. */
  readonly isWaiting: () => boolean;
  readonly release: () => void;
};

/** SIGHUP reloads; SIGTERM and SIGINT stop, a second one at once. */
export function listenForRequests(called: () => void): Requests {
  let stops = 0;
  let reloads = false;
  const stop = (): void => {
    stops += 1;
    // oxlint-disable-next-line unicorn/no-process-exit -- somebody will not wait any longer
    if (stops > 1) process.exit(0);
    called();
  };
  const reload = (): void => {
    reloads = true;
    called();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', reload);
  return {
    take: () => {
      if (stops > 0) return 'stop';
      const wanted = reloads;
      reloads = false;
      return wanted ? 'reload' : undefined;
    },
    askToReload: reload,
    isWaiting: () => reloads || stops > 0,
    release: () => {
      process.off('SIGTERM', stop).off('SIGINT', stop).off('SIGHUP', reload);
    },
  };
}
