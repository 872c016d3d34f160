/**
 * Rules and routes of a namespace as `ip -N -j -d` prints them, read without the product's decoders.
 */

import { execFileSync, spawnSync } from 'node:child_process';

import type { Family } from '../../src/model/address.ts';

export type KernelObject = { readonly [key: string]: unknown };

export type KernelState = Readonly<
  Record<
    Family,
    { readonly rules: readonly KernelObject[]; readonly routes: readonly KernelObject[] }
  >
>;

const families = ['ipv4', 'ipv6'] as const;
const flags = { ipv4: '-4', ipv6: '-6' } as const;

/** Both dumps of a family come from one process: a line of JSON for each command. */
export function readKernel(namespace: string): KernelState {
  return { ipv4: readFamily(namespace, 'ipv4'), ipv6: readFamily(namespace, 'ipv6') };
}

function readFamily(namespace: string, family: Family): KernelState[Family] {
  const text = execFileSync(
    'ip',
    ['-n', namespace, '-N', '-j', '-d', flags[family], '-batch', '-'],
    { encoding: 'utf8', input: 'rule show\nroute show table all\n', maxBuffer: 64 * 1024 * 1024 },
  );
  const [rules = '', routes = ''] = text.split('\n').filter((line) => line !== '');
  return { rules: objectsIn(rules), routes: objectsIn(routes) };
}

function objectsIn(text: string): readonly KernelObject[] {
  const parsed: unknown = JSON.parse(text, lasting);
  if (!Array.isArray(parsed)) throw new Error(`not an array: ${text}`);
  return parsed.map((value: unknown) => {
    if (!isObject(value)) throw new Error(`not an object: ${JSON.stringify(value)}`);
    return value;
  });
}

/** Seconds run, and whether the target of a goto is there is told of other rules. */
function lasting(key: string, value: unknown): unknown {
  if (key === 'unresolved') return undefined;
  return key === 'expires' ? 'soon' : value;
}

function isObject(value: unknown): value is KernelObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One line for each object, in the kernel's order. */
export function stateText(
  state: KernelState,
  isWanted: (object: KernelObject) => boolean = () => true,
): string {
  const lines = families.flatMap((family) =>
    (['rules', 'routes'] as const).flatMap((noun) =>
      state[family][noun]
        .filter(isWanted)
        .map((object) => `${family} ${noun} ${JSON.stringify(object)}`),
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** Rules in evaluation order; routes are a set but for those of one destination, which have their order. */
export function inOrder(state: KernelState): string {
  return stateText(state)
    .split('\n')
    .map((line) => ({
      line,
      key: line.includes(' rules ') ? '' : (/"dst":"[^"]*"/.exec(line)?.[0] ?? ''),
    }))
    .toSorted((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ line }) => withHopsSorted(line))
    .join('\n');
}

/** Next hops are chosen by weight: their order depends on which of them came last. */
function withHopsSorted(line: string): string {
  return line.replace(/"nexthops":\[(.*?\})\]/, (_, hops: string) => {
    const sorted = hops.split(/(?<=\}),/).toSorted();
    return `"nexthops":[${sorted.join(',')}]`;
  });
}

export function countOwned(state: KernelState, protocol: number): number {
  const all = families.flatMap((family) => [...state[family].rules, ...state[family].routes]);
  return all.filter((object) => object['protocol'] === `${protocol}`).length;
}

/** Runs lines for `ip -batch`, goes on after those the kernel refuses, and returns what it said. */
export function changeKernel(namespace: string, family: Family, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const words = ['-n', namespace, flags[family], '-force', '-batch', '-'];
  const { stderr, error } = spawnSync('ip', words, {
    encoding: 'utf8',
    input: `${lines.join('\n')}\n`,
  });
  if (error !== undefined) throw error;
  // A line that cannot be parsed ends the batch: then the test, not the kernel, is at fault.
  if (/rather than|Try option|Too many arguments|is unknown/.test(stderr)) throw new Error(stderr);
  return stderr;
}
