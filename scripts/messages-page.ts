/** Lays out docs/messages.md: every problem code, what it means and what to do. */

import { exitCodes } from '../src/model/exit-code.ts';
import type { Guard } from '../src/model/plan.ts';
import { hostCodes } from '../src/model/codes/host.ts';
import { problemCodes } from '../src/model/problem-codes.ts';
import { allowableGuards } from '../src/model/plan.ts';

const groups = [
  ['MH0', 'Text and shape'],
  ['MH1', 'Values'],
  ['MH2', 'References and uniqueness'],
  ['MH3', 'Routing'],
  ['MH4', 'Health'],
  ['MH5', 'Plan'],
  ['MH6', 'Host'],
  ['MH7', 'Expectations'],
] as const;

export function messagesPage(): string {
  const sections = groups.map(([start, title]) => section(start, title));
  return `# Messages\n\n${introduction}${sections.join('')}${refusals()}`;
}

const introduction = `Codes are stable: a script may rely on them, and none is ever used again for
something else. This page is generated from \`src/model/problem-codes.ts\`.
Those of the host are what \`doctor\` says, each at its worst.
`;

function section(start: string, title: string): string {
  const entries = Object.entries({ ...problemCodes, ...hostCodes }).filter(([code]) =>
    code.startsWith(start),
  );
  if (entries.length === 0) return '';
  const lines = entries.map(
    ([code, { name, severity, summary, explanation }]) =>
      `- **${code}** \`${name}\` (${severity}): ${summary} ${explanation}`,
  );
  return `\n## ${title}\n\n${lines.join('\n')}\n`;
}

const guards: Readonly<Record<Guard['name'], string>> = {
  'interface-missing':
    'An interface of the file does not exist on this host. Its name may be misspelt, or the device is unplugged. Overridden, everything that needs the interface is left out; a later `apply` adds it.',
  'uplink-unready':
    'The interface of an uplink is up, but has no address, not the one that is written, one whose duplicate address detection is not over, or no gateway is known for `auto`. Its table would lead nowhere while rules send traffic there. Overridden, the routes that need what is missing are left out.',
  'network-unready':
    'The interface of a network that policies name has no address to read its prefix from (`ipv4: auto`, `ipv6: auto`). Overridden, those policies get no rules in that family, and rules that are there go.',
  'foreign-conflict':
    'Something that is not ours is in the way: a route or rule with the same key, a table name with another number, or an object with our protocol number that we cannot have made, something whose content cannot be compared, or a file at the path of ours that we did not write. The plan shows both sides, and what to change.',
  'management-path':
    'Packets back to whoever manages the host would take another way, or none: the SSH session it is run from (also below sudo), and what the topology lists under `management`. Judged with the same model as `trace`. With `--confirm` it does not stand: then nobody stays locked out.',
  'last-default':
    'The host reaches the rest of the world now, and would not afterwards. `destroy` is not asked this.',
  'removes-everything':
    'Every rule and route of ours would go, and none come: a topology that lost its content. `destroy` is not asked this.',
  'empty-table':
    'A new rule leads to a table without any route: the traffic it is about would fall through to later rules, and leave by another uplink.',
  'table-id-clash':
    'A table whose number we chose holds routes of somebody else, who seems to use the same one. Give it a number in the file.',
};

function refusals(): string {
  const lines = Object.entries(guards).map(([name, text]) => {
    const canAllow = allowableGuards.some((one) => one === name);
    const way = canAllow ? `Overridden by \`--allow ${name}\`.` : 'It cannot be overridden.';
    return `- **${name}**: ${text} ${way}`;
  });
  return `\n## Refusals\n\n${refusalsIntroduction}\n${lines.join('\n')}\n`;
}

const refusalsIntroduction = `A sound topology may still not fit the host. Then \`apply\` says \`refused [NAME]\`, touches nothing and
exits with ${exitCodes.refused}:
`;
