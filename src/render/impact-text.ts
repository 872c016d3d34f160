/** Which traffic takes another way: from where, where to, how it went and how it will go. */

import type { Decision } from '../model/decision.ts';
import type { Impact, ImpactLine } from '../model/impact.ts';
import { showPrefix } from '../model/address.ts';
import type { Row } from './rows.ts';
import { plain, row } from './rows.ts';
import type { Style } from './style.ts';

export function impactRows(impact: Impact, style: Style): readonly Row[] {
  if (impact.kind === 'too much') {
    return [row(`  !   not worked out: there are more than ${impact.limit}`, style.change)];
  }
  const doubts = impact.doubts.map((doubt) => row(`  !   uncertain: ${doubt}`, style.change));
  if (impact.lines.length === 0) {
    return [row('      no traffic changes its way', plain), ...doubts];
  }
  const rows = impact.lines.flatMap((line) => [
    row(`      ${flowWords(line)}`, plain),
    row(`          was ${wayOf(line, line.before)}, becomes ${wayOf(line, line.after)}`, plain),
  ]);
  return [...rows, ...doubts];
}

function flowWords({ family, kinds, to }: ImpactLine): string {
  const [first] = kinds;
  const words = [...(first?.marks ?? []), ...(family === 'ipv6' ? ['IPv6'] : [])];
  const marks = words.length === 0 ? '' : ` (${words.join(', ')})`;
  return `${listed(kinds.map(({ source }) => source))} -> ${destinationWords(to)}${marks}`;
}

function destinationWords(to: ImpactLine['to']): string {
  return to === 'anywhere' ? to : listed(to.map((prefix) => showPrefix(prefix)));
}

const shownMax = 3;

function listed(words: readonly string[]): string {
  const shown = words.slice(0, shownMax).join(', ');
  const rest = words.length - shownMax;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/**
 * A source that was given is not repeated; where the kernel chooses it, it is part of the way. Of
 * several ways all tell it, or none.
 */
function wayOf({ kinds }: ImpactLine, decision: Decision): string {
  if (decision.kind === 'refused') return `refused (${decision.error})`;
  if (decision.type !== 'unicast') return decision.type === 'local' ? 'this host' : decision.type;
  const isTold =
    kinds.some(({ source }) => source === 'this host') &&
    decision.exits.every(({ source }) => source !== undefined);
  const ways = decision.exits.map(({ hop, source }) => {
    const via = hop?.gateway === undefined ? '' : ` via ${hop.gateway}`;
    const from = isTold ? ` from ${source}` : '';
    return `${hop?.device ?? 'a nexthop object'}${via}${from}`;
  });
  return ways.join(' or ');
}
