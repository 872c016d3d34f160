/** Commands of a file -> those that change rules and routes, as words behind `ip rule` and `ip route`. */

import type { Family } from '../../model/address.ts';
import { placed } from './shell-blocks.ts';
import type { Placed } from './shell-blocks.ts';
import type { Word } from './shell-lines.ts';
import { simpleCommands } from './shell-lines.ts';

export type IpCommand = {
  readonly line: number;
  /** As it stands in the file. */
  readonly text: string;
  /** Of the option -4 or -6. */
  readonly family: Family | undefined;
  /** Of the option -n. */
  readonly namespace: string | undefined;
  readonly noun: 'rule' | 'route';
  readonly words: readonly string[];
};

export type Unread = { readonly line: number; readonly text: string; readonly reason: string };

export type IpCommands = {
  readonly commands: readonly IpCommand[];
  readonly unread: readonly Unread[];
};

export function ipCommands(text: string): IpCommands {
  const commands: IpCommand[] = [];
  const unread: Unread[] = [];
  let interfaceName: string | undefined;
  for (const command of placed(simpleCommands(text))) {
    const [first, second] = command.words;
    // A stanza of interfaces(5): its commands know the name as $IFACE.
    if (first?.text === 'iface') interfaceName = second?.text;
    const words = commandWords(command.words, interfaceName);
    const read = words === undefined ? undefined : readCommand(words, command);
    if (read === undefined) continue;
    if ('reason' in read) unread.push(read);
    else commands.push(read);
  }
  return { commands, unread };
}

/** What takes an interface down does not tell how it is when it is up. */
const downWords = new Set(['down', 'pre-down', 'post-down']);
const upWords = new Set(['up', 'pre-up', 'post-up']);
const wrappers = new Set(['sudo', 'command', 'exec', '$']);

/** Without what is before the program: the word of interfaces(5), a prompt, sudo, assignments. */
function commandWords(
  all: readonly Word[],
  interfaceName: string | undefined,
): readonly Word[] | undefined {
  const words = all.map((word) => named(word, interfaceName));
  const [first] = words;
  if (first === undefined || downWords.has(first.text)) return undefined;
  const unit = /^Exec(Start|StartPre|StartPost|Stop|StopPost)=[-@+!:]*/.exec(first.text);
  if (unit?.[1]?.startsWith('Stop')) return undefined;
  const text = first.text.slice(unit?.[0].length ?? 0);
  const rest = upWords.has(text) ? words.slice(1) : [{ ...first, text }, ...words.slice(1)];
  const isBefore = ({ text: word }: Word, index: number) =>
    wrappers.has(word) ||
    /^[A-Za-z_][A-Za-z0-9_]*=/.test(word) ||
    (word.startsWith('-') && rest[index - 1]?.text === 'sudo');
  const from = rest.findIndex((word, index) => !isBefore(word, index));
  return from === -1 ? undefined : rest.slice(from);
}

function named(word: Word, interfaceName: string | undefined): Word {
  const isName = word.unknown === '$IFACE' || word.unknown === '${IFACE}';
  if (!isName || interfaceName === undefined) return word;
  const text = word.text.replace(word.unknown ?? '', interfaceName);
  return text.includes('$') ? word : { text };
}

/** Undefined where it is none of `ip`, or changes neither rules nor routes. */
function readCommand(words: readonly Word[], place: Placed): IpCommand | Unread | undefined {
  const [program, ...others] = words;
  const isIp = program !== undefined && /^(?:\/(?:usr\/)?s?bin\/)?ip$/.test(program.text);
  const isBatch = !isIp && isBatchLine(words);
  if (!isIp && !isBatch) return undefined;
  const { options, rest } = optionsIn(isIp ? others : words);
  const text = words.map((word) => word.text).join(' ');
  const unread = (reason: string): Unread => ({ line: place.line, text, reason });
  const strange = options.find(({ name }) => name === undefined);
  const [object, verb] = rest;
  const noun = nounOf(object?.text ?? '');
  const value = (name: OptionName) => options.find((one) => one.name === name)?.value;
  if (options.some(({ name }) => name === '-batch')) {
    return unread(`it reads another file: import --commands ${value('-batch')?.text ?? 'FILE'}`);
  }
  if (object?.unknown !== undefined) return unread(shellOnly(object.unknown));
  if (noun === undefined) return object?.text === 'netns' ? inNamespace(words, unread) : undefined;
  if (verb?.unknown === undefined && !isChange(noun, verb?.text)) return undefined;
  // The kernel has had no cache of routes since 3.6.
  if (/^cached?$/.test(rest.at(-1)?.text ?? '')) return undefined;
  if (strange !== undefined) return unread(`"${strange.written}" is no option of ip`);
  const unknown = words.find((word) => word.unknown !== undefined)?.unknown;
  if (unknown !== undefined) return unread(shellOnly(unknown));
  if (place.doubt !== undefined) return unread(place.doubt);
  const family = familyOf(options);
  if (family === 'other') return unread('it is neither of IPv4 nor of IPv6');
  return {
    ...{ line: place.line, text, family, noun },
    namespace: value('-netns')?.text,
    words: rest.slice(1).map((word) => word.text),
  };
}

function shellOnly(unknown: string): string {
  return `what ${unknown} stands for is known to the shell alone`;
}

/** `ip netns exec NAME ip route ...` is about another host, in a way. */
function inNamespace(words: readonly Word[], unread: (reason: string) => Unread) {
  const isRouting = words.some(({ text }) => text === 'rule' || text === 'route');
  return isRouting ? unread('it is about another network namespace') : undefined;
}

/** A line for `ip -batch` begins with the object. */
function isBatchLine([object, verb]: readonly Word[]): boolean {
  const noun = /^(route|ro|rule|ru)$/.test(object?.text ?? '') ? nounOf(object?.text ?? '') : '';
  return (noun === 'route' || noun === 'rule') && isChange(noun, verb?.text);
}

/** In the order in which `ip` compares: the first that begins so (ip.c, cmds). */
const objects = [
  ...['address', 'addrlabel', 'maddress', 'route', 'rule', 'neighbor', 'neighbour', 'ntable'],
  ...['ntbl', 'link', 'l2tp', 'fou', 'ila', 'macsec', 'tunnel', 'tunl', 'tuntap', 'tap', 'token'],
  ...[
    'tcpmetrics',
    'monitor',
    'xfrm',
    'mroute',
    'mrule',
    'netns',
    'netconf',
    'vrf',
    'sr',
    'nexthop',
  ],
];

function nounOf(word: string): 'rule' | 'route' | undefined {
  const found = word === '' ? undefined : objects.find((object) => object.startsWith(word));
  return found === 'rule' || found === 'route' ? found : undefined;
}

/** iproute.c, do_iproute; iprule.c, do_iprule. */
const verbs = {
  route: [
    ...['list', 'show', 'lst', 'get', 'add', 'change', 'chg', 'replace', 'prepend', 'append'],
    ...['test', 'delete', 'flush', 'save', 'restore', 'showdump', 'help'],
  ],
  rule: ['list', 'lst', 'show', 'save', 'restore', 'add', 'delete', 'flush', 'help'],
} as const;

type ChangeVerb = 'add' | 'change' | 'replace' | 'prepend' | 'append' | 'delete' | 'flush';

const changeVerbs: ReadonlyMap<string, ChangeVerb> = new Map(
  (['add', 'change', 'replace', 'prepend', 'append', 'delete', 'flush'] as const).map((verb) => [
    verb,
    verb,
  ]),
);

export function verbOf(noun: 'rule' | 'route', word: string | undefined): ChangeVerb | undefined {
  if (word === undefined || word === '') return undefined;
  if (word === 'chg') return 'change';
  return changeVerbs.get(verbs[noun].find((verb) => verb.startsWith(word)) ?? '');
}

function isChange(noun: 'rule' | 'route', word: string | undefined): boolean {
  return verbOf(noun, word) !== undefined;
}

/** ip.c, main: compared in this order, two dashes count as one. */
const optionNames = [
  ...['-loops', '-family', '-4', '-6', '-0', '-M', '-B', '-human', '-human-readable', '-iec'],
  ...['-stats', '-statistics', '-details', '-resolve', '-oneline', '-timestamp', '-tshort'],
  ...['-Version', '-force', '-batch', '-brief', '-json', '-pretty', '-rcvbuf', '-color', '-help'],
  ...['-netns', '-Numeric', '-all', '-echo'],
] as const;

type OptionName = (typeof optionNames)[number];

type Option = {
  readonly name: OptionName | undefined;
  readonly written: string;
  readonly value?: Word;
};

const withValue: ReadonlySet<string> = new Set([
  ...['-family', '-loops', '-batch', '-rcvbuf', '-netns'],
]);

function optionsIn(words: readonly Word[]): {
  readonly options: readonly Option[];
  readonly rest: readonly Word[];
} {
  const options: Option[] = [];
  let at = 0;
  for (let word = words[at]; word?.text.startsWith('-'); word = words[at]) {
    const written = word.text.replace(/^--/, '-').replace(/=.*$/, '');
    const name = optionNames.find((one) => one.startsWith(written));
    const value = name !== undefined && withValue.has(name) ? words[at + 1] : undefined;
    options.push({ name, written: word.text, ...(value === undefined ? {} : { value }) });
    at += value === undefined ? 1 : 2;
  }
  return { options, rest: words.slice(at) };
}

function familyOf(options: readonly Option[]): Family | 'other' | undefined {
  let family: Family | 'other' | undefined;
  for (const { name, value } of options) {
    if (name === '-4' || (name === '-family' && value?.text === 'inet')) family = 'ipv4';
    else if (name === '-6' || (name === '-family' && value?.text === 'inet6')) family = 'ipv6';
    else if (name === '-0' || name === '-M' || name === '-B' || name === '-family')
      family = 'other';
  }
  return family;
}
