/** Defaults that DHCP clients and others make, and that come before those of the topology. */

import type { Family } from '../model/address.ts';
import { families, familyNames, isDefault } from '../model/address.ts';
import type { Finding, Remedy } from '../model/finding.ts';
import { laterMetric } from '../model/later-metric.ts';
import type { NeighbourMarks } from '../model/neighbour.ts';
import { protocolWord } from '../model/protocol.ts';
import type { Route } from '../model/route.ts';
import { shellWord } from '../model/shell-word.ts';
import { mainTable } from '../model/table.ts';
import type { Situation } from './situation.ts';

export function earlierDefaultFindings(
  { live, desired }: Situation,
  marks: NeighbourMarks,
): readonly Finding[] {
  if (desired === undefined) return [];
  return families.flatMap((family) => {
    const ours = desired.routes
      .map(({ item }) => item)
      .filter((route) => isMainDefault(route, family))
      .toSorted((one, other) => one.metric - other.metric);
    const [first] = ours;
    const last = ours.at(-1);
    if (first === undefined || last === undefined) return [];
    const earlier = live.routes.filter(
      (route) =>
        isMainDefault(route, family) &&
        route.protocol !== desired.protocol &&
        route.metric < first.metric,
    );
    return earlier.flatMap((route) => {
      const [device] = devicesOf(route);
      if (device === undefined) return [];
      const isSame = devicesOf(first).every((one) => one === device);
      const found: Finding = {
        code: 'MH621',
        severity: isSame ? 'warning' : 'error',
        message: `a default of proto ${protocolWord(route.protocol)} by ${device}, metric ${route.metric}, comes before ours, metric ${first.metric} (${familyNames[family]})`,
        reason: isSame
          ? `it is the way that ours is, but stays when ours moves on`
          : `unclaimed traffic leaves by ${device}, whatever outbound says`,
        remedy: remedyFor(family, device, laterMetric(last.metric), marks),
      };
      return [found];
    });
  });
}

function isMainDefault({ family, table, to, target }: Route, wanted: Family): boolean {
  return family === wanted && table === mainTable && isDefault(to) && target.kind === 'unicast';
}

function devicesOf({ target }: Route): readonly string[] {
  return 'hops' in target ? target.hops.flatMap(({ device }) => device ?? []) : [];
}

function remedyFor(
  family: Family,
  device: string,
  metric: number,
  { programs }: NeighbourMarks,
): Remedy {
  const word = shellWord(device);
  if (programs.has('NetworkManager')) {
    const connection = `"$(nmcli -g GENERAL.CONNECTION device show ${word})"`;
    return {
      kind: 'command',
      command: `nmcli connection modify ${connection} ${family}.route-metric ${metric} && nmcli device reapply ${word}`,
    };
  }
  if (programs.has('systemd-networkd')) {
    const section = family === 'ipv4' ? 'DHCPv4' : 'IPv6AcceptRA';
    return {
      kind: 'advice',
      text: `networkctl status ${word} names its .network file; into a drop-in of that: [${section}] RouteMetric=${metric}; then networkctl reload`,
    };
  }
  if (programs.has('dhcpcd')) {
    const lines = [`interface ${device}`, `  metric ${metric}`].map(shellWord).join(' ');
    return {
      kind: 'command',
      command: `printf '%s\\n' ${lines} >> /etc/dhcpcd.conf && dhcpcd --rebind ${word}`,
    };
  }
  return {
    kind: 'advice',
    text: `where it is configured, give it a metric above ours: "metric ${metric}" below iface ${device} in /etc/network/interfaces, RouteMetric= of networkd, route-metric of NetworkManager`,
  };
}
