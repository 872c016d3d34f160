/** Other programs beside ours: by their processes, rules, protocols and interfaces. */

import type { Finding } from '../model/finding.ts';
import type { NeighbourMarks } from '../model/neighbour.ts';
import { networkdDropIn } from '../model/neighbour.ts';
import { earlierDefaultFindings } from './earlier-defaults.ts';
import { foreignNetworkFindings, routingDaemonFindings } from './foreign-routes.ts';
import type { RulesSeen } from './foreign-rules.ts';
import { foreignRuleFindings } from './foreign-rules.ts';
import type { Situation } from './situation.ts';

export function neighbourFindings(situation: Situation, marks: NeighbourMarks): readonly Finding[] {
  return [
    ...networkdFindings(marks),
    ...earlierDefaultFindings(situation, marks),
    ...foreignRuleFindings(situation, marks),
    ...routingDaemonFindings(situation, marks),
    ...foreignNetworkFindings(situation, marks),
    ...networkManagerFindings(situation, marks),
  ];
}

/** Those that a plan should say, too: what it makes would not last. */
export function lastingFindings(situation: RulesSeen, marks: NeighbourMarks): readonly Finding[] {
  const rules = foreignRuleFindings(situation, marks);
  return [...networkdFindings(marks), ...rules.filter(({ code }) => code === 'MH624')];
}

function networkdFindings({ programs, networkd }: NeighbourMarks): readonly Finding[] {
  const { removesRules, removesRoutes } = networkd;
  if (!programs.has('systemd-networkd') || !(removesRules || removesRoutes)) return [];
  const what = [...(removesRules ? ['rules'] : []), ...(removesRoutes ? ['routes'] : [])];
  return [
    {
      code: 'MH620',
      severity: 'warning',
      message: `systemd-networkd removes ${what.join(' and ')} of others`,
      reason: 'ours are gone when it starts again, or configures an interface anew',
      remedy: { kind: 'file', ...networkdDropIn },
    },
  ];
}

function networkManagerFindings(
  { uplinks }: Situation,
  { programs }: NeighbourMarks,
): readonly Finding[] {
  const devices = [...new Set(uplinks.map((uplink) => uplink.interface))];
  if (!programs.has('NetworkManager') || devices.length === 0) return [];
  const names = devices.map((device) => `interface-name:${device}`).join(';');
  return [
    {
      code: 'MH622',
      severity: 'information',
      message: `NetworkManager runs here, and may look after ${devices.join(', ')}`,
      reason:
        'it leaves rules and tables of others alone, but makes a default of its own for each connection',
      remedy: {
        kind: 'advice',
        text: `only where something else gives these interfaces their addresses: unmanaged-devices=${names} below [keyfile] in /etc/NetworkManager/conf.d has it leave them alone`,
      },
    },
  ];
}
