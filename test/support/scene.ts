/** A host with two uplinks that is watched, and what it is asked about by tests. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

import type { Internet } from './internet.ts';
import { createInternet, uplinks } from './internet.ts';
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
  const file = join(internet.root, 'topology.yaml');
  writeFileSync(file, typeof textFor === 'string' ? textFor : textFor(internet));
  const watch = startWatch(context, internet.host, internet.root, file, options);
  for (const uplink of ['isp-a', 'isp-b']) heardUp(watch, uplink);
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
export function waitFor({ watch }: Scene, what: string, condition: () => boolean): void {
  try {
    waitUntil(what, condition);
  } catch (error) {
    throw new Error(`${what}: not so after\n${watch.text()}`, { cause: error });
  }
}
