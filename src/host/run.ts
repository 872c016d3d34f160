/** Runs one program to its end: arguments as a list, no shell, with limits on time and output. */

import { execa } from 'execa';

export type Program = {
  readonly argv: readonly [string, ...string[]];
  readonly stdin?: string;
  readonly timeoutMs: number;
  /** Where programs are looked for, before the standard places; `$PATH` when absent. */
  readonly path?: string;
};

/** A program that ran to its end, whatever its exit code, or the way it did not. */
export type Ran =
  | { readonly ok: true; readonly stdout: string; readonly stderr: string; readonly exitCode: number }
  | RunFailure;

export type RunFailure = {
  readonly ok: false;
  readonly kind: 'missing' | 'timeout' | 'killed' | 'too-large' | 'not-started';
  readonly message: string;
  /** What it printed before. */
  readonly stderr: string;
};

/** A full table of the internet in both families is below 200 MB; V8 strings end at 512 MiB. */
const outputMax = 500 * 1024 * 1024;

/** Services and sudo often leave out the directories that hold `ip`. */
const standardPath = '/usr/sbin:/sbin:/usr/bin:/bin';

export async function run(program: Program): Promise<Ran> {
  const [command, ...words] = program.argv;
  const result = await execa(command, words, {
    // No program of ours is asked for its language: LC_ALL=C keeps messages recognisable.
    env: { PATH: searchPath(program.path), LC_ALL: 'C' },
    reject: false,
    stripFinalNewline: false,
    ...(program.stdin === undefined ? { stdin: 'ignore' } : { input: program.stdin }),
    timeout: program.timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: outputMax,
  });
  const { stdout, stderr, exitCode } = result;
  // A program that ends without reading all of its input is judged by its exit code.
  if (exitCode !== undefined && !result.isMaxBuffer && !result.timedOut) {
    return { ok: true, stdout, stderr, exitCode };
  }
  return { ok: false, ...failureOf(command, program, result), stderr: stderr ?? '' };
}

type Unfinished = {
  readonly timedOut: boolean;
  readonly isMaxBuffer: boolean;
  readonly signal?: string;
  readonly code?: string;
  readonly originalMessage?: string;
};

function failureOf(
  command: string,
  { timeoutMs }: Program,
  { timedOut, isMaxBuffer, signal, code, originalMessage }: Unfinished,
): Pick<RunFailure, 'kind' | 'message'> {
  if (timedOut) return { kind: 'timeout', message: `\`${command}\` did not end within ${timeoutMs / 1000} s` };
  if (isMaxBuffer) return { kind: 'too-large', message: `\`${command}\` printed more than ${outputMax} bytes` };
  if (code === 'ENOENT') return { kind: 'missing', message: `there is no program \`${command}\` in PATH` };
  if (signal !== undefined) return { kind: 'killed', message: `\`${command}\` was killed by ${signal}` };
  return { kind: 'not-started', message: `\`${command}\` could not be started: ${originalMessage ?? code ?? ''}` };
}

function searchPath(path: string | undefined): string {
  const given = path ?? process.env['PATH'];
  return given === undefined || given === '' ? standardPath : `${given}:${standardPath}`;
}
