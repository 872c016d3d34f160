/** The words in which an impact names a kind of packets, read as a user does. */

import { ipProtocols } from '../../src/model/ip-protocol.ts';
import type { Address, Prefix } from '../../src/model/address.ts';
import { parseAddress, parsePrefix } from '../../src/model/address.ts';
import type { Described } from '../../src/model/impact.ts';
import type { Field } from './impact-terrain.ts';

export type Sender =
  | { readonly kind: 'chosen' }
  | { readonly kind: 'own'; readonly from: Address }
  /** Without a prefix, others than are named. */
  | { readonly kind: 'comer'; readonly prefix: Prefix | undefined; readonly iif: string }
  | { readonly kind: 'any comer' };

/** A kind as its words say it. */
export type Kind = {
  readonly sender: Sender;
  readonly oif: string | undefined;
  readonly values: Partial<Readonly<Record<Field, number>>>;
};

export function readKind({ source, marks }: Described): Kind {
  let oif: string | undefined;
  const values: Partial<Record<Field, number>> = {};
  for (const word of marks) {
    const bound = /^oif (\S+)$/.exec(word)?.[1];
    if (bound === undefined) Object.assign(values, valuesIn(word));
    else oif = bound;
  }
  return { sender: senderIn(source), oif, values };
}

const numbered: Readonly<Record<string, Field>> = {
  mark: 'mark',
  tos: 'tos',
  uid: 'uid',
  sport: 'sport',
  port: 'dport',
  ipproto: 'ipproto',
};

function valuesIn(word: string): Partial<Record<Field, number>> {
  const [head = '', port] = word.split('/');
  const carried = port === undefined ? {} : { dport: Number(port) };
  const protocol = ipProtocols.get(head);
  if (protocol !== undefined) return { ipproto: protocol, ...carried };
  const [name = '', number = ''] = head.split(' ');
  const field = numbered[name];
  if (field === undefined || !/^(0x[0-9a-f]+|\d+)$/.test(number)) {
    throw new Error(`a word of an impact that nobody can read: ${word}`);
  }
  return { [field]: Number(number), ...carried };
}

function senderIn(source: string): Sender {
  if (source === 'this host') return { kind: 'chosen' };
  if (source === 'all that is forwarded') return { kind: 'any comer' };
  const [text = '', iif] = source.split(' by ');
  if (iif === undefined) {
    const from = parseAddress(text);
    if (from !== undefined) return { kind: 'own', from };
  } else {
    if (text === 'others') return { kind: 'comer', prefix: undefined, iif };
    const prefix = parsePrefix(text);
    if (prefix !== undefined) return { kind: 'comer', prefix, iif };
  }
  throw new Error(`a source that nobody can read: ${source}`);
}
