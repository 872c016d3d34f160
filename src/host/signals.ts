/** What others send us while we change a host. */

export type Interruptions = {
  /** The first of those that ask us to end. */
  readonly received: () => NodeJS.Signals | undefined;
  /** Back to what the system does. */
  readonly release: () => void;
};

const ends: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];

/**
 * The first is remembered, and what runs is brought to an end of its own. At the second, `onSecond`
 * says with which exit code everything ends at once. A terminal that hangs up ends nothing.
 */
export function watchInterruptions(
  onSecond: () => number,
  onFirst: (signal: NodeJS.Signals) => void = () => undefined,
): Interruptions {
  let first: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => {
    // oxlint-disable-next-line unicorn/no-process-exit -- somebody will not wait any longer
    if (first !== undefined) process.exit(onSecond());
    first = signal;
    onFirst(signal);
  };
  const ignore = (): void => undefined;
  for (const signal of ends) process.on(signal, note);
  process.on('SIGHUP', ignore);
  return {
    received: () => first,
    release: () => {
      for (const signal of ends) process.removeListener(signal, note);
      process.removeListener('SIGHUP', ignore);
    },
  };
}

/** Node hears of a signal only when it looks for what has come (uv_signal_start): here it does, twice. */
export async function letSignalsCome(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => void setImmediate(resolve));
}
