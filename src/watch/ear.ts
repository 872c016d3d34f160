/** Whether this process hears what is said: a busy or stopped one does not, and must not judge by that. */

export type Ear = {
  /** How long it heard nothing since it was last asked, beyond what is usual; mostly 0. */
  readonly deafForMs: () => number;
  readonly stop: () => void;
};

const beatMs = 250;
/** Timers are late by a little on every busy machine. */
const toleranceMs = 150;

export function listenAlways(nowMs: () => number): Ear {
  let lastMs = nowMs();
  let deafMs = 0;
  const beat = (): void => {
    const lateMs = nowMs() - lastMs - beatMs;
    if (lateMs > toleranceMs) deafMs += lateMs;
    lastMs = nowMs();
  };
  const timer = setInterval(beat, beatMs);
  return {
    deafForMs: () => {
      // Timers run before what waits is read: this one may not have run yet.
      if (nowMs() - lastMs > beatMs + toleranceMs) beat();
      const found = deafMs;
      deafMs = 0;
      return found;
    },
    stop: () => clearInterval(timer),
  };
}
