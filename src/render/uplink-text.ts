/** How uplinks stand, where it matters: what is not ready, and what that means; what was learned. */

import { familyNames } from '../model/address.ts';
import type { NetworkStatus, Unready, UplinkStatus } from '../model/desired.ts';
import type { Origin } from '../model/origin.ts';
import type { Plan } from '../model/plan.ts';
import { shellWord } from '../model/shell-word.ts';

export type UplinkLine = {
  readonly text: string;
  readonly urgent: boolean;
  readonly origin: Origin;
};

export function uplinkLines(plan: Plan): readonly UplinkLine[] {
  return [
    ...plan.uplinks.flatMap(statusLines),
    ...plan.networks.flatMap(networkLines),
    ...plan.waiting.map(waitingLine),
  ];
}

/** Why something is not ready, one line for each. */
export function unreadyText({
  uplinks,
  networks,
  waiting,
}: Pick<Plan, 'uplinks' | 'networks' | 'waiting'>): readonly string[] {
  const notReady = [
    ...uplinks.flatMap((status) => (status.state.kind === 'ready' ? [] : statusLines(status))),
    ...networks.flatMap(networkLines),
    ...waiting.map(waitingLine),
  ];
  return notReady.map(({ text, origin }) => {
    const why = text
      .trim()
      .replace(/^! +/, '')
      .replace(/; (its|nothing|policies|a route)[^(]*/, ' ');
    return `${origin.file}:${origin.line}: ${why.trimEnd()}`;
  });
}

function statusLines(status: UplinkStatus): readonly UplinkLine[] {
  const { name, family, state, origin, learned } = status;
  const title = `${name} (${familyNames[family]})`;
  if (state.kind !== 'ready') {
    return [{ text: `  !   ${title}: ${reason(status, state)}`, urgent: true, origin }];
  }
  return learned.map((text) => ({ text: `      ${title}: ${text}`, urgent: false, origin }));
}

function reason({ interface: device }: UplinkStatus, state: Unready): string {
  switch (state.kind) {
    case 'interface-missing':
      return state.knownAs === undefined
        ? `there is no interface ${device}; its routes are left out, its traffic ends at the last resort${instead(state.present)}`
        : `${device} is another name of ${state.knownAs}; routes and rules show only that one: write interface: ${state.knownAs}`;
    case 'interface-down':
      return `${device} is down; its routes are left out until it is up`;
    case 'no-carrier':
      return `${device} has no carrier; its routes are left out until it has`;
    case 'no-address':
      return `${device} has no usable address yet; nothing can leave by it`;
    case 'address-missing':
      return state.present.length === 0
        ? `${device} has no address; add it first: ip addr add ${state.address} dev ${shellWord(device)}`
        : `${device} has ${state.present.join(', ')}, not ${state.address}: mend the one or the other`;
    case 'address-tentative':
      return `${state.address} on ${device} is tentative: duplicate address detection is not over`;
    case 'address-duplicate':
      return `${state.address} on ${device} is used by another host, too (duplicate address detection failed)`;
    case 'no-gateway':
      return `no gateway is known for ${device}: neither a default route nor a lease of it names one; write the gateway down`;
  }
}

function networkLines({
  name,
  family,
  interface: device,
  prefixes,
  state,
  origin,
}: NetworkStatus): readonly UplinkLine[] {
  if (state.kind === 'ready') return [];
  const title = `network ${name} (${familyNames[family]})`;
  const effect = prefixes.length === 0 ? 'policies get no rules for it' : 'nothing comes from it';
  return [{ text: `  !   ${title}: ${lack(device, state)}; ${effect}`, urgent: true, origin }];
}

function lack(
  device: string,
  state: Exclude<NetworkStatus['state'], { readonly kind: 'ready' }>,
): string {
  switch (state.kind) {
    case 'interface-missing':
      return `there is no interface ${device}`;
    case 'interface-down':
      return `${device} is down`;
    case 'no-carrier':
      return `${device} has no carrier and no such address`;
    case 'no-address':
      return `${device} has no usable address`;
    case 'address-missing':
      return state.present.length === 0
        ? `${device} has no address in ${state.address}`
        : `${device} is in ${state.present.join(', ')}, not in ${state.address}`;
  }
}

function waitingLine({ interface: device, state, origin }: Plan['waiting'][number]): UplinkLine {
  const what = state === 'interface-missing' ? 'does not exist' : 'is down';
  return { text: `  !   a route is left out: ${device} ${what}`, urgent: true, origin };
}

/** A misspelt name is seen beside the right one, unless there are too many. */
function instead(present: readonly string[]): string {
  return present.length === 0 || present.length > 8 ? '' : ` (there are: ${present.join(', ')})`;
}
