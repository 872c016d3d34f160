/** Routes of routing programs, and networks of containers and virtual machines. */

import { isDefault } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import type { NeighbourMarks } from '../model/neighbour.ts';
import { daemonOf } from '../model/protocol.ts';
import { mainTable } from '../model/table.ts';
import type { Situation } from './situation.ts';

/** RTPROT_ZEBRA and later, without DHCP, router advertisements and ours. */
const routingProtocols: ReadonlySet<string> = new Set([
  'zebra',
  'bird',
  'babel',
  'bgp',
  'isis',
  'ospf',
  'rip',
  'eigrp',
]);

export function routingDaemonFindings(
  { live }: Situation,
  { programs }: NeighbourMarks,
): readonly Finding[] {
  const running = [...programs].filter((program) => program === 'FRR' || program === 'BIRD');
  const routes = live.routes.filter(({ table, to, protocol }) => {
    const word = daemonOf(protocol);
    return (
      table === mainTable && !isDefault(to) && word !== undefined && routingProtocols.has(word)
    );
  });
  if (running.length === 0 && routes.length === 0) return [];
  const words = [...new Set(routes.flatMap(({ protocol }) => daemonOf(protocol) ?? []))];
  const what =
    routes.length === 0
      ? ''
      : `, with ${routes.length} routes in main (proto ${words.toSorted().join(', ')})`;
  return [
    {
      code: 'MH625',
      severity: 'information',
      message: `${running.length === 0 ? 'a routing program' : running.join(', ')} works here${what}`,
      reason:
        'its specific routes win over uplinks and policies; its defaults count by their metric. It removes nothing that carries our protocol',
    },
  ];
}

/** docker0, those of user-defined networks (br- and twelve digits), virbr0. */
const bridgeName = /^(?:docker\d+|br-[0-9a-f]{12}|virbr\d+)$/;

export function foreignNetworkFindings(
  { live, networks }: Situation,
  { programs }: NeighbourMarks,
): readonly Finding[] {
  const named = new Set(networks.map((one) => one.interface));
  const bridges = live.interfaces.filter(({ name }) => bridgeName.test(name) && !named.has(name));
  if (bridges.length === 0) return [];
  const running = [...programs].filter((program) => program === 'Docker' || program === 'libvirt');
  const who = running.length === 0 ? 'containers or virtual machines' : running.join(' and ');
  const [first] = bridges;
  return [
    {
      code: 'MH626',
      severity: 'information',
      message: `${bridges.map(({ name }) => name).join(', ')}: networks of ${who}`,
      reason:
        'what they send is forwarded and translated, and leaves as unclaimed traffic does; a policy by their addresses takes it elsewhere',
      remedy: {
        kind: 'advice',
        text: `to name it in policies: networks: {containers: {interface: ${first?.name}, ipv4: auto}}`,
      },
    },
  ];
}
