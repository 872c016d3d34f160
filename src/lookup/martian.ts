/** Whether a packet may have come in where it did (fib_validate_source). */

import type { Flow } from '../model/flow.ts';
import { isSpecial } from './special.ts';
import type { Link } from './links.ts';
import type { Found } from './walk.ts';

/** Why it may not; undefined where it may. */
export function judgeSource(
  flow: Flow,
  link: Link,
  walk: (reverse: Flow) => Found,
): string | undefined {
  if (flow.from === undefined || isSpecial(flow.from)) return 'the source is no unicast address';
  const { reversePathFilter } = link.settings.ipv4;
  const found = walk(reverse(flow));
  const isStrict = reversePathFilter === 'strict';
  if (found.kind === 'refused') {
    return reversePathFilter === 'off' ? undefined : `${flow.from} has no way back`;
  }
  const { entry } = found.hit;
  if (entry.route.target.kind !== 'unicast' && entry.route.target.kind !== 'nexthop-object') {
    return `${flow.from} is an address of this host`;
  }
  if (!isStrict) return undefined;
  const back = entry.legs.some(({ hop }) => hop.device === link.name);
  return back ? undefined : `${flow.from} would be answered by another interface`;
}

/** The answer to a packet, as the kernel imagines it: nothing is known of ports or protocol. */
function reverse({ family, from, to, tos }: Flow): Flow {
  return {
    family,
    to: from ?? to,
    from: to,
    mark: 0,
    tos,
    ipproto: 0,
    sport: 0,
    dport: 0,
    uid: 0,
  };
}
