/** Whether a packet may have come in where it did (fib_validate_source). */

import { format } from '../model/address-words.ts';
import type { DeliveringKind } from '../model/route.ts';
import { ask } from './ask.ts';
import type { Link } from './links.ts';
import type { Query } from './query.ts';
import { reverseOf, zero } from './query.ts';
import type { RoutingIndex } from './state.ts';

/** Where the packet would go. */
type Destination = { readonly type: DeliveringKind; readonly device: string | undefined };

export type Verdict = {
  /** Why it may not have. */
  readonly martian: string | undefined;
  readonly uncertain?: string | undefined;
};

const welcome: Verdict = { martian: undefined };

export function judgeSource(
  index: RoutingIndex,
  query: Query,
  link: Link,
  to: Destination,
): Verdict {
  const source = format((query.from ?? zero).words);
  const checked = checkFully(index, query, link, to, source);
  if (!isTrusted(index, link, to)) return checked;
  if (index.ownAddresses.has(query.from?.words[0] ?? 0)) return { martian: `${source} is ours` };
  return checked.martian === undefined ? welcome : { ...welcome, uncertain: onceTrusted };
}

const onceTrusted =
  'until a rule is added, only own addresses are refused as a source; whether one ever was is not shown';

/** Without filter, rules and local routes of anybody, own addresses are all that is looked at. */
function isTrusted(index: RoutingIndex, link: Link, to: Destination): boolean {
  const { merged, hasLocalRoutes } = index.families.ipv4;
  const turnsBack = to.type === 'unicast' && to.device === link.name;
  const { reversePathFilter } = link.settings.ipv4;
  return merged !== undefined && !hasLocalRoutes && !turnsBack && reversePathFilter === 'off';
}

/** __fib_validate_source */
function checkFully(
  index: RoutingIndex,
  query: Query,
  link: Link,
  to: Destination,
  source: string,
): Verdict {
  const { reversePathFilter } = link.settings.ipv4;
  // Nobody answers from a broadcast address, and from lo what was for the host itself.
  const from = to.type === 'broadcast' ? zero : query.to;
  const exitDevice = to.type === 'unicast' ? to.device : undefined;
  const found = ask(index, reverseOf(query, from, exitDevice), undefined);
  const { uncertain } = found;
  if (found.kind === 'refused') {
    const martian = reversePathFilter === 'off' ? undefined : `there is no way back to ${source}`;
    return { martian, uncertain };
  }
  const { entry } = found.hit;
  if (entry.type !== 'unicast') return { martian: `${source} is ours`, uncertain };
  if (entry.legs.some(({ hop }) => hop?.device === link.name)) return { ...welcome, uncertain };
  const isStrict =
    reversePathFilter === 'strict' || (reversePathFilter === 'loose' && !hasAddress(link));
  const martian = isStrict ? `the way back to ${source} is not by ${link.name}` : undefined;
  return { martian, uncertain };
}

function hasAddress({ addresses }: Link): boolean {
  return addresses.some(({ family }) => family === 'ipv4');
}
