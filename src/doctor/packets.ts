/** Packets that stand for a kind of traffic. */

import type { Address, Prefix } from '../model/address.ts';
import { addressOfPrefix, contains, isDefault, parseAddress } from '../model/address.ts';
import type { Flow } from '../model/flow.ts';
import type { InterfaceSettings } from '../model/live.ts';
import type { RoutingState } from '../lookup/state.ts';

/** Some host of the internet: one that no route but a default leads to. */
export function farAddress({ routes }: RoutingState): Address | undefined {
  return candidates.find(
    (address) => !routes.some(({ to }) => !isDefault(to) && contains(to, address)),
  );
}

/** Those of documentation and of public resolvers: some host or other may route each by itself. */
const candidates: readonly Address[] = [
  '192.0.2.77',
  '198.51.100.77',
  '203.0.113.77',
  '9.9.9.9',
  '8.8.8.8',
  '198.18.7.7',
].flatMap((text) => parseAddress(text) ?? []);

/** A host in both, where there is one, that is not this one; nothing said is everything. */
export function hostWithin(
  one: Prefix | undefined,
  other: Prefix,
  state: RoutingState,
): Address | undefined {
  if (one === undefined || contains(one, other)) return hostIn(other, state);
  return contains(other, one) ? hostIn(one, state) : undefined;
}

export function hostIn(prefix: Prefix, { interfaces }: RoutingState): Address | undefined {
  const first = addressOfPrefix(prefix);
  const own = new Set<string>(
    interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address)),
  );
  const all = Array.from({ length: hostsTried }, (_, index) =>
    parseAddress(first.replace(/\d+$/, (last) => `${Number(last) + hostsTried - 1 - index}`)),
  );
  return all.find((host) => host !== undefined && contains(prefix, host) && !own.has(host));
}

const hostsTried = 8;

export function packet(from: Address, to: Address, more: Partial<Flow> = {}): Flow {
  const nothing = { mark: 0, tos: 0, ipproto: 0, sport: 0, dport: 0, uid: 0 };
  return { family: 'ipv4', from, to, ...nothing, ...more };
}

/** As if every IPv4 interface forwarded, and had the filter that is said of it. */
export function withFilters(
  state: RoutingState,
  filterOf: (device: string) => InterfaceSettings['reversePathFilter'],
): RoutingState {
  const settings = ['all', ...state.interfaces.map(({ name }) => name)].map(
    (name): InterfaceSettings => ({
      family: 'ipv4',
      interface: name,
      forwards: true,
      ignoresLinkdown:
        state.settings.find((one) => one.family === 'ipv4' && one.interface === name)
          ?.ignoresLinkdown ?? false,
      reversePathFilter: name === 'all' ? 'off' : filterOf(name),
    }),
  );
  const others = state.settings.filter(({ family }) => family !== 'ipv4');
  return { ...state, settings: [...others, ...settings] };
}
