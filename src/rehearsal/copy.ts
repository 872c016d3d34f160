/** The topology as it is rehearsed: the same text, but for its health and its prefix lists. */

import type { Family } from '../model/address.ts';
import { families } from '../model/address.ts';
import type { Health, Topology } from '../topology/topology.ts';
import { isSimulated } from './answers.ts';
import type { Targets } from './targets.ts';

export type CopyOptions = {
  /** Times of health are divided by it. */
  readonly speed: number;
  readonly targets: Targets;
  /** Path of a list, as written -> path of its copy. */
  readonly listAt: (path: string) => string;
};

export type RehearsedCopy = {
  /** JSON, which is YAML. */
  readonly text: string;
  readonly notes: readonly string[];
};

/** `written` is what the YAML of the file says; `topology` is what became of it. */
export function rehearsedCopy(
  written: unknown,
  topology: Topology,
  options: CopyOptions,
): RehearsedCopy {
  const copied = withLists(written, options.listAt);
  const { health, uplinks } = topology;
  const named = objectIn(member(copied, 'uplinks'));
  const members = Object.entries(named).map(([name, said]) => {
    const uplink = uplinks.find((one) => one.name === name);
    const { masquerade: _, ...kept } = objectIn(said);
    if (uplink?.health === undefined) return [name, kept] as const;
    const own = writtenHealth(uplink.health, familiesOf([uplink]), options);
    return [name, { ...kept, health: own }] as const;
  });
  const top =
    health === undefined ? {} : { health: writtenHealth(health, familiesOf(uplinks), options) };
  // Nobody manages a host that has just been made.
  const { watch, management: _, 'connection-marks': __, ...rest } = objectIn(copied);
  const value = { ...rest, ...top, ...watchIn(watch), uplinks: Object.fromEntries(members) };
  return { text: JSON.stringify(value), notes: notesOf(topology, options.speed) };
}

/** A hook would do on this machine what is meant for an uplink that fails. */
function watchIn(written: unknown): object {
  const { hook: _, 'hook-timeout': __, ...watch } = objectIn(written);
  return Object.keys(watch).length === 0 ? {} : { watch };
}

function familiesOf(
  uplinks: readonly Pick<Topology['uplinks'][number], Family>[],
): readonly Family[] {
  return families.filter((family) => uplinks.some((uplink) => uplink[family] !== undefined));
}

/** All of it, so that nothing is inherited. */
function writtenHealth(
  health: Health,
  ofFamilies: readonly Family[],
  { speed, targets }: CopyOptions,
): object {
  const time = (milliseconds: number) => `${Math.max(1, Math.round(milliseconds / speed))}ms`;
  const asked = !isSimulated(health)
    ? { probe: 'ping', targets: ofFamilies.map((family) => targets.own[family]), quorum: 1 }
    : {
        probe: health.probe,
        ...(health.targets.length === 0 ? {} : { targets: health.targets }),
        ...(isBare(health) ? {} : { port: health.port }),
        quorum: health.quorum,
      };
  const { latencyDownMs: slow, latencyUpMs: quick } = health;
  const latency = {
    ...(slow === undefined ? {} : { down: `${slow}ms` }),
    ...(quick === undefined ? {} : { up: `${quick}ms` }),
  };
  return {
    ...asked,
    interval: time(health.intervalMs),
    timeout: time(health.timeoutMs),
    'down-after': time(health.downAfterMs),
    'up-after': time(health.upAfterMs),
    loss: { down: `${health.lossDownPercent}%`, up: `${health.lossUpPercent}%` },
    ...(Object.keys(latency).length === 0 ? {} : { latency }),
  };
}

function isBare({ port }: Health): boolean {
  return port === undefined;
}

function notesOf(topology: Topology, speed: number): readonly string[] {
  const { health, uplinks, watch, connectionMarks } = topology;
  const masquerades = uplinks.some(({ masquerade }) => masquerade.length > 0);
  const all = [health, ...uplinks.map((uplink) => uplink.health)].filter(
    (one) => one !== undefined,
  );
  const replaced = [...new Set(all.filter((one) => !isSimulated(one)).map(({ probe }) => probe))];
  const unasked = uplinks.filter((uplink) => (uplink.health ?? health) === undefined);
  const names = unasked.map(({ name }) => name).join(', ');
  return [
    ...(speed === 1 || all.length === 0
      ? []
      : [`all times of health are divided by ${speed}; the times above are those of the host`]),
    ...replaced.map(
      (probe) =>
        `${probe}${probe === 'http' ? ' to names or by https' : ''} is not simulated: ping is asked instead`,
    ),
    ...(unasked.length === 0
      ? []
      : [`without health nobody is asked over ${names}: only a carrier tells that it has failed`]),
    ...(watch.hook === undefined ? [] : ['the hook is not run']),
    // Its providers know the way back to every network.
    ...(masquerades || connectionMarks !== undefined
      ? ['nothing is masqueraded, and no connection is kept on its uplink by a mark']
      : []),
  ];
}

function withLists(value: unknown, listAt: CopyOptions['listAt']): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withLists(one, listAt));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]: [string, unknown]) => [
    key,
    key === 'file' && typeof one === 'string' ? listAt(one) : withLists(one, listAt),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function member(value: unknown, key: string): unknown {
  return objectIn(value)[key];
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
