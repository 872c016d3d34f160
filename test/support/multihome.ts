/** The program itself, run in a namespace as a user would run it, with its files below a folder. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Owner } from './namespace.ts';
import { createNamespace, inNamespace } from './namespace.ts';
import { inRepository } from './repository.ts';

export type Finished = {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type TestHost = {
  readonly namespace: string;
  /** Takes the place of `/` for every file the program reads or writes by itself. */
  readonly root: string;
  readonly run: (...words: readonly string[]) => Finished;
  /** Runs and expects success; returns standard output. */
  readonly succeed: (...words: readonly string[]) => string;
};

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Where it is started. */
  readonly folder?: string;
  /** The program is killed, and the test fails, when it takes longer. */
  readonly timeoutMs?: number;
};

const program = inRepository('bin', 'multihome.js');

export function createTestHost(owner: Owner): TestHost {
  const namespace = createNamespace(owner);
  const root = temporaryFolder(owner);
  const run = (...words: readonly string[]): Finished => runIn(namespace, root, words);
  return { namespace, root, run, succeed: (...words) => succeeded(run(...words), words) };
}

export function runIn(
  namespace: string,
  root: string,
  words: readonly string[],
  options: RunOptions = {},
): Finished {
  const argv = inNamespace(namespace, process.execPath, program, '--root', root, ...words);
  return runProgram(argv, options);
}

/** Outside of any namespace: for commands that touch nothing. */
export function runHere(words: readonly string[], options: RunOptions = {}): Finished {
  return runProgram([process.execPath, program, ...words], options);
}

export function temporaryFolder(owner: Owner): string {
  const folder = mkdtempSync(join(tmpdir(), 'multihome-test-'));
  owner.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Any program, with no colours asked for. */
export function runProgram(argv: readonly string[], options: RunOptions = {}): Finished {
  const [file = '', ...words] = argv;
  const { status, stdout, stderr, error } = spawnSync(file, words, {
    encoding: 'utf8',
    input: options.input ?? '',
    cwd: options.folder,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    timeout: options.timeoutMs ?? timeoutMs,
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { exitCode: status, stdout, stderr };
}

function succeeded({ exitCode, stdout, stderr }: Finished, words: readonly string[]): string {
  if (exitCode === 0) return stdout;
  throw new Error(`multihome ${words.join(' ')} exited with ${exitCode}\n${stdout}${stderr}`);
}

const timeoutMs = 120_000;
