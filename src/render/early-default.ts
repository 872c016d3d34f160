/** A default route of others that decides before ours: what that means, and how to have it come later. */

import { familyNames } from '../model/address.ts';
import type { Family } from '../model/address.ts';
import { protocolWord } from '../model/protocol.ts';
import { shellWord } from '../model/shell-word.ts';
import type { EarlyDefault, Keeper } from '../model/starter.ts';

export function earlyDefaultLines(early: EarlyDefault): readonly string[] {
  const { family, interface: device, gateway, protocol, metric } = early;
  const way = gateway === undefined ? `dev ${device}` : `via ${gateway} dev ${device}`;
  return [
    `The ${familyNames[family]} default route ${way} (proto ${protocolWord(protocol)}, metric ${metric}) comes before ours and`,
    'stays: traffic that no rule claims leaves by it as long as it is there. Have it come later:',
    ...remedy(early).map((line) => `  ${line}`),
  ];
}

function remedy({ keeper, family, interface: device, wanted }: EarlyDefault): readonly string[] {
  if (keeper !== undefined) return [remedies[keeper](device, wanted, family)];
  const all = ['systemd-networkd', 'NetworkManager', 'ifupdown', 'dhcpcd'] as const;
  return all.map((one) => `${one}: ${remedies[one](device, wanted, family)}`);
}

type Remedy = (device: string, metric: number, family: Family) => string;

const remedies: Readonly<Record<Keeper, Remedy>> = {
  'systemd-networkd': (device, metric, family) =>
    `in the .network file of ${device}: RouteMetric=${metric} below [${family === 'ipv4' ? 'DHCPv4' : 'IPv6AcceptRA'}], or Metric=${metric} below [Route]; with netplan ${family === 'ipv4' ? 'dhcp4-overrides' : 'ra-overrides'}: {route-metric: ${metric}}`,
  NetworkManager: (device, metric, family) =>
    `nmcli connection modify CONNECTION ${family}.route-metric ${metric}, then nmcli device reapply ${shellWord(device)}`,
  ifupdown: (device, metric) =>
    `a line \`metric ${metric}\` below \`iface ${device}\` in /etc/network/interfaces, then ifdown ${shellWord(device)} && ifup ${shellWord(device)}`,
  dhclient: (device, metric) =>
    `start dhclient for ${device} with IF_METRIC=${metric} in its environment: its script makes the route`,
  dhcpcd: (device, metric) =>
    `\`metric ${metric}\` below \`interface ${device}\` in /etc/dhcpcd.conf, then dhcpcd -n ${shellWord(device)}`,
};
