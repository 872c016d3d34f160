/** Providers that give leases, and clients that take them: real ones, in namespaces. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { End } from './links.ts';
import { addAddress, addVeth } from './links.ts';
import { temporaryFolder } from './multihome.ts';
import type { Owner } from './namespace.ts';
import { createNamespace, inNamespace, ip } from './namespace.ts';
import { folderOf, requirePrograms } from './programs.ts';
import { waitUntil } from './wait.ts';

/** What a provider hands out. */
export type Offer = {
  readonly gateway: string;
  readonly first: string;
  readonly last: string;
};

export type Provider = {
  readonly namespace: string;
  /** From now on; whoever asks for what it gave before is told that it is over. */
  readonly offer: (offer: Offer) => void;
};

/** Everybody asks this host of the internet; both providers have it. */
export const target = '192.0.2.53';

export function requireDhcp(): string | undefined {
  return requirePrograms('dnsmasq', 'dhclient');
}

/** A provider at the other end of an interface. */
export function createProvider(owner: Owner, end: End): Provider {
  const namespace = createNamespace(owner);
  const folder = temporaryFolder(owner);
  addVeth(end, { namespace, name: 'near' });
  addAddress({ namespace, name: 'lo' }, `${target}/32`);
  let server: ChildProcess | undefined;
  let count = 0;
  owner.after(() => void server?.kill('SIGKILL'));
  return {
    namespace,
    offer: ({ gateway, first, last }) => {
      server?.kill('SIGKILL');
      ip(namespace, 'address', 'flush', 'dev', 'near', 'scope', 'global');
      addAddress({ namespace, name: 'near' }, `${gateway}/24`);
      count += 1;
      const words = [
        ...['--no-daemon', '--conf-file=/dev/null', '--port=0', '--interface=near', '--user=root'],
        ...['--dhcp-authoritative', '--no-ping', `--dhcp-range=${first},${last},1h`],
        ...[`--dhcp-option=option:router,${gateway}`, '--bind-interfaces'],
        `--dhcp-leasefile=${join(folder, `leases-${count}`)}`,
      ];
      server = start(namespace, 'dnsmasq', words);
    },
  };
}

export type Client = { readonly stop: () => void };

/** dhclient with its leases where Debian has them, and a script that adds the address and no route. */
export function startDhclient(owner: Owner, { namespace, name }: End, root: string): Client {
  mkdirSync(join(root, 'var/lib/dhcp'), { recursive: true });
  const script = join(root, `dhclient-script-${name}`);
  writeFileSync(script, `${addressOnly}\n`);
  chmodSync(script, 0o755);
  const words = ['-4', '-d', '-sf', script, '-cf', '/dev/null'];
  const files = [
    ...['-lf', join(root, 'var/lib/dhcp', `dhclient.${name}.leases`)],
    ...['-pf', join(root, `dhclient-${name}.pid`)],
  ];
  const child = start(namespace, 'dhclient', [...words, ...files, name]);
  owner.after(() => void child.kill('SIGKILL'));
  const stop = (): void => void child.kill('SIGKILL');
  return { stop };
}

const addressOnly = `#!/bin/sh
case $reason in BOUND | RENEW | REBIND | REBOOT)
  if [ "$old_ip_address" != "$new_ip_address" ]; then
    ip -4 address flush dev "$interface" scope global
  fi
  ip -4 address replace "$new_ip_address/24" dev "$interface"
esac
exit 0`;

export function addressOf({ namespace, name }: End): string | undefined {
  const text = ip(namespace, '-4', 'address', 'show', 'dev', name, 'scope', 'global');
  return /inet (\S+)\/24/.exec(text)?.[1];
}

/** Waits until it has one in a network, such as `192.168.1.`. */
export function waitForAddress(end: End, network: string): string {
  const has = () => addressOf(end)?.startsWith(network) ?? false;
  waitUntil(`${end.name} has an address in ${network}`, has);
  return addressOf(end) ?? '';
}

function start(namespace: string, program: string, words: readonly string[]): ChildProcess {
  const path = join(folderOf(program) ?? '', program);
  const [command, ...argv] = inNamespace(namespace, path, ...words);
  return spawn(command, argv, { stdio: 'ignore' });
}
