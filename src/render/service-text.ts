/** What starts us at boot: units of systemd, and scripts that ifupdown runs. */

import { shellWord } from '../model/shell-word.ts';

/** In every file that is written, so that it is known again; others are left alone. */
const serviceMark =
  '# Written by `multihome install-service`; `multihome uninstall-service` removes it.';

/** At its head, where a script has its interpreter first: who quotes the mark is none of ours. */
export function isServiceText(text: string): boolean {
  const [first = '', second = ''] = text.split('\n', 2);
  return first === serviceMark || (first.startsWith('#!') && second === serviceMark);
}

export type Started = {
  /** What runs us: node and the program, absolute. */
  readonly program: readonly [string, ...string[]];
  /** Of the topology, absolute. */
  readonly file: string;
  /** Settings of the kernel are written, too. */
  readonly managesSysctls?: boolean;
};

const packagedProgram = '/usr/bin/env multihome';

/** `packaged` is the text of a unit as it comes with the package. */
export function unitText(packaged: string, started: Started): string {
  const { program, file, managesSysctls = false } = started;
  const words = program.map(unitWord).join(' ');
  const loosened = new Map<string, string>([
    // What lies in a home has to be seen to be run.
    ...([...program, file].some(isInHome)
      ? [['ProtectHome=yes', 'ProtectHome=read-only'] as const]
      : []),
    ...([...program, file].some(isInTmp) ? [['PrivateTmp=yes', 'PrivateTmp=no'] as const] : []),
    ...(managesSysctls ? forSysctls : []),
  ]);
  const lines = packaged.split('\n').map((line) => {
    const starts = line.startsWith('Exec') && line.includes(packagedProgram);
    if (starts) return `${line.replace(packagedProgram, () => words)} ${unitWord(file)}`;
    return loosened.get(line) ?? line;
  });
  return [serviceMark, ...lines].join('\n');
}

const forSysctls = [
  ['# sysctls are only read.', '# sysctls: manage'],
  ['ProtectKernelTunables=yes', 'ProtectKernelTunables=no'],
  ['ReadWritePaths=/etc/iproute2', 'ReadWritePaths=/etc/iproute2 -/etc/sysctl.d'],
] as const;

function isInHome(path: string): boolean {
  return ['/home/', '/root/', '/run/user/'].some((home) => path.startsWith(home));
}

function isInTmp(path: string): boolean {
  return ['/tmp/', '/var/tmp/'].some((folder) => path.startsWith(folder));
}

/** systemd.service(5), "Command lines": specifiers and variables are expanded in quotes, too. */
function unitWord(word: string): string {
  const isPlain = /^[A-Za-z0-9_./:@=+-]+$/.test(word);
  if (isPlain) return word;
  return `"${word
    .replaceAll(/[\\"]/g, String.raw`\$&`)
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')}"`;
}

/** ifupdown runs it for every interface that has come, or gone (interfaces(5)). */
export function ifupdownHook({ program, file }: Started): string {
  const command = [...program, ...hookWords, file].map(shellWord).join(' ');
  return [
    '#!/bin/sh',
    serviceMark,
    '# What lacks its interface, address or gateway is left out until it comes.',
    '[ "$IFACE" != lo ] || exit 0',
    `${command} >/dev/null || echo 'multihome: the routing of several uplinks is not as described' >&2`,
    '# A way that is missing must not keep an interface from coming up.',
    'exit 0',
    '',
  ].join('\n');
}

const hookWords = [
  ...['apply', '--yes', '--lock-timeout', '60s'],
  ...['interface-missing', 'uplink-unready', 'network-unready'].flatMap((guard) => [
    '--allow',
    guard,
  ]),
];
