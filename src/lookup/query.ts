/** A flow in the form in which rules and tables compare it. */

import type { Words } from '../model/address-words.ts';
import type { Family } from '../model/address.ts';
import { wordsOf } from '../model/address.ts';
import type { Flow } from '../model/flow.ts';

export type Query = {
  readonly family: Family;
  /** Undefined in IPv6 where no source is given; IPv4 compares 0.0.0.0 then. */
  readonly from: Words | undefined;
  readonly to: Words;
  /** `lo` for what the host itself sends. */
  readonly iif: string;
  readonly oif: string | undefined;
  readonly mark: number;
  readonly tos: number;
  readonly ipproto: number;
  readonly sport: number;
  readonly dport: number;
  /** Undefined where the kernel knows no user: packets that come in by IPv6. */
  readonly uid: number | undefined;
};

export const loopback = 'lo';

const unset: Readonly<Record<Family, Words | undefined>> = { ipv4: [0], ipv6: undefined };

export function queryOf(flow: Flow): Query {
  const { family, from, to, iif, oif, mark, tos, ipproto, sport, dport } = flow;
  return {
    family,
    from: from === undefined ? unset[family] : wordsOf(from),
    to: wordsOf(to),
    iif: iif ?? loopback,
    oif,
    mark,
    tos,
    ipproto,
    sport,
    dport,
    uid: uidOf(flow),
  };
}

/** Forwarded packets have no socket: IPv4 takes them for root's, IPv6 for nobody's. */
function uidOf({ family, iif, uid }: Flow): number | undefined {
  if (iif === undefined) return uid;
  return family === 'ipv4' ? 0 : undefined;
}
