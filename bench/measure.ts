/** Whole processes against the clock: A B A B, so that a busy machine is as busy for both. */

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export type Contestant = {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  /** A file to read standard input from. */
  readonly stdin?: string;
  /** Before every run, off the clock. */
  readonly prepare?: () => void;
  /** After every run, off the clock; throws when the work was not done. */
  readonly verify?: () => void;
};

export type Timing = {
  readonly name: string;
  readonly runs: number;
  readonly minMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
  /** Greatest resident set of the process itself, children not counted; sampled. */
  readonly peakRssMb: number;
};

const sampleEveryMs = 10;

/** A comparison that has taken this long ends after `runsMin` rounds. */
const patienceMs = 120_000;
const runsMin = 3;

/** As many runs of each, one after the other in turn, after one that does not count. */
export async function compare(
  contestants: readonly Contestant[],
  runs: number,
): Promise<readonly Timing[]> {
  const samples = contestants.map((contestant) => ({ contestant, taken: [] as Sample[] }));
  const deadline = performance.now() + patienceMs;
  for (const { contestant } of samples) await runOnce(contestant);
  for (let run = 0; run < runs; run++) {
    if (run >= runsMin && performance.now() > deadline) break;
    for (const { contestant, taken } of samples) taken.push(await runOnce(contestant));
  }
  return samples.map(({ contestant, taken }) => timingOf(contestant.name, taken));
}

type Sample = { readonly wallMs: number; readonly peakRssMb: number };

async function runOnce(contestant: Contestant): Promise<Sample> {
  contestant.prepare?.();
  const sample = await timed(contestant);
  contestant.verify?.();
  return sample;
}

async function timed({ name, argv, stdin }: Contestant): Promise<Sample> {
  const [command, ...words] = argv;
  const input = openSync(stdin ?? '/dev/null', 'r');
  const start = performance.now();
  const child = spawn(command, words, { stdio: [input, 'ignore', 'pipe'] });
  let peakRssMb = 0;
  const sampling = setInterval(() => {
    peakRssMb = Math.max(peakRssMb, highWaterMark(child.pid));
  }, sampleEveryMs);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    const wallMs = performance.now() - start;
    if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}: ${said.slice(0, 2000)}`);
    return { wallMs, peakRssMb };
  } finally {
    clearInterval(sampling);
    closeSync(input);
  }
}

/** VmHWM in /proc/PID/status (proc(5)); 0 once the process is gone. */
function highWaterMark(processId: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function timingOf(name: string, samples: readonly Sample[]): Timing {
  const walls = samples.map(({ wallMs }) => wallMs);
  return {
    name,
    runs: samples.length,
    minMs: Math.min(...walls),
    medianMs: median(walls),
    maxMs: Math.max(...walls),
    peakRssMb: Math.max(...samples.map((sample) => sample.peakRssMb)),
  };
}

/** Of work within one process, whose memory is not looked at. */
export function timingOfMs(name: string, wallsMs: readonly number[]): Timing {
  return timingOf(
    name,
    wallsMs.map((wallMs) => ({ wallMs, peakRssMb: 0 })),
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
