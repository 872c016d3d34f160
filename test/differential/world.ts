/** A host to ask questions of, as the commands that make it in an empty namespace. */

import type { Family } from '../../src/model/address.ts';

export type World = {
  /** Lines for `ip -batch`: links, still down and without addresses. */
  readonly links: readonly string[];
  /** `PATH VALUE` below /proc/sys/net, written before there is any carrier. */
  readonly settings: readonly string[];
  /** Lines for `ip -batch`: links up, addresses. */
  readonly addresses: readonly string[];
  /** Rules and routes. Lines that the kernel refuses are passed over. */
  readonly lines: Readonly<Record<Family, readonly string[]>>;
  /** Links that lose their carrier or go down afterwards. */
  readonly losses: readonly string[];
};

/** The commands as one would type them into a root shell. */
export function asCommands(world: World): string {
  return [
    'unshare --net sh',
    'ip link set lo up',
    ...world.links.map((line) => `ip ${line}`),
    ...world.settings.map(settingCommand),
    ...world.addresses.map((line) => `ip ${line}`),
    ...world.lines.ipv4.map((line) => `ip -4 ${line}`),
    ...world.lines.ipv6.map((line) => `ip -6 ${line}`),
    ...world.losses.map((line) => `ip ${line}`),
  ].join('\n');
}

export function settingCommand(setting: string): string {
  const [path = '', value = ''] = setting.split(' ');
  return `echo ${value} > /proc/sys/net/${path}`;
}
