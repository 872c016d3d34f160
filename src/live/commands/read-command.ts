/** One command -> what it asks of `ip rule` or `ip route`, or why that is not known. */

import type { Family } from '../../model/address.ts';
import { shellWord } from '../../model/shell-word.ts';
import { isAssignment } from './command-words.ts';
import type { Option, OptionName } from './ip-words.ts';
import { familyOf, isBatchLine, isChange, isRestore, nounOf, optionsIn } from './ip-words.ts';
import type { Placed } from './shell-blocks.ts';
import { batchItems } from './shell-lines.ts';
import type { Word } from './shell-words.ts';

export type IpCommand = {
  readonly kind: 'ip';
  readonly line: number;
  /** As it stands in the file. */
  readonly text: string;
  /** Of the option -4 or -6. */
  readonly family: Family | undefined;
  /** Of the option -n. */
  readonly namespace: string | undefined;
  readonly noun: 'rule' | 'route';
  readonly words: readonly string[];
  /** A line for `ip -batch`, whose options are not in this file. */
  readonly isBatch: boolean;
};

export type Unread = {
  readonly kind: 'unread';
  readonly line: number;
  readonly text: string;
  readonly reason: string;
};

/** A here-document for `ip -batch`: one command, with one status. */
export type Batch = {
  readonly kind: 'batch';
  readonly line: number;
  readonly lines: readonly (IpCommand | Unread)[];
  /** It goes on behind a line that fails. */
  readonly isForced: boolean;
};

export function unreadAt(line: number, text: string, reason: string): Unread {
  return { kind: 'unread', line, text: onOneLine(text), reason };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

/** `ip -6 -batch - <<END`: the lines of the document. */
export function readBatch(words: readonly Word[], place: Placed): Batch | undefined {
  const [program, ...others] = words;
  const { options } = optionsIn(others);
  const batch = options.find(({ name }) => name === '-batch');
  if (!isIp(program) || batch?.value?.text !== '-' || place.body.length === 0) return undefined;
  const family = familyOf(options);
  const before = [
    { text: 'ip' },
    ...(family === 'ipv4' || family === 'ipv6' ? [{ text: family === 'ipv4' ? '-4' : '-6' }] : []),
    ...namespaceOption(options),
  ];
  const lines = batchItems(place.body).flatMap((item) => {
    if (item.kind === 'prose') return [unreadAt(item.line, item.text, endlessReason)];
    if (item.kind !== 'command') return [];
    return readCommand([...before, ...item.words], { ...place, line: item.line }) ?? [];
  });
  const isForced = options.some(({ name }) => name === '-force');
  return { kind: 'batch', line: place.line, lines, isForced };
}

export const endlessReason = 'its quotes do not end';

function namespaceOption(options: readonly Option[]): readonly Word[] {
  const value = options.find(({ name }) => name === '-netns')?.value;
  return value === undefined ? [] : [{ text: '-n' }, value];
}

/** Undefined where it is none of `ip`, or changes neither rules nor routes. */
export function readCommand(words: readonly Word[], place: Placed): IpCommand | Unread | undefined {
  const [program, ...others] = words;
  const isBatch = !isIp(program) && isBatchLine(words) && !isAssigned(place);
  if (!isIp(program) && !isBatch) return undefined;
  const { options, rest } = optionsIn(isBatch ? words : others);
  const text = words.map((word) => word.text).join(' ');
  const unread = (reason: string): Unread => unreadAt(place.line, text, reason);
  const strange = options.find(({ name }) => name === undefined);
  const [object, verb] = rest;
  const noun = nounOf(object?.text ?? '');
  const value = (name: OptionName) => options.find((one) => one.name === name)?.value;
  if (options.some(({ name }) => name === '-batch')) {
    return unread(otherFile(value('-batch'), familyOf(options)));
  }
  if (object?.unknown !== undefined) return unread(shellOnly(object.unknown));
  if (noun === undefined) return object?.text === 'netns' ? inNamespace(words, unread) : undefined;
  if (verb?.unknown === undefined && !isChange(noun, verb?.text)) return undefined;
  // The kernel has had no cache of routes since 3.6.
  if (/^cached?$/.test(rest.at(-1)?.text ?? '')) return undefined;
  if (noun === 'nexthop')
    return unread('objects of ip nexthop are not read: a topology only names them (nhid)');
  if (isRestore(noun, verb?.text)) {
    return unread(`what it reads was written by "ip ${noun} save", and only ip can read that`);
  }
  if (strange !== undefined) return unread(`"${strange.written}" is no option of ip`);
  const unknown = words.find((word) => word.unknown !== undefined)?.unknown;
  if (unknown !== undefined) return unread(shellOnly(unknown));
  if (place.doubt !== undefined) return unread(place.doubt);
  const family = familyOf(options);
  if (family === 'other') return unread('it is neither of IPv4 nor of IPv6');
  return {
    ...{ kind: 'ip', line: place.line, text, family, noun, isBatch },
    namespace: value('-netns')?.text,
    words: rest.slice(1).map((word) => word.text),
  };
}

/** `CONDITION=/sbin/ip rule add` only looks like a line for `ip -batch`. */
function isAssigned({ words: [first] }: Placed): boolean {
  return isAssignment(first?.text ?? '');
}

export function shellOnly(unknown: string): string {
  return `what ${onOneLine(unknown)} stands for is known to the shell alone`;
}

function isIp(program: Word | undefined): boolean {
  return /^(?:[^ ]*\/)?ip$/.test(program?.text ?? '');
}

/** Its lines do not say of which family they are. */
function otherFile(file: Word | undefined, family: Family | 'other' | undefined): string {
  if (file === undefined) return 'it reads another file, which is not named';
  if (file.unknown !== undefined) return `it reads another file, and ${shellOnly(file.unknown)}`;
  const isInput = file.text === '-';
  const path = isInput ? 'FILE' : shellWord(file.text);
  const read = isInput
    ? 'it reads standard input: write what comes there into a file, and import that'
    : 'it reads another file';
  return family === 'ipv6'
    ? `${read}, as IPv6: sed 's/^/ip -6 /' ${path} | multihome import --commands -`
    : `${read}: import --commands ${path}`;
}

/** `ip netns exec NAME ip route ...` is about another host, in a way. */
function inNamespace(words: readonly Word[], unread: (reason: string) => Unread) {
  const isRouting = words.some(({ text }) => text === 'rule' || text === 'route');
  return isRouting ? unread('it is about another network namespace') : undefined;
}
