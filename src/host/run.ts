/** Runs one program to its end: arguments as a list, no shell, with limits on time and output. */

import { execa } from 'execa';

/** How a program ended. Whatever its exit code, one that ran to its end has `exited`. */
export type Ran =
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'timeout'; readonly timeoutMs: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'failed'; readonly reason: string };

export type RunOptions = {
  readonly timeoutMs: number;
  /** Text for its standard input. */
  readonly input?: string;
  /** Kills the program when nobody waits for it any more. */
  readonly cancel?: AbortSignal;
  /** An open file of ours that the program gets as its descriptor 3. */
  readonly descriptor?: number;
  /** In a session of its own: what a terminal sends to us does not reach it, nor does its end. */
  readonly detached?: boolean;
};

/** A million routes print 120 MB; V8's longest string has 512 MiB less 24. */
const outputMax = 500 * 1024 * 1024;

/** Services and sudo often leave out the directories that hold `ip`. */
const standardPath = '/usr/sbin:/sbin:/usr/bin:/bin';

export async function run(argv: readonly [string, ...string[]], options: RunOptions): Promise<Ran> {
  const [program, ...words] = argv;
  const result = await execa(program, words, {
    reject: false,
    stripFinalNewline: false,
    timeout: options.timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: outputMax,
    extendEnv: true,
    env: { LC_ALL: 'C', PATH: searchPath(process.env['PATH']) },
    input: options.input ?? '',
    ...(options.descriptor === undefined
      ? {}
      : // Any number will do; the types know those up to 9.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        { stdio: ['pipe', 'pipe', 'pipe', options.descriptor as 3] }),
    ...(options.detached ? { detached: true } : {}),
    ...(options.cancel === undefined ? {} : { cancelSignal: options.cancel }),
  });
  if (result.timedOut) return { kind: 'timeout', timeoutMs: options.timeoutMs };
  if (result.isMaxBuffer)
    return { kind: 'failed', reason: `more than ${outputMax} bytes of output` };
  if (result.exitCode !== undefined) {
    const { exitCode, stdout, stderr } = result;
    return { kind: 'exited', exitCode, stdout, stderr };
  }
  if (result.signal !== undefined) return { kind: 'killed', signal: result.signal };
  if (result.code === 'ENOENT') return { kind: 'missing' };
  return { kind: 'failed', reason: result.originalMessage ?? 'it could not be started' };
}

/** An empty part of PATH would mean the working directory: never as root. */
export function searchPath(given: string | undefined): string {
  const parts = [...(given ?? '').split(':'), ...standardPath.split(':')];
  return parts.filter((part) => part.startsWith('/')).join(':');
}
