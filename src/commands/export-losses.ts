/** What a topology says that lines in a file cannot do: they do not look, and do not move. */

import { families, familyNames } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { ExportLoss } from '../model/export.ts';
import type { Place } from '../model/problem.ts';
import type { Health, Topology, Uplink } from '../topology/topology.ts';

/** Where the topology leaves a value to the host. */
export function autoPlaces({ uplinks, networks }: Topology): readonly Place[] {
  return [
    ...uplinks.flatMap((uplink) => autoParts(uplink).map(({ at }) => at)),
    ...networks.flatMap(({ ipv4, ipv6, at }) => ([ipv4, ipv6].includes('auto') ? [at] : [])),
  ];
}

function autoParts(uplink: Uplink) {
  return families.flatMap((family) => {
    const part = uplink[family];
    if (part === undefined) return [];
    const words = [
      ...(part.addresses === 'auto' ? ['address'] : []),
      ...(part.gateway.kind === 'auto' ? ['gateway'] : []),
    ];
    return words.length === 0 ? [] : [{ family, words, at: part.at }];
  });
}

export function lastingLosses(topology: Topology, desired: Desired): readonly ExportLoss[] {
  return [
    ...topology.uplinks.flatMap((uplink) => fixedValues(uplink, desired)),
    ...fixedNetworks(topology, desired),
    ...topology.policies.flatMap(({ mode, name, uplinks: [first, ...others], at }) =>
      mode === 'failover' && others.length > 0
        ? [
            {
              origin: at,
              text: `policy ${name} stays with ${first}: nothing leads it to ${others.join(', ')}`,
              lasting: true as const,
            },
          ]
        : [],
    ),
    ...(desired.packetTable === undefined
      ? []
      : [
          {
            origin: desired.packetTable.origin,
            text: 'the nftables table (masquerade, connection-marks) is not written: what networks send out keeps its address, and nothing is marked',
          },
        ]),
    ...(topology.sysctls === 'manage'
      ? [
          {
            origin: { file: topology.file, line: 1, column: 1 },
            text: 'sysctls: manage is not done: doctor says which settings to write into sysctl.d',
          },
        ]
      : []),
    ...healthOf(topology).map(({ at }) => ({
      origin: at,
      text: 'health is not asked: a way that does not work is left only when its interface goes down',
      lasting: true as const,
    })),
  ];
}

function fixedValues(uplink: Uplink, { uplinks }: Desired): readonly ExportLoss[] {
  return autoParts(uplink).map(({ family, words, at }) => {
    const status = uplinks.find((one) => one.name === uplink.name && one.family === family);
    const state = status?.state;
    const values =
      state?.kind === 'ready'
        ? words.map((word) => (word === 'address' ? state.address : (state.gateway ?? 'none')))
        : [];
    const title = `${uplink.name} (${familyNames[family]})`;
    return {
      origin: at,
      text: `${title}: ${words.join(' and ')} fixed as of now: ${values.join(' by way of ')}`,
      lasting: true as const,
    };
  });
}

function fixedNetworks({ networks }: Topology, desired: Desired): readonly ExportLoss[] {
  return desired.networks.flatMap(({ name, family, prefixes, origin }) =>
    networks.some((network) => network.name === name && network[family] === 'auto')
      ? [
          {
            origin,
            text: `network ${name} fixed as of now: ${prefixes.join(', ')}`,
            lasting: true as const,
          },
        ]
      : [],
  );
}

/** Uplinks without health of their own have that of the file. */
function healthOf({ health, uplinks }: Topology): readonly Health[] {
  const all = [health, ...uplinks.map((uplink) => uplink.health)];
  return [
    ...new Map(all.flatMap((one) => (one === undefined ? [] : [[one.at.line, one]]))).values(),
  ];
}
