/** Commands of a file -> those that change rules and routes, as words behind `ip rule` and `ip route`. */

import type { Family } from '../../model/address.ts';
import type { Option, OptionName } from './ip-words.ts';
import { familyOf, isBatchLine, isChange, mentionsChange, nounOf, optionsIn } from './ip-words.ts';
import type { Placed } from './shell-blocks.ts';
import { placed } from './shell-blocks.ts';
import type { Line, Operator, Simple, Word } from './shell-lines.ts';
import { simpleCommands } from './shell-lines.ts';

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

/** Something else, and how it ends. */
type Other = {
  readonly kind: 'other';
  readonly line: number;
  readonly status: Status;
};

export type Status = 'succeeded' | 'failed' | 'unknown';

/** In the order of the file. */
export type Step = {
  readonly after: Operator | undefined;
  readonly isInverted: boolean;
  /** Nothing behind it runs, if it runs. */
  readonly ends: 'here' | 'perhaps' | undefined;
  readonly what: IpCommand | Unread | Other;
};

export type IpSteps = {
  readonly steps: readonly Step[];
  /** What a comment says of the options of `ip -batch`. */
  readonly batchFamily: Family | undefined;
};

export function ipSteps(text: string): IpSteps {
  const steps: Step[] = [];
  let interfaceName: string | undefined;
  const { commands, unended } = simpleCommands(text);
  for (const command of placed(commands)) {
    const [first, second] = command.words;
    // A stanza of interfaces(5): its commands know the name as $IFACE.
    if (first?.text === 'iface') interfaceName = second?.text;
    steps.push(...stepsOf(command, interfaceName));
  }
  steps.push(...unended.flatMap(unendedStep));
  return {
    steps: steps.toSorted((one, other) => one.what.line - other.what.line),
    batchFamily: commentedFamily(text),
  };
}

const plain = { after: undefined, isInverted: false, ends: undefined } as const;

/** As exports write it above their lines. */
function commentedFamily(text: string): Family | undefined {
  const option = /^#.*\bip (-[46]) -b/m.exec(text)?.[1];
  return option === undefined ? undefined : option === '-4' ? 'ipv4' : 'ipv6';
}

function unendedStep({ line, text }: Line): readonly Step[] {
  if (text.trimStart().startsWith('#') || !mentionsChange(text)) return [];
  return [{ ...plain, what: unreadAt(line, text.trim(), 'its quotes do not end on this line') }];
}

function unreadAt(line: number, text: string, reason: string): Unread {
  return { kind: 'unread', line, text, reason };
}

/** One, or those that a here-document hands to `ip -batch`. */
function stepsOf(command: Placed, interfaceName: string | undefined): readonly Step[] {
  const { after, isInverted, line } = command;
  const words = commandWords(command.words, interfaceName);
  if (words === 'down' || closers.has(command.words[0]?.text ?? '')) return [];
  const step = { after, isInverted, ends: endOf(command, words) };
  const lines = words === undefined ? undefined : batchLines(words, command);
  if (lines !== undefined) return lines.map((what) => ({ ...step, what }));
  const what = (words && readCommand(words, command)) ?? unseen(command, interfaceName);
  const other: Other = { kind: 'other', line, status: statusOf(words) };
  return [{ ...step, what: what ?? other }, ...documentStep(command)];
}

const closers: ReadonlySet<string> = new Set(['}']);

/** What takes an interface down does not tell how it is when it is up. */
const downWords = new Set(['down', 'pre-down', 'post-down']);
const upWords = new Set(['up', 'pre-up', 'post-up']);
const wrappers = new Set([
  ...[
    'sudo',
    'doas',
    'env',
    'busybox',
    'nohup',
    'nice',
    'setsid',
    'builtin',
    'command',
    'exec',
    '$',
  ],
]);

/** Without what is before the program: the word of interfaces(5), a prompt, sudo, assignments. */
function commandWords(
  all: readonly Word[],
  interfaceName: string | undefined,
): readonly Word[] | 'down' | undefined {
  const words = all.map((word) => named(word, interfaceName));
  const [first] = words;
  if (first === undefined) return undefined;
  if (downWords.has(first.text)) return 'down';
  const unit = /^Exec(Start|StartPre|StartPost|Stop|StopPost)=[-@+!:]*/.exec(first.text);
  if (unit?.[1]?.startsWith('Stop')) return 'down';
  const text = first.text.slice(unit?.[0].length ?? 0);
  const rest = upWords.has(text) ? words.slice(1) : [{ ...first, text }, ...words.slice(1)];
  let isWrapped = false;
  const from = rest.findIndex(({ text: word }) => {
    const isOption = isWrapped && word.startsWith('-');
    isWrapped ||= isWrapper(word);
    return !isWrapper(word) && !isOption && !isAssignment(word);
  });
  return from === -1 ? undefined : rest.slice(from);
}

function isWrapper(word: string): boolean {
  return wrappers.has(word.replace(/^.*\//, ''));
}

function isAssignment(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word);
}

/** `exit`, and what a shell becomes with `exec`; in a parenthesis or a function it ends only that. */
function endOf(
  { words: [first, second], doubt, isInFunction, nested }: Placed,
  rest: readonly Word[] | undefined,
): Step['ends'] {
  const isEnd =
    first?.text === 'exit' ||
    first?.text === 'return' ||
    (first?.text === 'exec' && second !== undefined && rest !== undefined);
  if (!isEnd || isInFunction || nested.depth > 0) return undefined;
  return doubt === undefined ? 'here' : 'perhaps';
}

const succeeding = new Set(['true', ':', 'echo', 'printf']);

/** Only assignments are left out of the words. */
function statusOf(words: readonly Word[] | undefined): Status {
  const name = words?.[0]?.text ?? ':';
  if (name === 'false') return 'failed';
  return succeeding.has(name) ? 'succeeded' : 'unknown';
}

/** What is no command of `ip` and yet holds one, or does the same. */
function unseen(
  { words, line, before }: Placed,
  interfaceName: string | undefined,
): Unread | undefined {
  const [first] = words;
  const text = words.map((word) => word.text).join(' ');
  if (first?.text === 'gateway' && interfaceName !== undefined && words.length === 2) {
    return unreadAt(line, text, 'ifup makes a default route of it, and only commands are read');
  }
  const isOnlySaid = ['echo', 'printf', 'logger'].includes(first?.text ?? '') && before !== '|';
  if (isOnlySaid || !mentionsChange(text)) return undefined;
  const unknown = words.find((word) => word.unknown !== undefined)?.unknown;
  const isVariable = unknown !== undefined && first?.unknown === unknown;
  return unreadAt(
    line,
    text,
    isVariable ? shellOnly(unknown) : `what "${first?.text}" makes of it is not known`,
  );
}

/** What somebody else is handed to read. */
function documentStep({ body }: Simple): readonly Step[] {
  const [found, ...others] = body.filter(({ text }) => mentionsChange(text));
  if (found === undefined) return [];
  const more = others.length === 0 ? '' : ` with ${others.length} more`;
  const reason = `it is in a here-document${more}, and what becomes of that is not known`;
  return [{ ...plain, what: unreadAt(found.line, found.text.trim(), reason) }];
}

/** `ip -6 -batch - <<END`: the lines of the document. */
function batchLines(
  words: readonly Word[],
  place: Placed,
): readonly (IpCommand | Unread)[] | undefined {
  const [program, ...others] = words;
  const { options } = optionsIn(others);
  const batch = options.find(({ name }) => name === '-batch');
  if (!isIp(program) || batch?.value?.text !== '-' || place.body.length === 0) return undefined;
  const family = familyOf(options);
  const before = [
    ...(family === 'ipv4' || family === 'ipv6' ? [{ text: family === 'ipv4' ? '-4' : '-6' }] : []),
    ...namespaceOption(options),
  ];
  return place.body.flatMap(({ line, text }) =>
    simpleCommands(text).commands.flatMap((command) => {
      const read = readCommand([{ text: 'ip' }, ...before, ...command.words], { ...place, line });
      return read ?? [];
    }),
  );
}

function namespaceOption(options: readonly Option[]): readonly Word[] {
  const value = options.find(({ name }) => name === '-netns')?.value;
  return value === undefined ? [] : [{ text: '-n' }, value];
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
  const isBatch = !isIp(program) && isBatchLine(words);
  if (!isIp(program) && !isBatch) return undefined;
  const { options, rest } = optionsIn(isBatch ? words : others);
  const text = words.map((word) => word.text).join(' ');
  const unread = (reason: string): Unread => unreadAt(place.line, text, reason);
  const strange = options.find(({ name }) => name === undefined);
  const [object, verb] = rest;
  const noun = nounOf(object?.text ?? '');
  const value = (name: OptionName) => options.find((one) => one.name === name)?.value;
  if (options.some(({ name }) => name === '-batch')) {
    return unread(otherFile(value('-batch')?.text ?? 'FILE', familyOf(options)));
  }
  if (object?.unknown !== undefined) return unread(shellOnly(object.unknown));
  if (noun === undefined) return object?.text === 'netns' ? inNamespace(words, unread) : undefined;
  if (verb?.unknown === undefined && !isChange(noun, verb?.text)) return undefined;
  // The kernel has had no cache of routes since 3.6.
  if (/^cached?$/.test(rest.at(-1)?.text ?? '')) return undefined;
  if (noun === 'nexthop')
    return unread('objects of ip nexthop are not read: a topology only names them (nhid)');
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

function shellOnly(unknown: string): string {
  return `what ${unknown} stands for is known to the shell alone`;
}

function isIp(program: Word | undefined): boolean {
  return /^(?:[^ ]*\/)?ip$/.test(program?.text ?? '');
}

/** Its lines do not say of which family they are. */
function otherFile(file: string, family: Family | 'other' | undefined): string {
  const read = `it reads another file: import --commands ${file}`;
  return family === 'ipv6'
    ? `it reads another file, as IPv6: sed 's/^/ip -6 /' ${file} | multihome import --commands -`
    : read;
}

/** `ip netns exec NAME ip route ...` is about another host, in a way. */
function inNamespace(words: readonly Word[], unread: (reason: string) => Unread) {
  const isRouting = words.some(({ text }) => text === 'rule' || text === 'route');
  return isRouting ? unread('it is about another network namespace') : undefined;
}
