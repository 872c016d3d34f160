/**
 * Asks the kernel for routes, one question after the other without a pause, and counts what it says.
 * One `ip -batch` reads the questions from a pipe: about 40 000 a second, each an RTM_GETROUTE.
 */

import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

export type ProbeResult = {
  readonly asked: number;
  readonly answered: number;
  /** Numbers of the questions, counted from 1, that had no route. */
  readonly failures: readonly number[];
  readonly errors: string;
};

/**
 * More answers than can lie about in two pipes of 64 kB and a buffer of 4 kB, none being shorter
 * than 16 bytes, nor any question.
 */
export const underwayMax = 10_000;

const repeats = 50;

export class RouteProbe {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #chunk: string;
  readonly #questions: number;
  #asked = 0;
  #answered = 0;
  #errors = '';
  #isStopping = false;

  /** `questions` as after `ip route get`. */
  constructor(namespace: string, family: 'ipv4' | 'ipv6', questions: readonly string[]) {
    const flag = family === 'ipv4' ? '-4' : '-6';
    this.#child = spawn('ip', ['-n', namespace, flag, '-o', '-force', '-batch', '-']);
    this.#questions = questions.length;
    this.#chunk = questions
      .map((question) => `route get ${question}\n`)
      .join('')
      .repeat(repeats);
    this.#child.stdout.on('data', (data: Buffer) => (this.#answered += linesIn(data)));
    this.#child.stderr.on('data', (data: Buffer) => (this.#errors += data.toString()));
    this.#child.stdin.on('drain', () => this.#ask());
    this.#ask();
  }

  get answered(): number {
    return this.#answered;
  }

  async stop(): Promise<ProbeResult> {
    this.#isStopping = true;
    this.#child.stdin.end();
    await once(this.#child, 'close');
    const failures = [...this.#errors.matchAll(/^Command failed -:([0-9]+)$/gm)];
    return {
      asked: this.#asked,
      answered: this.#answered,
      failures: failures.map(([, line]) => Number(line)),
      errors: this.#errors,
    };
  }

  #ask(): void {
    while (!this.#isStopping) {
      this.#asked += this.#questions * repeats;
      if (!this.#child.stdin.write(this.#chunk)) return;
    }
  }
}

function linesIn(data: Buffer): number {
  let count = 0;
  for (const byte of data) if (byte === newline) count += 1;
  return count;
}

const newline = 10;
