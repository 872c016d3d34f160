/** How balanced traffic is spread (fib_multipath_hash_policy, fib_multipath_use_neigh). */

import { families, familyNames } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import type { SysctlPath } from '../model/sysctl.ts';
import type { Situation } from './situation.ts';
import { isOff } from './values.ts';

export function multipathFindings({ balanced, sysctls }: Situation): readonly Finding[] {
  const byHost = families
    .filter((family) => balanced.has(family))
    .flatMap((family): readonly Finding[] => {
      const path: SysctlPath = `net/${family}/fib_multipath_hash_policy`;
      if (!isOff(sysctls, path)) return [];
      return [
        {
          code: 'MH604',
          severity: 'information',
          message: `balanced ${familyNames[family]} traffic is spread by pairs of hosts`,
          reason: 'all connections between two hosts use one uplink; 1 looks at ports, too',
          remedy: { kind: 'sysctls', settings: [{ path, value: 1 }] },
        },
      ];
    });
  const path: SysctlPath = 'net/ipv4/fib_multipath_use_neigh';
  if (!balanced.has('ipv4') || !isOff(sysctls, path)) return byHost;
  return [
    ...byHost,
    {
      code: 'MH605',
      severity: 'information',
      message: 'balanced IPv4 traffic is also sent to gateways that do not answer ARP',
      reason: 'its share is lost while a gateway is gone and the carrier is not',
      remedy: { kind: 'sysctls', settings: [{ path, value: 1 }] },
    },
  ];
}
