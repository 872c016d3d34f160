/** What a host suggests -> a topology to begin with, which explains itself. */

import type { InterfaceAddress } from '../model/address.ts';
import { familyNames } from '../model/address.ts';
import type { Starter, StarterPart, StarterUplink } from '../model/starter.ts';
import { earlyDefaultLines } from './early-default.ts';
import { visible } from './terminal-text.ts';

export function starterTopology(starter: Starter): string {
  const sections = [
    head(starter),
    ['version: 1'],
    ['uplinks:', ...starter.uplinks.flatMap(uplinkLines)],
    networkLines(starter),
    outboundLines(starter),
    starter.early.flatMap((early) => commented(earlyDefaultLines(early))),
    leftOutLines(starter),
    healthLines,
  ];
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

function head({ hostname }: Starter): readonly string[] {
  return commented([
    `The uplinks and networks of ${hostname}, as \`multihome init\` found them. Read it, and change what`,
    'is not so: names are yours to choose. Every key is explained in docs/topology.md.',
  ]);
}

function uplinkLines({ name, interface: device, parts }: StarterUplink): readonly string[] {
  return [
    `  ${scalar(name)}:`,
    `    interface: ${scalar(device)}`,
    ...parts.flatMap((part) => [
      `    # ${visible(`${familyNames[part.family]}: ${part.because}`)}`,
      `    ${part.family}: ${partText(part)}`,
    ]),
  ];
}

function partText(part: StarterPart): string {
  return flow([
    ['address', addressesText(part.addresses)],
    ['gateway', gatewayText(part.gateway)],
    ['onlink', typeof part.gateway === 'object' && part.gateway.onlink ? 'true' : undefined],
    ['assume', assumeText(part)],
  ]);
}

function addressesText(addresses: StarterPart['addresses']): string {
  if (addresses === 'auto') return 'auto';
  const texts = addresses.map(addressText);
  return texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
}

function gatewayText(gateway: StarterPart['gateway']): string | undefined {
  if (gateway === 'none') return undefined;
  return gateway === 'auto' ? 'auto' : scalar(gateway.address);
}

/** For `check`, which asks no host. */
function assumeText({ addresses, gateway, now }: StarterPart): string | undefined {
  const address =
    addresses === 'auto' && now.address !== undefined ? addressText(now.address) : undefined;
  const known = gateway === 'auto' && now.gateway !== undefined ? scalar(now.gateway) : undefined;
  if (address === undefined && known === undefined) return undefined;
  return flow([
    ['address', address],
    ['gateway', known],
  ]);
}

function networkLines({ networks }: Starter): readonly string[] {
  if (networks.length === 0) return [];
  return [
    '# Attached networks that are no uplinks: names for policies, such as `from: NETWORK`.',
    'networks:',
    ...networks.map(({ name, interface: device, parts }) => {
      const entries = parts.map(
        ({ family, address }) =>
          [family, address === 'auto' ? 'auto' : addressText(address)] as const,
      );
      return `  ${scalar(name)}: ${flow([['interface', scalar(device)], ...entries])}`;
    }),
  ];
}

function outboundLines({ uplinks, metric, isTied, isBalanced }: Starter): readonly string[] {
  const names = uplinks.map(({ name }) => scalar(name)).join(', ');
  const spread = `outbound: {mode: balance, uplinks: [${names}]}`;
  const order = isTied
    ? 'by the metrics, which are alike now: put the one you prefer first.'
    : 'in the order of the metrics now.';
  const balance = isBalanced
    ? 'A default route of this host spreads traffic over several uplinks. So does:'
    : 'To use all of them at once, by weight:';
  const some = [`New connections use the first of these that works, ${order}`, balance, spread];
  const one = ['One uplink: nothing to choose among yet. Add the other one above and here.'];
  const early = ['The metric leaves the default routes of others behind ours.'];
  return [
    ...commented([...(uplinks.length > 1 ? some : one), ...(metric === undefined ? [] : early)]),
    `outbound: ${flow([
      ['mode', 'failover'],
      ['uplinks', `[${names}]`],
      ['metric', metric === undefined ? undefined : `${metric}`],
    ])}`,
  ];
}

function leftOutLines({ leftOut }: Starter): readonly string[] {
  if (leftOut.length === 0) return [];
  return commented([
    'Left out:',
    ...leftOut.map(({ interface: device, reason }) => `  ${device}: ${reason}`),
  ]);
}

/** Whom to ask is for the user to say: what answers one host may refuse another. */
const healthLines = commented([
  '`multihome watch` leads traffic elsewhere when a provider falls silent, although the link is up. For',
  'that it asks somebody beyond: addresses of two providers that answer to ping. Without targets it',
  'asks the gateway, which says nothing of what is beyond it.',
  'health:',
  '  targets: [8.8.8.8, 1.1.1.1]',
  '  interval: 1s',
  '  down-after: 5s',
  '  up-after: 15s',
]);

function commented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `# ${visible(line)}`);
}

type Entry = readonly [key: string, value: string | undefined];

function flow(entries: readonly Entry[]): string {
  const written = entries.flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${value}`],
  );
  return `{${written.join(', ')}}`;
}

function addressText({ address, prefixLength }: InterfaceAddress): string {
  return scalar(`${address}/${prefixLength}`);
}

/** In quotes where YAML could read something else. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z][A-Za-z0-9_.-]*$/.test(text) || /^\d+(\.\d+){3}(\/\d+)?$/.test(text);
  const isWord = /^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain && !isWord ? text : `'${text}'`;
}
