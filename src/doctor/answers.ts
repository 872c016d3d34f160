/** Whether what comes in by an uplink is answered by it: without rules only one uplink does. */

import { familyNames, parseAddress } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import { decide } from '../lookup/decide.ts';
import { indexState } from '../lookup/state.ts';
import { farAddress, packet } from './packets.ts';
import type { Situation } from './situation.ts';

export function answerFindings({ uplinks, state }: Situation): readonly Finding[] {
  if (uplinks.length < 2) return [];
  const index = indexState(state);
  const far = { ipv4: farAddress(state), ipv6: parseAddress('2620:fe::fe') };
  return uplinks.flatMap(({ name, family, interface: device, address, at }) => {
    const to = far[family];
    if (address === undefined || to === undefined) return [];
    const decision = decide(index, { ...packet(address, to), family });
    if (decision.kind === 'refused') return [];
    const devices = decision.exits.map(({ hop }) => hop?.device ?? device);
    const other = devices.find((one) => one !== device);
    if (other === undefined) return [];
    return [
      {
        code: 'MH609' as const,
        severity: 'error' as const,
        message: `what comes in by ${name} (${familyNames[family]}) is answered by ${other}`,
        reason: `no rule leads what is sent from ${address} to ${device}`,
        remedy: {
          kind: 'advice' as const,
          text: 'describe the uplinks in a topology: it makes a table and a rule for each',
        },
        ...(at === undefined ? {} : { at }),
      },
    ];
  });
}
