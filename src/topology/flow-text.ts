/** The text of a flow -> what it says, or what is wrong with it and where. */

import { parsePrefix } from '../model/address.ts';
import type { Endpoint, FlowMistake, FlowPattern } from '../model/flow-pattern.ts';
import { ipProtocols } from '../model/ip-protocol.ts';
import type { Range } from '../model/rule.ts';

export type FlowReading =
  | { readonly ok: true; readonly flow: FlowPattern }
  | { readonly ok: false; readonly mistake: FlowMistake };

type Word = { readonly text: string; readonly column: number };

export function readFlow(text: string): FlowReading {
  const words = [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    column: match.index + 1,
  }));
  const [from, arrow, to, ...options] = words;
  if (from === undefined) return mistake(undefined, text, 'nothing is written');
  if (arrow?.text !== '->') return mistake(arrow, text, 'here must be "->"');
  if (to === undefined) return mistake(to, text, 'a destination is missing');
  const ends = { from: endpoint(from), to: endpoint(to) };
  if (ends.from === undefined) return mistake(from, text, notAnEndpoint(from));
  if (ends.to === undefined) return mistake(to, text, notAnEndpoint(to));
  return withOptions({ text, from: ends.from, to: ends.to }, options, text);
}

type Options = Partial<Omit<FlowPattern, 'text' | 'from' | 'to'>>;

type Read =
  | { readonly options: Options; readonly words: number }
  | { readonly mistake: FlowMistake };

function withOptions(flow: FlowPattern, words: readonly Word[], text: string): FlowReading {
  const found: Options[] = [];
  for (let at = 0; at < words.length;) {
    const read = readOption(words.slice(at), text);
    if ('mistake' in read) return { ok: false, mistake: read.mistake };
    found.push(read.options);
    at += read.words;
  }
  const said = new Map(found.flatMap((one) => Object.entries(one)));
  return { ok: true, flow: { ...flow, ...Object.fromEntries(said) } };
}

/** The option that begins the words, and how many of them it takes. */
function readOption([word, value]: readonly Word[], text: string): Read {
  if (word === undefined) return { options: {}, words: 1 };
  const protocol = readProtocol(word.text);
  if (protocol !== undefined) return { options: protocol, words: 1 };
  const read = options.get(word.text);
  if (read === undefined) return wrong(word, text, `"${word.text}" means nothing here`);
  if (value === undefined) return wrong(value, text, `a value for "${word.text}" is missing`);
  const option = read(value.text);
  return option === undefined
    ? wrong(value, text, `"${value.text}" cannot be a value for "${word.text}"`)
    : { options: option, words: 2 };
}

const options: ReadonlyMap<string, (value: string) => Options | undefined> = new Map<
  string,
  (value: string) => Options | undefined
>([
  ['mark', (value) => numeral(value, 0xffffffff, (mark) => ({ mark }))],
  ['tos', (value) => numeral(value, 0xff, (tos) => ({ tos }))],
  ['uid', (value) => numeral(value, 0xfffffffe, (uid) => ({ uid }))],
  ['sport', (value) => ports(value, (sport) => ({ sport }))],
  ['dport', (value) => ports(value, (dport) => ({ dport }))],
  ['iif', (value) => ({ iif: value })],
  ['oif', (value) => ({ oif: value })],
]);

function readProtocol(word: string): Options | undefined {
  const match = /^([a-z0-9-]+?)(?:\/([0-9-]+))?$/.exec(word);
  const [, name = '', port] = match ?? [];
  const ipproto = ipProtocols.get(name) ?? numeral(name, 255, (number) => number);
  if (ipproto === undefined || ipproto === 0) return undefined;
  if (port === undefined) return { ipproto };
  return ports(port, (dport) => ({ ipproto, dport }));
}

function endpoint({ text }: Word): Endpoint | undefined {
  if (text === 'any') return { kind: 'any' };
  const prefix = text === 'default' ? undefined : parsePrefix(text);
  if (prefix !== undefined) return { kind: 'prefix', prefix };
  const isName = /^[A-Za-z_][A-Za-z0-9_.@-]*$/.test(text) && text !== '->';
  return isName ? { kind: 'name', name: text } : undefined;
}

function notAnEndpoint({ text }: Word): string {
  return `"${text}" is no address, prefix or name`;
}

function numeral<Value>(
  text: string,
  max: number,
  make: (value: number) => Value,
): Value | undefined {
  if (!/^(0x[0-9a-f]+|[0-9]+)$/i.test(text)) return undefined;
  const value = Number(text);
  return value <= max ? make(value) : undefined;
}

function ports<Value>(text: string, make: (range: Range) => Value): Value | undefined {
  const match = /^([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(text);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first >= 1 && first <= last && last <= 65_535 ? make({ first, last }) : undefined;
}

function mistake(word: Word | undefined, text: string, message: string): FlowReading {
  return { ok: false, ...wrong(word, text, message) };
}

/** Without a word, what is missing stands behind the end. */
function wrong(
  word: Word | undefined,
  text: string,
  message: string,
): { readonly mistake: FlowMistake } {
  const column = word?.column ?? text.length + 1;
  const endColumn = column + (word?.text.length ?? 1);
  return { mistake: { message, column, endColumn } };
}
