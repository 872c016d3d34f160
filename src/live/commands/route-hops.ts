/** Next hops of a route, as iproute2 takes them (iproute.c, parse_one_nh). */

import type { Address } from '../../model/address.ts';
import type { Hop } from '../../model/route.ts';
import type { Cursor } from './words.ts';
import { peek, take, takeAddress, takeIf, takeNumber } from './words.ts';

export function way(
  gateway: Address | undefined,
  device: string | undefined,
): Pick<Hop, 'gateway' | 'device'> {
  return {
    ...(gateway === undefined ? {} : { gateway }),
    ...(device === undefined ? {} : { device }),
  };
}

export function takeGateway(cursor: Cursor): Address {
  if (!takeIf(cursor, 'inet') && !takeIf(cursor, 'inet6')) return takeAddress(cursor);
  return takeAddress(cursor);
}

export function takeHop(cursor: Cursor): Hop {
  let gateway: Address | undefined;
  let device: string | undefined;
  let weight = 1;
  let onlink = false;
  for (let word = peek(cursor); word !== undefined; word = peek(cursor)) {
    if (takeIf(cursor, 'via')) gateway = takeGateway(cursor);
    else if (takeIf(cursor, 'dev') || takeIf(cursor, 'oif')) device = take(cursor);
    else if (takeIf(cursor, 'weight')) weight = takeNumber(cursor, 'weight', 256);
    else if (takeIf(cursor, 'onlink')) onlink = true;
    else break;
  }
  return { ...way(gateway, device), weight, onlink };
}
