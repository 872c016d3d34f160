/** Mistakes one could make in the choice of an IPv6 source. */

import type { Fault } from './lookup-faults.ts';

export const sourceFaults: readonly Fault[] = [
  {
    name: 'IPv6 sends from deprecated addresses as well',
    file: 'ipv6-candidates',
    before: '(deprecated ? 0 : 1)',
    after: '1',
  },
  {
    name: 'IPv6 sends from tentative addresses as well',
    file: 'ipv6-candidates',
    before: '!tentative && !duplicate',
    after: '!duplicate',
  },
  {
    name: 'IPv6 prefers an address of another interface',
    file: 'ipv6-candidates',
    before: '(one.device === device ? 1 : 0)',
    after: '(one.device === device ? 0 : 1)',
  },
  {
    name: 'the scope of an IPv6 address is the wider the better',
    file: 'ipv6-candidates',
    before: 'own >= wanted ? -own : own - 128',
    after: 'own',
  },
  {
    name: 'IPv6 chooses between interfaces as if use_tempaddr were the same on all',
    file: 'ipv6-source',
    before: 'areRanked && areRankedByHost(left)',
    after: 'false',
  },
  {
    name: 'an IPv6 address outdoes those behind it whatever its prefix',
    file: 'ipv6-candidates',
    before: 'commonBits(earlier.point, later.point) >= later.prefixLength',
    after: 'true',
  },
  {
    name: 'labels of IPv6 addresses are not looked at',
    file: 'ipv6-source',
    before: 'rival.label === label ? 1024 : 0',
    after: '0',
  },
  {
    name: 'IPv6 does not look for what source and destination have in common',
    file: 'ipv6-source',
    before: 'Math.min(commonBits(rival.point, to), rival.prefixLength)',
    after: '1',
  },
  {
    name: 'what source and destination have in common counts beyond the prefix',
    file: 'ipv6-source',
    before: 'Math.min(commonBits(rival.point, to), rival.prefixLength)',
    after: 'commonBits(rival.point, to)',
  },
  {
    name: 'what goes to an own IPv6 address comes from any',
    file: 'ipv6-source',
    before: 'if (own !== undefined)',
    after: 'if (false)',
  },
  {
    name: 'all IPv6 next hops of a route have the source of the first',
    file: 'ipv6-source',
    before: 'legs.length > 1 && leg !== legs[0]',
    after: 'false',
  },
  {
    name: 'an IPv6 route keeps its source whatever the destination',
    file: 'ipv6-source',
    before: "choices.get(device)?.kind === 'one'",
    after: 'true',
  },
];
