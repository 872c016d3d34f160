/** A host with two uplinks that is watched, and what it is asked about by tests. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

import type { Internet } from './internet.ts';
import { createInternet, uplinks } from './internet.ts';
import { runIn } from './multihome.ts';
import { ip } from './namespace.ts';
import { waitUntil } from './wait.ts';
import type { Watching, WatchOptions } from './watching.ts';
import { startWatch } from './watching.ts';

export const quick = `health:
  targets: [192.0.2.53, 192.0.2.54, '2001:db8:f::53']
  interval: 200ms
  timeout: 200ms
  down-after: 600ms
  up-after: 500ms
`;

export const failover = `version: 1\n${uplinks}outbound: {mode: failover, uplinks: [isp-a, isp-b]}\n${quick}`;

export type Scene = Internet & { readonly file: string; readonly watch: Watching };

/** Both uplinks have been found to work. `textFor` may name files below the root of the host. */
export function stage(
  context: TestContext,
  textFor: string | ((internet: Internet) => string) = failover,
  options: WatchOptions = {},
): Scene {
  const internet = createInternet(context);
  const text = typeof textFor === 'string' ? textFor : textFor(internet);
  const scene = watchIn(context, internet, text, options);
  for (const uplink of ['isp-a', 'isp-b']) heardUp(scene.watch, uplink);
  return scene;
}

export function watchIn(
  context: TestContext,
  internet: Internet,
  text: string,
  options: WatchOptions = {},
): Scene {
  const file = join(internet.root, 'topology.yaml');
  writeFileSync(file, text);
  const watch = startWatch(context, internet.host, internet.root, file, options);
  return { ...internet, file, watch };
}

export function heardUp(watch: Watching, uplink: string, after = 0): void {
  for (const family of ['ipv4', 'ipv6']) heardVerdict(watch, `${uplink} ${family} up`, after);
}

/** `wanted` is as in `isp-a ipv4 silent`. */
export function heardVerdict(watch: Watching, wanted: string, after = 0): void {
  watch.heard(
    wanted,
    ({ event, uplink, family, to }) =>
      event === 'verdict' && [uplink, family, to].join(' ') === wanted,
    after,
  );
}

/** Devices of main's defaults, best first. */
export function defaults({ host }: Internet, family: '-4' | '-6'): string {
  const lines = ip(host, family, 'route', 'show', 'default', 'proto', '157').split('\n');
  return lines.flatMap((line) => / dev (\S+)/.exec(line)?.[1] ?? []).join(' ');
}

export function waitForDefaults(scene: Scene, wanted: string): void {
  for (const family of ['-4', '-6'] as const) {
    waitFor(scene, `${family} defaults: ${wanted}`, () => defaults(scene, family) === wanted);
  }
}

/** In vain it shows what the service has told. */
export function waitFor(
  { watch }: Scene,
  what: string,
  condition: () => boolean,
  withinMs?: number,
): void {
  try {
    waitUntil(what, condition, withinMs);
  } catch (error) {
    throw new Error(`${what}: not so after\n${watch.text()}`, { cause: error });
  }
}

/** Rules and routes of ours, a line each, in order. */
export function ours({ host }: Internet): readonly string[] {
  const shown = (['-4', '-6'] as const).flatMap((family) => [
    ip(host, family, 'rule'),
    ip(host, family, 'route', 'show', 'table', 'all'),
  ]);
  const lines = shown.join('').split('\n');
  return lines
    .filter((line) => line.includes('proto 157'))
    .map((line) => line.trim())
    .toSorted();
}

/** Nothing is left to do, and nothing of ours names what is gone. */
export function waitForSettled(scene: Scene, ...gone: readonly string[]): void {
  const { host, root, file } = scene;
  waitFor(scene, `nothing is left to do, and nothing of ${gone.join(', ')}`, () => {
    // By its exit code it says as well that `apply` would refuse what lacks an interface.
    const { stdout } = runIn(host, root, ['plan', file]);
    const words = new Set(ours(scene).flatMap((line) => line.split(/[ /]/)));
    return /^No changes\./m.test(stdout) && !gone.some((one) => words.has(one));
  });
}

/** With all there, nothing is to be done. It is ended: what it has made is what `apply` would make now, and `destroy` removes all of it. */
export async function assertAsApplied(scene: Scene): Promise<void> {
  const { host, root, file, watch } = scene;
  assert.equal(runIn(host, root, ['plan', '--detailed-exitcode', file]).exitCode, 0);
  watch.signal('SIGTERM');
  assert.equal(await watch.ended, 0, watch.text());
  const made = ours(scene);
  const destroy = (): void => {
    const allowed = ['--allow', 'last-default', '--allow', 'removes-everything'];
    const { exitCode, stderr } = runIn(host, root, ['destroy', '--yes', ...allowed]);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(ours(scene), []);
  };
  destroy();
  const { exitCode, stderr } = runIn(host, root, ['apply', '--yes', file]);
  assert.equal(exitCode, 0, stderr);
  assert.deepEqual(made, ours(scene));
  destroy();
}
