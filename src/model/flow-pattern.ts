/** Flows as people write them: `203.0.113.10 -> 8.8.8.8 tcp/443 mark 0x97 iif eth0`. */

import type { Prefix } from './address.ts';
import type { Range } from './rule.ts';

export type Endpoint =
  | { readonly kind: 'any' }
  /** Every address in it. */
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  /** An uplink, a network or an interface. */
  | { readonly kind: 'name'; readonly name: string };

export type FlowPattern = {
  /** As written. */
  readonly text: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly ipproto?: number;
  readonly sport?: Range;
  readonly dport?: Range;
  readonly mark?: number;
  readonly tos?: number;
  readonly uid?: number;
  readonly iif?: string;
  readonly oif?: string;
};

/** What a name in a flow stands for. */
export type NamedEnd = {
  readonly kind: 'uplink' | 'network' | 'interface';
  readonly interface: string;
  /** Own addresses of an uplink or interface; the networks of a network. */
  readonly prefixes: readonly Prefix[];
};

export type FlowNames = ReadonlyMap<string, NamedEnd>;

export type FlowMistake = {
  readonly message: string;
  /** Columns of the text, from 1; the end is the first behind it. */
  readonly column: number;
  readonly endColumn: number;
};

/** The grammar by example, for whoever got it wrong. */
export const flowGrammar = [
  'FROM -> TO [PROTOCOL[/PORT]] [sport PORT] [mark N] [tos N] [uid N] [iif NAME] [oif NAME]',
  '203.0.113.10 -> 8.8.8.8 tcp/443 mark 0x97',
  'guests -> any udp/53            a network, an uplink or an interface by name; any',
  '192.168.9.7 -> 8.8.8.8 iif eth3    a packet that is forwarded',
] as const;
