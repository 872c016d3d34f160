/**
 * kill -9 of multihome, and of `ip`, after every single step of plans that create, change and remove
 * two uplinks of both families. MULTIHOME_STRIDE=3 tries every third step only.
 */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { describe, test } from 'node:test';

import { dump } from '../support/dump.ts';
import { fakeIp } from '../support/fake-ip.ts';
import { readKernel, stateText } from '../support/kernel.ts';
import type { Finished, TestHost } from '../support/multihome.ts';
import { createTestHost, runIn, runProgram } from '../support/multihome.ts';
import { inNamespace, ip } from '../support/namespace.ts';
import { exampleFile, setStage, skipStage } from '../support/stage.ts';

const example = 'dual-stack-two-isps';
const skip = skipStage(example);
const stride = Number(process.env['MULTIHOME_STRIDE'] ?? 1);
const probes = ['192.0.2.80', '2001:db8:ffff::80'];

/** From what a host has to what it shall have. */
type Way = {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
};

const ways: readonly Way[] = [
  { name: 'create', from: undefined, to: 'a' },
  { name: 'change', from: 'a', to: 'b' },
  { name: 'remove', from: 'a', to: undefined },
];

describe('killed after every step', { skip, concurrency: 2 }, () => {
  for (const way of ways) {
    test(`${way.name}: multihome`, (context) => {
      const cell = new Cell(context, way);
      const cells = cell.forEachStep((left) => {
        const killed = cell.run(killing(cell.counter, left, '$PPID'), way.to);
        if (killed.exitCode === 0) return false;
        assert.equal(killed.exitCode, null, killed.stderr);
        cell.assertReachable();
        cell.assertForeignUntouched();
        if (left % 2 === 0) {
          cell.host.succeed('rollback');
          assert.equal(dump(cell.host.namespace), cell.before, `rollback after ${left} steps`);
        } else {
          cell.go(way.to);
          cell.assertForeignUntouched();
          cell.go(way.from);
        }
        return true;
      });
      context.diagnostic(`${cells} cells`);
    });
    test(`${way.name}: ip`, (context) => {
      const cell = new Cell(context, way);
      const cells = cell.forEachStep((left) => {
        const failed = cell.run(killing(cell.counter, left, '$$'), way.to);
        if (failed.exitCode === 0) return false;
        assert.equal(failed.exitCode, 6, failed.stderr);
        assert.equal(dump(cell.host.namespace), cell.before, `after ${left} steps`);
        return true;
      });
      context.diagnostic(`${cells} cells`);
    });
  }
});

/** An `ip` that does so many steps in all, whatever the batches, and then kills. */
function killing(counter: string, left: number, victim: string): string {
  writeFileSync(counter, `${left}\n`);
  return `case "$all" in *-force*) ;; *-batch*)
    lines=$(cat); count=$(printf '%s\\n' "$lines" | wc -l); left=$(cat ${counter})
    if [ "$count" -gt "$left" ]; then
      [ "$left" = 0 ] || printf '%s\\n' "$lines" | head -n "$left" | $real "$@"
      kill -9 ${victim}; exit 1
    fi
    echo $((left - count)) > ${counter}
    printf '%s\\n' "$lines" | $real "$@"; exit $?;; esac`;
}

/** A host with something foreign on it, again and again on its way from one state to another. */
class Cell {
  readonly host: TestHost;
  readonly counter: string;
  readonly before: string;
  readonly #context: TestContext;
  readonly #way: Way;
  readonly #foreign: string;
  readonly #reachable: readonly string[];

  constructor(context: TestContext, way: Way) {
    this.#context = context;
    this.#way = way;
    this.host = createTestHost(context);
    this.counter = join(this.host.root, 'left');
    const { namespace } = this.host;
    setStage(namespace, example);
    ip(namespace, 'rule', 'add', 'from', '192.0.2.0/24', 'pref', '77', 'table', '77');
    ip(namespace, 'route', 'add', '198.51.100.77', 'dev', 'eth0', 'table', '77', 'metric', '5');
    writeFileSync(this.#file('a'), readFileSync(exampleFile(example), 'utf8'));
    writeFileSync(this.#file('b'), changed(readFileSync(exampleFile(example), 'utf8')));
    this.#foreign = this.#foreignNow();
    this.go(way.from);
    this.before = dump(namespace);
    this.#reachable = probes.filter((probe) => this.#isReachable(probe));
  }

  /** Calls with 0, 1, … as long as there is a step to stop at; how often that was. */
  forEachStep(check: (left: number) => boolean): number {
    let left = 0;
    while (check(left)) left += stride;
    assert.ok(left > 8, `${left} steps`);
    return Math.ceil(left / stride);
  }

  run(script: string, to: string | undefined): Finished {
    const { namespace, root } = this.host;
    const env = fakeIp(this.#context, script);
    return runIn(namespace, root, this.#words(to), { env });
  }

  go(to: string | undefined): void {
    this.host.succeed(...this.#words(to));
  }

  assertReachable(): void {
    const lost = this.#reachable.filter((probe) => !this.#isReachable(probe));
    if (this.#way.to !== undefined) assert.deepEqual(lost, []);
  }

  assertForeignUntouched(): void {
    assert.equal(this.#foreignNow(), this.#foreign);
  }

  #words(to: string | undefined): readonly string[] {
    return to === undefined ? ['destroy', '--yes'] : ['apply', '--yes', this.#file(to)];
  }

  #file(name: string): string {
    return join(this.host.root, `${name}.yaml`);
  }

  #foreignNow(): string {
    return stateText(readKernel(this.host.namespace), ({ protocol }) => protocol !== '157');
  }

  #isReachable(probe: string): boolean {
    return runProgram(inNamespace(this.host.namespace, 'ip', 'route', 'get', probe)).exitCode === 0;
  }
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
