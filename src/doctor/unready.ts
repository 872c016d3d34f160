/** Uplinks that cannot carry packets as they are. */

import { familyNames } from '../model/address.ts';
import type { Unready } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import type { Situation } from './situation.ts';

export function unreadyFindings({ desired }: Situation): readonly Finding[] {
  return (desired?.uplinks ?? []).flatMap(
    ({ name, family, interface: device, state, origin }): readonly Finding[] => {
      if (state.kind === 'ready') return [];
      return [
        {
          code: 'MH610',
          severity: isPassing(state) ? 'warning' : 'error',
          message: `uplink ${name} (${familyNames[family]}) carries nothing: ${lack(device, state)}`,
          reason: 'its routes are left out, and what can choose uses other uplinks',
          at: origin,
        },
      ];
    },
  );
}

/** What the other end can mend, or time. */
function isPassing({ kind }: Unready): boolean {
  return kind === 'no-carrier' || kind === 'address-tentative';
}

function lack(device: string, state: Unready): string {
  switch (state.kind) {
    case 'interface-missing':
      return `there is no interface ${device}`;
    case 'interface-down':
      return `${device} is down`;
    case 'no-carrier':
      return `${device} has no carrier`;
    case 'no-address':
      return `${device} has no usable address`;
    case 'address-missing':
      return `${device} does not have ${state.address}`;
    case 'address-tentative':
      return `${state.address} is still being checked (duplicate address detection)`;
    case 'address-duplicate':
      return `another host uses ${state.address}, too`;
    case 'no-gateway':
      return `no gateway of ${device} is known`;
  }
}
