/** Commands of a file -> those that change rules and routes, as words behind `ip rule` and `ip route`. */

import type { Family } from '../../model/address.ts';
import { commandWords, isAssignment } from './command-words.ts';
import { mentionsChange } from './ip-words.ts';
import type { Batch, IpCommand, Unread } from './read-command.ts';
import { endlessReason, readBatch, readCommand, shellOnly, unreadAt } from './read-command.ts';
import type { Placed } from './shell-blocks.ts';
import { placed } from './shell-blocks.ts';
import { shellItems } from './shell-lines.ts';
import type { Simple } from './shell-lines.ts';
import type { Line, Operator } from './shell-tokens.ts';
import type { Word } from './shell-words.ts';

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
  readonly what: IpCommand | Unread | Batch | Other;
};

export type IpSteps = {
  readonly steps: readonly Step[];
  /** What a comment says of the options of `ip -batch`. */
  readonly batchFamily: Family | undefined;
};

export function ipSteps(text: string): IpSteps {
  let interfaceName: string | undefined;
  const steps = placed(shellItems(text)).flatMap((item) => {
    if (item.kind === 'prose') return endlessStep(item);
    const [first, second] = item.words;
    // A stanza of interfaces(5): its commands know the name as $IFACE.
    if (first?.text === 'iface') interfaceName = second?.text;
    return stepsOf(item, interfaceName);
  });
  return { steps, batchFamily: commentedFamily(text) };
}

/** All commands of `ip`, also those of here-documents. */
export function ipCommandsOf(steps: readonly Step[]): readonly IpCommand[] {
  return steps
    .flatMap(({ what }): readonly Step['what'][] => (what.kind === 'batch' ? what.lines : [what]))
    .filter((what) => what.kind === 'ip');
}

const plain = { after: undefined, isInverted: false, ends: undefined } as const;

/** As exports write it above their lines. */
function commentedFamily(text: string): Family | undefined {
  const option = /^#.*\bip (-[46]) -b/m.exec(text)?.[1];
  return option === undefined ? undefined : option === '-4' ? 'ipv4' : 'ipv6';
}

function endlessStep({ line, text }: Line): readonly Step[] {
  if (text.trimStart().startsWith('#') || !mentionsChange(text)) return [];
  return [{ ...plain, what: unreadAt(line, text, endlessReason) }];
}

/** One, and what a here-document of it says. */
function stepsOf(command: Placed, interfaceName: string | undefined): readonly Step[] {
  const { after, isInverted, line } = command;
  const words = commandWords(command.words, interfaceName);
  if (words === 'down') return [];
  if (/^[)}]$/.test(command.words[0]?.text ?? '')) return documentStep(command);
  const step = { after, isInverted, ends: endOf(command, words) };
  const batch = words === undefined ? undefined : readBatch(words, command);
  if (batch !== undefined) return [{ ...step, what: batch }];
  const what = (words && readCommand(words, command)) ?? unseen(command, interfaceName);
  const other: Other = { kind: 'other', line, status: statusOf(words, command) };
  return [{ ...step, what: what ?? other }, ...documentStep(command)];
}

/** `exit`, and what a shell becomes with `exec`; in a parenthesis or a function it ends only that. */
function endOf(
  { words: [first, second], doubt, isEnclosed }: Placed,
  rest: readonly Word[] | undefined,
): Step['ends'] {
  const isEnd =
    first?.text === 'exit' ||
    first?.text === 'return' ||
    (first?.text === 'exec' && second !== undefined && rest !== undefined);
  if (!isEnd || isEnclosed) return undefined;
  return doubt === undefined ? 'here' : 'perhaps';
}

const succeeding = new Set(['true', ':', 'echo', 'printf']);

/** Assignments end as what they substitute does. */
function statusOf(words: readonly Word[] | undefined, { words: all }: Placed): Status {
  const name = words?.[0]?.text;
  if (name === 'false') return 'failed';
  if (name !== undefined) return succeeding.has(name) ? 'succeeded' : 'unknown';
  const runs = ({ text, unknown }: Word) => unknown !== undefined && /\$\(|`/.test(text);
  return all.some((word) => isAssignment(word.text) && runs(word)) ? 'unknown' : 'succeeded';
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
  const [setting] = /^Exec\w+=/.exec(first?.text ?? '') ?? [];
  if (setting !== undefined && mentionsChange(text)) {
    return unreadAt(line, text, `systemd runs ${setting} at other times than ExecStart=`);
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
  return [{ ...plain, what: unreadAt(found.line, found.text, reason) }];
}
