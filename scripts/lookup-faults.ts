/** Mistakes one could make in the lookup model, as changes of its built text. */

import { sourceFaults } from './source-faults.ts';

export type Fault = {
  readonly name: string;
  /** In src/lookup. */
  readonly file: string;
  /** Stands there once. */
  readonly before: string;
  readonly after: string;
};

export const faults: readonly Fault[] = [
  {
    name: 'a rule compares all bits of the tos in IPv4',
    file: 'query',
    before: "family === 'ipv4' ? 0x1c : 0xfc",
    after: '0xfc',
  },
  {
    name: 'a route with a tos takes every packet',
    file: 'search-ipv4',
    before: 'entry.tos !== 0 && entry.tos !== query.tos',
    after: 'false',
  },
  {
    name: 'suppress_prefixlength is off by one',
    file: 'walk',
    before: 'entry.length <= suppressPrefixlength',
    after: 'entry.length < suppressPrefixlength',
  },
  {
    name: 'suppress_ifgroup is not looked at',
    file: 'walk',
    before: 'if (group === undefined)',
    after: 'if (true)',
  },
  {
    name: 'goto goes on behind its target',
    file: 'walk',
    before: 'at = indexed.jump - 1',
    after: 'at = indexed.jump',
  },
  {
    name: 'goto is passed over',
    file: 'walk',
    before: 'if (indexed.jump !== undefined)',
    after: 'if (false)',
  },
  {
    name: 'not is not looked at',
    file: 'match-rule',
    before: 'if (rule.not)',
    after: 'if (false)',
  },
  {
    name: 'the mask of a mark is not looked at',
    file: 'match-rule',
    before: '((fwmark.value ^ query.mark) & fwmark.mask) !== 0',
    after: 'fwmark.value !== query.mark',
  },
  {
    name: 'the last port of a range is outside',
    file: 'match-rule',
    before: 'value <= last',
    after: 'value < last',
  },
  {
    name: 'an unset IPv4 source is in no prefix',
    file: 'query',
    before: '{ ipv4: zero,',
    after: '{ ipv4: undefined,',
  },
  {
    name: 'forwarded packets have the user of the flow',
    file: 'query',
    before: "family === 'ipv4' ? 0 : nobody",
    after: 'uid',
  },
  {
    name: 'metrics are tried from the greatest',
    file: 'state',
    before: 'one.metric - other.metric',
    after: 'other.metric - one.metric',
  },
  {
    name: 'routes without a tos are tried first',
    file: 'state',
    before: 'other.tos - one.tos',
    after: 'one.tos - other.tos',
  },
  {
    name: 'ignore_routes_with_linkdown is not looked at',
    file: 'indexed-route',
    before: '!link.settings[route.family].ignoresLinkdown',
    after: 'true',
  },
  {
    name: 'local routes end with their carrier',
    file: 'indexed-route',
    before: 'link === undefined || isKept(route)',
    after: 'link === undefined',
  },
  {
    name: 'a route that refuses as unreachable is taken for no route',
    file: 'indexed-route',
    before: "return 'EHOSTUNREACH'",
    after: "return 'ENETUNREACH'",
  },
  {
    name: 'a host that does not forward says that the network is unreachable',
    file: 'ipv4-input',
    before: "'EHOSTUNREACH'",
    after: "'ENETUNREACH'",
  },
  {
    name: 'what a throw route covers is refused',
    file: 'walk',
    before: "if (error === 'EAGAIN')",
    after: 'if (false)',
  },
  {
    name: 'the source address is not one near the gateway',
    file: 'source',
    before: 'near ?? usable[0]',
    after: 'usable[0]',
  },
  {
    name: 'addresses of any scope are sources',
    file: 'source',
    before: 'Math.min(address.scope, scopes.host) <= scope',
    after: 'true',
  },
  {
    name: 'the prefix around a failing one is not tried',
    file: 'search-ipv4',
    before: 'node = node.parent',
    after: 'node = undefined',
  },
  {
    name: 'a nexthop object that will not do lets others beside it be tried',
    file: 'search-ipv4',
    before: "route.target.kind === 'nexthop-object'",
    after: 'false',
  },
  {
    name: 'oif without a route is an error in IPv4',
    file: 'ipv4-output',
    before: "found.kind === 'route' || link === undefined",
    after: 'true',
  },
  {
    name: 'a foreign source may be sent from',
    file: 'ipv4-output',
    before: '!isLocal(index, query, query.from)',
    after: 'false',
  },
  {
    name: 'of default routes, the first is taken',
    file: 'search-ipv4',
    before: 'return rivals[0] === entry ?',
    after: 'return false ?',
  },
  {
    name: 'the reverse path filter is off',
    file: 'martian',
    before: "reversePathFilter === 'strict'",
    after: 'false',
  },
  {
    name: 'own addresses may come in from outside',
    file: 'martian',
    before: "entry.type !== 'unicast'",
    after: 'false',
  },
  {
    name: 'tables local and main are never one',
    file: 'ask',
    before: 'family.merged === undefined',
    after: 'true',
  },
  {
    name: 'IPv6 takes a route by another device than oif',
    file: 'query',
    before: 'strict: oif !== undefined && from === undefined',
    after: 'strict: false',
  },
  {
    name: 'IPv6 prefers no device',
    file: 'search-ipv6',
    before: '(matches ? 2 : 0)',
    after: '2',
  },
  {
    name: 'the preference of an IPv6 route is not looked at',
    file: 'search-ipv6',
    before: "preferences[preference ?? 'medium']",
    after: '2',
  },
  {
    name: 'IPv6 metrics that remain are tried one after the other',
    file: 'search-ipv6',
    before: 'group.length > 0 ? group : usable',
    after: 'usable.filter(({ route }) => route.metric === usable[0].route.metric)',
  },
  ...sourceFaults,
];
