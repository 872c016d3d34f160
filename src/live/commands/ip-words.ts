/** The words of ip(8) before those of `ip rule` and `ip route`: options, objects, commands. */

import type { Family } from '../../model/address.ts';
import type { Word } from './shell-words.ts';

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

/** What changes how packets are routed; nexthop objects can only be named. */
export type Noun = 'rule' | 'route' | 'nexthop';

export function nounOf(word: string): Noun | undefined {
  const found = word === '' ? undefined : objects.find((object) => object.startsWith(word));
  return found === 'rule' || found === 'route' || found === 'nexthop' ? found : undefined;
}

/** iproute.c, do_iproute; iprule.c, do_iprule; ipnexthop.c, do_ipnh. */
const verbs = {
  route: [
    ...['list', 'show', 'lst', 'get', 'add', 'change', 'chg', 'replace', 'prepend', 'append'],
    ...['test', 'delete', 'flush', 'save', 'restore', 'showdump', 'help'],
  ],
  rule: ['list', 'lst', 'show', 'save', 'restore', 'add', 'delete', 'flush', 'help'],
  nexthop: ['add', 'replace', 'delete', 'list', 'show', 'lst', 'get', 'flush', 'help'],
} as const;

type ChangeVerb = 'add' | 'change' | 'replace' | 'prepend' | 'append' | 'delete' | 'flush';

const changeVerbs: ReadonlyMap<string, ChangeVerb> = new Map(
  (['add', 'change', 'replace', 'prepend', 'append', 'delete', 'flush'] as const).map((verb) => [
    verb,
    verb,
  ]),
);

export function verbOf(noun: Noun, word: string | undefined): ChangeVerb | undefined {
  if (word === undefined || word === '') return undefined;
  if (word === 'chg') return 'change';
  return changeVerbs.get(wholeVerb(noun, word) ?? '');
}

function wholeVerb(noun: Noun, word: string): string | undefined {
  return verbs[noun].find((verb) => verb.startsWith(word));
}

/** It adds what a file has. */
export function isRestore(noun: Noun, word: string | undefined): boolean {
  return word !== undefined && word !== '' && wholeVerb(noun, word) === 'restore';
}

export function isChange(noun: Noun, word: string | undefined): boolean {
  return verbOf(noun, word) !== undefined || isRestore(noun, word);
}

/** ip.c, main: compared in this order, two dashes count as one. */
const optionNames = [
  ...['-loops', '-family', '-4', '-6', '-0', '-M', '-B', '-human', '-human-readable', '-iec'],
  ...['-stats', '-statistics', '-details', '-resolve', '-oneline', '-timestamp', '-tshort'],
  ...['-Version', '-force', '-batch', '-brief', '-json', '-pretty', '-rcvbuf', '-color', '-help'],
  ...['-netns', '-Numeric', '-all', '-echo'],
] as const;

export type OptionName = (typeof optionNames)[number];

export type Option = {
  readonly name: OptionName | undefined;
  readonly written: string;
  readonly value?: Word;
};

const withValue: ReadonlySet<string> = new Set([
  ...['-family', '-loops', '-batch', '-rcvbuf', '-netns'],
]);

export function optionsIn(words: readonly Word[]): {
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

export function familyOf(options: readonly Option[]): Family | 'other' | undefined {
  let family: Family | 'other' | undefined;
  for (const { name, value } of options) {
    if (name === '-4' || (name === '-family' && value?.text === 'inet')) family = 'ipv4';
    else if (name === '-6' || (name === '-family' && value?.text === 'inet6')) family = 'ipv6';
    else if (name === '-0' || name === '-M' || name === '-B' || name === '-family')
      family = 'other';
  }
  return family;
}

/** A line for `ip -batch` begins with the object. */
export function isBatchLine([object, verb]: readonly Pick<Word, 'text'>[]): boolean {
  const noun = /^(route|ro|rule|ru)$/.test(object?.text ?? '') ? nounOf(object?.text ?? '') : '';
  return (noun === 'rule' || noun === 'route') && isChange(noun, verb?.text);
}

/** Whether text that is not read as a command of `ip` holds one that would change something. */
export function mentionsChange(text: string): boolean {
  const words = text.split(/[\s;&|()"'`=<>]+/).filter((word) => word !== '');
  if (isBatchLine(words.map((word) => ({ text: word })))) return true;
  return words.some((word, index) => {
    if (!/(?:^|\/)ip$/.test(word) && !word.startsWith('$')) return false;
    let at = index + 1;
    while (words[at]?.startsWith('-'))
      at += /^-(?:f|n|family|netns)$/.test(words[at] ?? '') ? 2 : 1;
    const noun = nounOf(words[at] ?? '');
    const isCache = /^cached?$/.test(words[at + 2] ?? '');
    return noun !== undefined && !isCache && isChange(noun, words[at + 1]);
  });
}
