/** A prober in a namespace, in a process of its own that tells what it reports. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { ProbeTrouble, Prober } from '../../src/host/probes/prober.ts';
import { startProber } from '../../src/host/probes/start-prober.ts';
import type { Probe, ProbeResult } from '../../src/model/health.ts';
import { temporaryFolder } from './multihome.ts';
import type { Owner } from './namespace.ts';
import { execute, inNamespace } from './namespace.ts';
import { waitUntil } from './wait.ts';

export type Report =
  | { readonly kind: 'result'; readonly result: ProbeResult }
  | { readonly kind: 'trouble'; readonly trouble: ProbeTrouble }
  | { readonly kind: 'recovered' };

type Word = 'hasten' | 'relax' | 'stop';

const program = import.meta.filename;

if (process.argv[1] === program) probeHere(JSON.parse(process.argv[2] ?? '') as Probe);

export class Probing {
  readonly #namespace: string;
  readonly #child: ChildProcess;
  readonly #file: string;

  /** `before` is run by a shell, in the same mount namespace. */
  constructor(
    owner: Owner,
    namespace: string,
    probe: Probe,
    { before = ':', path }: { before?: string; path?: string } = {},
  ) {
    this.#namespace = namespace;
    this.#file = join(temporaryFolder(owner), 'reports');
    const output = openSync(this.#file, 'w');
    const node = [process.execPath, '--enable-source-maps', program, JSON.stringify(probe)];
    const [file, ...words] = inNamespace(
      namespace,
      ...['sh', '-c', `${before}; exec "$@"`, 'sh', ...node],
    );
    const env = { ...process.env, ...(path === undefined ? {} : { PATH: path }) };
    this.#child = spawn(file, words, { env, stdio: ['pipe', output, 'inherit'] });
    closeSync(output);
    owner.after(() => this.#child.kill('SIGKILL'));
  }

  get processId(): number {
    return this.#child.pid ?? 0;
  }

  say(word: Word): void {
    this.#child.stdin?.write(`${word}\n`);
  }

  reports(): readonly Report[] {
    const lines = readFileSync(this.#file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Report);
  }

  results(): readonly ProbeResult[] {
    return this.reports().flatMap((report) => (report.kind === 'result' ? [report.result] : []));
  }

  troubles(): readonly ProbeTrouble[] {
    return this.reports().flatMap((report) => (report.kind === 'trouble' ? [report.trouble] : []));
  }

  answered(): readonly ProbeResult[] {
    return this.results().filter(({ kind }) => kind === 'answered');
  }

  /** Reasons of all that were missed. */
  reasons(): readonly string[] {
    return this.results().flatMap((result) => (result.kind === 'missed' ? [result.reason] : []));
  }

  waitFor(what: string, condition: (probing: this) => boolean): void {
    try {
      waitUntil(what, () => condition(this));
    } catch (error) {
      throw new Error(`${what}, but: ${readFileSync(this.#file, 'utf8')}`, { cause: error });
    }
  }

  /** Process ids of programs of that name in the namespace, but for the prober itself. */
  running(name: string): readonly number[] {
    const all = execute(this.#namespace, 'ip', 'netns', 'pids', this.#namespace).split('\n');
    return all.map(Number).filter((id) => id > 0 && nameOf(id) === name);
  }

  /** Stops the prober; its process must then end by itself, as nothing keeps it. */
  stop(): void {
    this.say('stop');
    this.waitFor('the process has nothing left to do', () => hasEnded(this.processId));
  }
}

function probeHere(probe: Probe): void {
  const tell = (report: Report): void => void process.stdout.write(`${JSON.stringify(report)}\n`);
  const prober: Prober = startProber(probe, {
    result: (result) => tell({ kind: 'result', result }),
    trouble: (trouble) => tell({ kind: 'trouble', trouble }),
    recovered: () => tell({ kind: 'recovered' }),
  });
  const words = createInterface(process.stdin);
  words.on('line', (word) => {
    prober[word as Word]();
    if (word !== 'stop') return;
    words.close();
    process.stdin.destroy();
  });
}

function nameOf(processId: number): string | undefined {
  try {
    return readFileSync(`/proc/${processId}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** It is a child of ours that nobody has waited for yet, or none any more. */
function hasEnded(processId: number): boolean {
  try {
    return /^State:\s*Z/m.test(readFileSync(`/proc/${processId}/status`, 'utf8'));
  } catch {
    return true;
  }
}
