/** What comes in from outside (ip_route_input_slow, ip_mkroute_input). */

import { ask } from './ask.ts';
import { conclude } from './conclude.ts';
import type { Decision } from '../model/decision.ts';
import { refuse } from '../model/decision.ts';
import type { Link } from './links.ts';
import { judgeSource } from './martian.ts';
import type { Query } from './query.ts';
import { isLoopback, isToMany, isZeronet } from './special.ts';
import type { RoutingIndex } from './state.ts';
import type { Trace } from '../model/trace.ts';
import type { Found } from './walk.ts';

export function decideIpv4Input(
  index: RoutingIndex,
  link: Link,
  query: Query,
  trace: Trace,
): Decision {
  const { dissects } = index.families.ipv4;
  if (!dissects && query.ipproto !== 0) {
    return decideIpv4Input(index, link, { ...query, ipproto: 0, sport: 0, dport: 0 }, trace);
  }
  const odd = oddAddress(query);
  if (odd !== undefined) return refuse('EINVAL', odd);
  const found = ask(index, query, trace);
  const { uncertain } = found;
  const type = found.kind === 'route' ? found.hit.entry.type : undefined;
  const isForUs = type === 'local' || type === 'broadcast';
  if (!isForUs && !link.settings.ipv4.forwards) {
    return refuse('EHOSTUNREACH', `${link.name} does not forward`, uncertain);
  }
  if (found.kind === 'refused') return conclude(index, query, found);
  if (!isForUs && type !== 'unicast') return refuse('EINVAL', 'no unicast destination', uncertain);
  return judged(index, link, query, found);
}

function oddAddress({ from, to }: Query): string | undefined {
  if (from === undefined || isToMany(from) || isZeronet(from) || isLoopback(from)) {
    return 'the source is no address of another host';
  }
  return isZeronet(to) || isLoopback(to) ? 'the destination never leaves a host' : undefined;
}

/** Each way has its own way back. */
function judged(
  index: RoutingIndex,
  link: Link,
  query: Query,
  found: Extract<Found, { readonly kind: 'route' }>,
): Decision {
  const decision = conclude(index, query, found);
  if (decision.kind === 'refused') return decision;
  const { type, exits } = decision;
  const verdicts = exits.map(({ hop }) =>
    judgeSource(index, query, link, { type, device: hop?.device }),
  );
  const bad = verdicts.find(({ martian }) => martian !== undefined);
  const uncertain =
    decision.uncertain ??
    verdicts.find((verdict) => verdict.uncertain !== undefined)?.uncertain ??
    (bad !== undefined && verdicts.some(({ martian }) => martian === undefined)
      ? 'the hash that chooses the next hop decides whether the source is accepted'
      : undefined);
  return bad?.martian === undefined
    ? { ...decision, uncertain }
    : refuse('EINVAL', bad.martian, uncertain);
}
