/** A host with something foreign on it, on its way from one state to another: where faults strike. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

import { isWhole } from './cells.ts';
import { dump } from './dump.ts';
import { fakeIp } from './fake-ip.ts';
import { readKernel, stateText } from './kernel.ts';
import type { Finished, TestHost } from './multihome.ts';
import { createTestHost, runIn, runProgram } from './multihome.ts';
import { inNamespace, ip } from './namespace.ts';
import { inRepository } from './repository.ts';
import { exampleFile, setStage, skipStage } from './stage.ts';
import { waitUntil } from './wait.ts';

const example = 'dual-stack-two-isps';

export const skipCrossing = skipStage(example);

/** From what a host has to what it shall have. */
export type Way = {
  readonly name: string;
  readonly from: 'a' | undefined;
  readonly to: 'a' | 'b' | undefined;
};

export const create: Way = { name: 'create', from: undefined, to: 'a' };
export const change: Way = { name: 'change', from: 'a', to: 'b' };
export const remove: Way = { name: 'remove', from: 'a', to: undefined };
export const ways: readonly Way[] = [create, change, remove];

/** Without time for all of them, one: another for each number. */
export function waysFor(at: number): readonly Way[] {
  return isWhole ? ways : ways.filter((_, one) => one === at % ways.length);
}

/** Interfaces eth0 (lan), eth1 and eth2 (uplinks); what is foreign is in both families. */
const foreign: readonly (readonly string[])[] = [
  ['rule', 'add', 'from', '192.0.2.0/24', 'pref', '77', 'table', '77'],
  ['-6', 'rule', 'add', 'from', '2001:db8:77::/64', 'pref', '77', 'table', '77', 'proto', 'static'],
  ['route', 'add', '198.51.100.77', 'dev', 'eth0', 'table', '77', 'metric', '5'],
  ['-6', 'route', 'add', '2001:db8:77::/64', 'dev', 'eth0', 'table', '77', 'metric', '5'],
  ['route', 'add', '192.0.2.0/24', 'dev', 'eth0', 'proto', 'static'],
];

/** Of all batches, by the way's name. */
const lineCounts = new Map<string, number>();

export type RunFault = {
  /** What a fake `ip` does first, see `fakeIp`. */
  readonly script?: string;
  /** Shell, run before the program in a mount namespace that ends with it. */
  readonly setup?: string;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
};

export class Crossing {
  readonly host: TestHost;
  readonly way: Way;
  /** Of the kernel, and of the files below etc. */
  readonly before: string;
  readonly context: TestContext;
  readonly foreign: string;
  readonly #counter: string;

  constructor(context: TestContext, way: Way) {
    this.context = context;
    this.way = way;
    this.host = createTestHost(context);
    const { namespace, root } = this.host;
    this.#counter = join(root, 'left');
    setStage(namespace, example);
    waitForLocalRoutes(namespace);
    for (const words of foreign) ip(namespace, ...words);
    const named = join(root, 'etc/iproute2/rt_tables.d');
    mkdirSync(named, { recursive: true });
    writeFileSync(join(named, 'other.conf'), '77 other\n');
    const text = readFileSync(exampleFile(example), 'utf8');
    writeFileSync(this.file('a'), text);
    writeFileSync(this.file('b'), changed(text));
    this.foreign = this.foreignNow();
    this.go(way.from);
    this.before = this.now();
  }

  now(): string {
    return `${dump(this.host.namespace)}${filesText(join(this.host.root, 'etc'))}`;
  }

  /** The way, with a fault. */
  run({ script, setup, words, env, timeoutMs }: RunFault = {}): Finished {
    const { namespace, root } = this.host;
    const said = words ?? this.words(this.way.to);
    const fake = script === undefined ? {} : this.fake(script);
    const options = {
      env: { ...fake, ...env },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    };
    if (setup === undefined) return runIn(namespace, root, said, options);
    const program = [process.execPath, inRepository('bin', 'multihome.js'), '--root', root];
    const shell = ['sh', '-c', `set -e\n${setup}\nexec "$@"`, 'sh'];
    return runProgram(inNamespace(namespace, ...shell, ...program, ...said), options);
  }

  /** Of a program that finds a fake `ip` first. */
  fake(script: string): Readonly<Record<string, string>> {
    return fakeIp(this.context, script);
  }

  /** Without a fault. */
  go(to: Way['to']): void {
    this.host.succeed(...this.words(to));
  }

  words(to: Way['to']): readonly string[] {
    return to === undefined ? ['destroy', '--yes'] : ['apply', '--yes', this.file(to)];
  }

  file(name: string): string {
    return join(this.host.root, `${name}.yaml`);
  }

  /**
   * Shell for a fake `ip`: after so many lines of batches in all, `action` is done once instead. It has
   * them as `first`, and as `rest` what follows, with the numbers that its lines have for multihome.
   */
  afterLines(left: number, action: string): string {
    writeFileSync(this.#counter, `${left}\n`);
    return `case "$all" in *-force*) ;; *-batch*)
      lines=$(cat); count=$(printf '%s\\n' "$lines" | wc -l); left=$(cat ${this.#counter})
      if [ "$left" -ge 0 ] && [ "$count" -gt "$left" ]; then
        echo -1 > ${this.#counter}
        first() { [ "$left" = 0 ] || printf '%s\\n' "$lines" | head -n "$left"; }
        rest() { printf '%s\\n' "$lines" | awk -v left="$left" '{ print (NR > left ? $0 : "#") }'; }
        ${action}
      fi
      [ "$left" -lt 0 ] || echo $((left - count)) > ${this.#counter}
      printf '%s\\n' "$lines" | $real "$@"; exit $?;; esac`;
  }

  /** Positions at which the way can be hit: every stride-th, and the last one. */
  positions(stride: number): readonly number[] {
    const count = lineCounts.get(this.way.name) ?? this.#countLines();
    lineCounts.set(this.way.name, count);
    return Array.from({ length: count }, (_, at) => at).filter(
      (at) => at % stride === 0 || at === count - 1,
    );
  }

  #countLines(): number {
    const linesMax = 1_000_000;
    assertSaid(this.run({ script: this.afterLines(linesMax, ':') }), 0);
    this.go(this.way.from);
    const count = linesMax - Number(readFileSync(this.#counter, 'utf8'));
    assert.ok(count > 8, `${count} lines`);
    return count;
  }

  assertAsBefore(): void {
    assert.equal(this.now(), this.before);
  }

  assertForeignUntouched(): void {
    assert.equal(this.foreignNow(), this.foreign);
  }

  /** Without the fault the next one gets there; then back to the beginning. */
  assertConverges(): void {
    this.go(this.way.to);
    this.assertThere();
    this.assertForeignUntouched();
    this.go(this.way.from);
    this.assertAsBefore();
  }

  assertThere(): void {
    const { namespace } = this.host;
    const { to } = this.way;
    if (to === undefined) return assert.equal(this.ownedNow(), '\n');
    const planned = this.host.run('plan', '--detailed-exitcode', this.file(to));
    assert.equal(planned.exitCode, 0, `${planned.stdout}${planned.stderr}\n${dump(namespace)}`);
  }

  foreignNow(): string {
    return stateText(readKernel(this.host.namespace), ({ protocol }) => protocol !== '157');
  }

  ownedNow(): string {
    return stateText(readKernel(this.host.namespace), ({ protocol }) => protocol === '157');
  }

  /** Of the newest transaction. */
  directory(): string {
    const run = join(this.host.root, 'run/multihome');
    const [namespace = ''] = readdirSync(run);
    const ids = readdirSync(join(run, namespace)).map(Number).filter(Number.isInteger);
    return join(run, namespace, `${Math.max(...ids)}`);
  }

  state(): string {
    const path = join(this.directory(), 'state');
    return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  }
}

/** The kernel makes them a moment after an IPv6 address came (addrconf_dad_work). */
export function waitForLocalRoutes(namespace: string): void {
  waitUntil('every address has its local route', () => {
    const addresses = ip(namespace, '-6', '-o', 'address', 'show').match(/(?<=inet6 )[^/]+/g) ?? [];
    const routes = ip(namespace, '-6', 'route', 'show', 'table', 'local', 'type', 'local');
    return addresses.every((address) => routes.includes(`local ${address} `));
  });
}

/** What is said names the cause, and is no fault of ours. */
export function assertSaid({ exitCode, stderr }: Finished, code: number, ...said: RegExp[]): void {
  assert.equal(exitCode, code, stderr);
  assert.doesNotMatch(stderr, /\n\s+at |fault in multihome/);
  for (const one of said) assert.match(stderr, one);
}

/** The command that a message ends with, run as somebody would who reads it. */
export function runCommandIn(namespace: string, stderr: string): Finished {
  const [, command = ''] = /To finish that: (sh \S+)\n/i.exec(stderr) ?? [];
  assert.notEqual(command, '', stderr);
  return runProgram(inNamespace(namespace, ...command.split(' ')));
}

function filesText(folder: string): string {
  if (!existsSync(folder)) return '';
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const lines = names.map((name) => {
    const path = join(folder, name);
    const status = statSync(path);
    const text = status.isFile() ? readFileSync(path, 'utf8') : '';
    return `${name} ${status.mode.toString(8)} ${JSON.stringify(text)}\n`;
  });
  return `# files\n${lines.join('')}`;
}

/** Other gateways, another order, another priority: every kind of step. */
function changed(text: string): string {
  return text
    .replace('gateway: 203.0.113.1', 'gateway: 203.0.113.2')
    .replace("gateway: 'fe80::1'", "gateway: 'fe80::2'")
    .replace(/uplinks: \[fibre, cable\]/, 'uplinks: [cable, fibre]')
    .replace(/^version: 1$/m, 'version: 1\npriority-base: 20000')
    .replace(/\nexpect:[^]*$/, '\n');
}
