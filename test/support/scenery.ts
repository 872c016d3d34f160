/** The host every random topology is for: four interfaces with addresses, and a network. */

import { addAddress, addLink } from './links.ts';
import { changeKernel, readKernel, stateText } from './kernel.ts';
import type { KernelObject, KernelState } from './kernel.ts';
import type { Owner } from './namespace.ts';
import { createNamespace, ip, removeNamespace } from './namespace.ts';

const families = ['ipv4', 'ipv6'] as const;

export const deviceCount = 4;

/** Numbers of nexthop objects that exist on the host. */
export const nexthopObjects = { ipv4: 7, ipv6: 8 } as const;

export type HostNumber = 10 | 11 | 12;

export const deviceName = (device: number): string => `eth${device}`;

export const addressOn = {
  ipv4: (device: number, host: HostNumber) => `10.${device}.0.${host}`,
  ipv6: (device: number, host: HostNumber) => `2001:db8:${device}::${host}`,
} as const;

export const gatewayOn = {
  ipv4: (device: number, which: 1 | 2) => `10.${device}.0.${which}`,
  ipv6: (device: number, which: 1 | 2) => `2001:db8:${device}::${which}`,
} as const;

export const lengths = { ipv4: 24, ipv6: 64 } as const;

/** Routes are made by these; flushing them all brings a host back to where it was. */
export const foreignProtocols = [3, 4, 11, 12, 16, 99, 158, 186] as const;

/** A host that is used again and again; one that cannot be cleaned is thrown away for a new one. */
export class Scenery {
  readonly #owner: Owner;
  #namespace: string;
  #baseline: string;

  constructor(owner: Owner) {
    this.#owner = owner;
    [this.#namespace, this.#baseline] = built(owner);
  }

  get namespace(): string {
    return this.#namespace;
  }

  /** Afterwards the host is, byte for byte, as it was when it was new. */
  reset(): void {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const state = readKernel(this.#namespace);
      if (stateText(state) === this.#baseline) return;
      for (const family of families) changeKernel(this.#namespace, family, cleaning(state[family]));
    }
    removeNamespace(this.#namespace);
    [this.#namespace, this.#baseline] = built(this.#owner);
  }
}

const attemptsMax = 4;

function built(owner: Owner): readonly [namespace: string, baseline: string] {
  const namespace = createNamespace(owner);
  for (let device = 0; device < deviceCount; device++) {
    const end = { namespace, name: deviceName(device) };
    addLink(end, 'ifb');
    for (const family of families) {
      for (const host of [10, 11, 12] as const) {
        addAddress(end, `${addressOn[family](device, host)}/${lengths[family]}`);
      }
    }
  }
  addNetwork(namespace);
  return [namespace, stateText(readKernel(namespace))];
}

function addNetwork(namespace: string): void {
  const end = { namespace, name: 'lan0' };
  addLink(end, 'ifb');
  addAddress(end, '192.168.1.1/24');
  addAddress(end, '2001:db8:c::1/64');
  for (const family of families) {
    const way = ['via', gatewayOn[family](0, 1), 'dev', deviceName(0)];
    ip(namespace, 'nexthop', 'add', 'id', `${nexthopObjects[family]}`, ...way);
  }
  // A first rule of anybody's parts table local from main for good; so it is there from the start.
  ip(namespace, '-4', 'rule', 'add', 'priority', '1', 'lookup', 'main', 'protocol', '99');
  ip(namespace, '-4', 'rule', 'del', 'priority', '1');
}

function cleaning(state: KernelState['ipv4']): readonly string[] {
  const rules = state.rules
    .filter(isAdded)
    .map(({ priority }) => `rule del pref ${String(priority)}`);
  const protocols = new Set(state.routes.map(({ protocol }) => protocol));
  protocols.delete('2');
  return [...rules, ...[...protocols].map((one) => `route flush table all proto ${String(one)}`)];
}

function isAdded({ priority }: KernelObject): boolean {
  return priority !== 0 && priority !== 32_766 && priority !== 32_767;
}
