/** The product's own way from a file to the kernel, without a process of its own for each run. */

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apply, destroy } from '../../src/commands/apply.ts';
import type { Environment } from '../../src/commands/environment.ts';
import type { Execution } from '../../src/commands/execute.ts';
import { execute } from '../../src/commands/execute.ts';
import type { Prepared } from '../../src/commands/prepare.ts';
import type { ImportOptions } from '../../src/commands/import.ts';
import { importHost } from '../../src/commands/import.ts';
import { prepare } from '../../src/commands/prepare.ts';
import { loadTopology } from '../../src/commands/topology-file.ts';
import { createHost } from '../../src/host/host.ts';
import type { Terminal } from '../../src/host/terminal.ts';
import type { ExitCode } from '../../src/model/exit-code.ts';
import type { Guard, Plan } from '../../src/model/plan.ts';
import { planGuards } from '../../src/plan/guards.ts';
import type { TopologyFiles } from './drafts.ts';

export type Attempt =
  | { readonly kind: 'invalid'; readonly reasons: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'refused'; readonly guards: readonly Guard[]; readonly plan: Plan }
  | { readonly kind: 'executed'; readonly plan: Plan; readonly execution: Execution };

export type Finished = { readonly exitCode: ExitCode; readonly text: string };

/** A folder that stands for `/`, and the program over it. */
export class InProcess {
  readonly root: string;
  readonly #topology: string;
  readonly #folder: string;

  constructor(existing: readonly string[]) {
    this.#folder = mkdtempSync(join(tmpdir(), 'multihome-property-'));
    this.root = join(this.#folder, 'root');
    mkdirSync(this.root);
    for (const directory of existing) mkdirSync(join(this.root, directory), { recursive: true });
    this.#topology = join(this.#folder, 'topology.yaml');
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Every file and folder below the root, with contents and modes. */
  files(): string {
    const all = readdirSync(this.root, { recursive: true, encoding: 'utf8' }).toSorted();
    // What a running system remembers is no configuration.
    const names = all.filter((name) => name !== 'run' && !name.startsWith('run/'));
    return names.map((name) => describe(join(this.root, name), name)).join('');
  }

  write({ topology, lists }: TopologyFiles): void {
    writeFileSync(this.#topology, `${JSON.stringify(topology, undefined, 2)}\n`);
    for (const [name, text] of Object.entries(lists)) writeFileSync(join(this.#folder, name), text);
  }

  writeText(text: string): void {
    writeFileSync(this.#topology, text);
  }

  /** What `import` prints, and what it says besides. */
  async import(
    namespace: string,
    options: Pick<ImportOptions, 'adopt'>,
  ): Promise<{ readonly text: string; readonly remarks: readonly string[] }> {
    const remarks: string[] = [];
    const printed: string[] = [];
    const environment = this.#environment(namespace, printed);
    const remark = (text: string): void =>
      void remarks.push(...text.split('\n').filter((line) => line !== ''));
    const terminal = { ...environment.terminal, remark };
    const asked = { ...options, all: true, protocol: undefined };
    const exitCode = await importHost(asked, { ...environment, terminal });
    if (exitCode !== 0) throw new Error(remarks.join('\n'));
    return { text: printed.join(''), remarks };
  }

  async plan(namespace: string): Promise<Plan | undefined> {
    return (await this.prepared(namespace))?.plan;
  }

  /** The plan, with the host that it was made for. */
  async prepared(namespace: string): Promise<Prepared | undefined> {
    const prepared = await prepare(
      () => loadTopology(this.#topology),
      this.#environment(namespace, []),
    );
    return prepared.ok ? prepared.value : undefined;
  }

  async attempt(namespace: string): Promise<Attempt> {
    const environment = this.#environment(namespace, []);
    const prepared = await prepare(() => loadTopology(this.#topology), environment);
    if (!prepared.ok) {
      const { problems, message = '' } = prepared.failure;
      if (problems === undefined) return { kind: 'unreadable', reason: message };
      return { kind: 'invalid', reasons: problems.map((one) => `${one.code}: ${one.message}`) };
    }
    const { plan, again } = prepared.value;
    const guards = planGuards(plan);
    if (guards.length > 0) return { kind: 'refused', guards, plan };
    return {
      kind: 'executed',
      plan,
      execution: await execute(plan, environment.host, { again, mayRun: () => true }),
    };
  }

  async apply(namespace: string): Promise<Finished> {
    const printed: string[] = [];
    const environment = this.#environment(namespace, printed);
    return finished(await apply({ ...yes, file: this.#topology }, environment), printed);
  }

  async destroy(namespace: string): Promise<Finished> {
    const printed: string[] = [];
    const environment = this.#environment(namespace, printed);
    return finished(await destroy({ ...yes, file: undefined }, environment), printed);
  }

  #environment(namespace: string, printed: string[]): Environment {
    const host = createHost({ ip: ['ip', '-n', namespace], root: this.root });
    return { host, terminal: listening(printed), defaultTopology: this.#topology };
  }
}

const yes = {
  yes: true,
  json: false,
  all: false,
  allow: [],
  lockTimeoutMs: 0,
  waitForInterfacesMs: 0,
  confirmSeconds: undefined,
  expect: undefined,
};

function finished(exitCode: ExitCode, printed: readonly string[]): Finished {
  return { exitCode, text: printed.join('') };
}

function listening(printed: string[]): Terminal {
  const keep = (text: string): void => void printed.push(text);
  return {
    print: keep,
    remark: keep,
    colourOut: false,
    colourRemarks: false,
    isUnread: () => false,
    columnsOut: Number.POSITIVE_INFINITY,
    columnsRemarks: 80,
    interactive: false,
    showsProgress: false,
    ask: () => Promise.resolve(''),
  };
}

function describe(path: string, name: string): string {
  const status = statSync(path);
  const mode = status.mode.toString(8);
  return status.isDirectory()
    ? `${mode} ${name}/\n`
    : `${mode} ${name}\n${readFileSync(path, 'utf8')}`;
}
