/** A host that is the router of a network, with two providers and the internet beyond them. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Internet, Provider } from './internet.ts';
import { createInternet, uplinks } from './internet.ts';
import { addAddress, addVeth } from './links.ts';
import type { Finished, RunOptions } from './multihome.ts';
import { runIn } from './multihome.ts';
import type { Owner } from './namespace.ts';
import {
  createNamespace,
  execute,
  ip,
  reasonWithout,
  removeNamespace,
  requireRoot,
  writeSysctl,
} from './namespace.ts';
import { requirePrograms } from './programs.ts';

export type Router = Internet & {
  readonly lan: string;
  readonly apply: (topology: string, ...words: readonly string[]) => Finished;
  readonly run: (words: readonly string[], options?: RunOptions) => Finished;
  readonly file: string;
  /** What the kernel holds of nftables. */
  readonly ruleset: () => string;
};

export const inside = '192.168.1.5';
export const server = '192.0.2.53';

export const masquerading = uplinks.replaceAll(
  /(    interface: eth\d\n)/g,
  '$1    masquerade: true\n',
);

export const lan = 'networks:\n  lan: {interface: eth2, ipv4: 192.168.1.1/24}\n';

export const routerTopology = `version: 1
connection-marks: true
${masquerading}${lan}outbound: {mode: failover, uplinks: [isp-a, isp-b]}
`;

export function createRouter(owner: Owner): Router {
  const internet = createInternet(owner);
  const { host, root } = internet;
  const network = createNamespace(owner);
  const own = { namespace: network, name: 'eth0' };
  addVeth({ namespace: host, name: 'eth2' }, own);
  addAddress({ namespace: host, name: 'eth2' }, '192.168.1.1/24');
  addAddress(own, `${inside}/24`);
  ip(network, 'route', 'add', 'default', 'via', '192.168.1.1');
  writeSysctl(host, 'net/ipv4/ip_forward', '1');
  for (const scope of ['all', 'eth0', 'eth1', 'eth2']) {
    writeSysctl(host, `net/ipv4/conf/${scope}/rp_filter`, '0');
  }
  const file = join(root, 'topology.yaml');
  const run = (words: readonly string[], options?: RunOptions) => runIn(host, root, words, options);
  return {
    ...{ ...internet, lan: network, file, run },
    apply: (topology, ...words) => {
      writeFileSync(file, topology);
      const finished = run(['apply', '--yes', ...words, file]);
      if (finished.exitCode !== 0) throw new Error(`${finished.stdout}${finished.stderr}`);
      return finished;
    },
    ruleset: () => execute(host, 'nft', '-s', 'list', 'ruleset'),
  };
}

/** Bytes that came in from the host, and went out to it. */
export function bytesAt({ providers }: Internet, which: Provider): { in: number; out: number } {
  const text = ip(providers[which], '-s', 'link', 'show', 'near');
  const [received, sent] = [...text.matchAll(/^ +(\d+) +\d+ +\d/gm)].map(([, bytes]) =>
    Number(bytes),
  );
  return { in: received ?? 0, out: sent ?? 0 };
}

/** Why nftables cannot be used here, as a reason to skip. */
export function requireNftables(): string | undefined {
  return requireRoot() ?? requirePrograms('nft', 'ss') ?? (reason ??= probe()).text;
}

let reason: { readonly text: string | undefined } | undefined;

function probe(): { readonly text: string | undefined } {
  const namespace = createNamespace();
  const text = reasonWithout(() => {
    execute(
      namespace,
      'nft',
      'add table inet p; add chain inet p c { type nat hook postrouting priority 100; }; add rule inet p c ct mark 1 masquerade',
    );
  });
  removeNamespace(namespace);
  return { text: text && `needs nftables in the kernel: ${text}` };
}
