/** A flow in the form in which rules and tables compare it: worked out once, asked often. */

import type { Family } from '../model/address.ts';
import { wordsOf } from '../model/address.ts';
import type { Flow } from '../model/flow.ts';
import type { Point } from './prefix-test.ts';
import { pointOf } from './prefix-test.ts';

export type Query = {
  /** As it was asked. */
  readonly flow: Flow;
  readonly family: Family;
  /** Undefined in IPv6 where no source is given; IPv4 compares 0.0.0.0 then. */
  readonly from: Point | undefined;
  readonly to: Point;
  /** `lo` for what the host itself sends. */
  readonly iif: string;
  /** Only for what the host itself sends. */
  readonly oif: string | undefined;
  readonly mark: number;
  /** As far as the family compares it with the tos of a rule or route. */
  readonly tos: number;
  readonly dscp: number;
  readonly ipproto: number;
  readonly sport: number;
  readonly dport: number;
  /** `nobody` where the kernel knows no user. */
  readonly uid: number;
  /** IPv6: the device that is preferred, oif or the one a packet came in by. */
  readonly device: string | undefined;
  /** IPv6: nothing but that device will do (RT6_LOOKUP_F_IFACE). */
  readonly strict: boolean;
  /** It stands for others, to other destinations. */
  readonly isSample: boolean;
};

export const loopback = 'lo';

/** In no range of users. */
export const nobody = -1;

export const zero: Point = pointOf([0]);

const unset: Readonly<Record<Family, Point | undefined>> = { ipv4: zero, ipv6: undefined };

export function queryOf(flow: Flow): Query {
  const { family, from, to, iif, mark, tos, ipproto, sport, dport } = flow;
  const oif = iif === undefined ? flow.oif : undefined;
  return {
    flow,
    family,
    from: from === undefined ? unset[family] : pointOf(wordsOf(from)),
    to: pointOf(wordsOf(to)),
    iif: iif ?? loopback,
    oif,
    mark,
    tos: comparedTos(family, tos),
    dscp: tos >>> 2,
    ipproto,
    sport,
    dport,
    uid: uidOf(flow),
    device: iif ?? oif,
    // With a source, the device is only preferred (ip6_route_output_flags).
    strict: oif !== undefined && from === undefined,
    isSample: false,
  };
}

/** The answer to a packet, as the reverse path filter imagines it (__fib_validate_source). */
export function reverseOf(query: Query, from: Point, exitDevice: string | undefined): Query {
  return {
    ...query,
    from,
    to: query.from ?? zero,
    iif: exitDevice ?? loopback,
    mark: 0,
    sport: query.dport,
    dport: query.sport,
  };
}

/** IPv4 compares three bits (INET_DSCP_LEGACY_TOS_MASK), IPv6 all but the two of ECN. */
function comparedTos(family: Family, tos: number): number {
  return tos & (family === 'ipv4' ? 0x1c : 0xfc);
}

/** Forwarded packets have no socket: IPv4 takes them for root's, IPv6 for nobody's. */
function uidOf({ family, iif, uid }: Flow): number {
  if (iif === undefined) return uid;
  return family === 'ipv4' ? 0 : nobody;
}
