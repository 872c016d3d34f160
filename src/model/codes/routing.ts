/** Routing: what values mean together. */

import type { CodeEntry } from './entry.ts';

export const routingCodes = {
  MH301: {
    name: 'gateway-off-network',
    severity: 'error',
    summary: 'A gateway is outside the networks of its uplink.',
    explanation:
      'The kernel refuses the route, unless it is told with `onlink: true` that the gateway is there all the same.',
  },
  MH302: {
    name: 'gateway-own-address',
    severity: 'error',
    summary: 'A gateway is an address of this very host.',
    explanation:
      'Packets would be sent to this host instead of to the next router. Write the address of the router.',
  },
  MH303: {
    name: 'not-a-host',
    severity: 'error',
    summary: 'An address is the network or broadcast address of its network.',
    explanation:
      'No host can have it. Look at the length of the network, or at the last digits of the address.',
  },
  MH304: {
    name: 'family-missing',
    severity: 'error',
    summary: 'An uplink is used for a family that it does not have.',
    explanation:
      'There is no table to send its packets to. Give the uplink that family, or limit the entry with `family`.',
  },
  MH305: {
    name: 'balance-without-gateway',
    severity: 'error',
    summary: 'IPv6 traffic is balanced over an uplink without a gateway.',
    explanation: 'The kernel refuses next hops without a gateway in an IPv6 multipath route.',
  },
  MH306: {
    name: 'balance-of-one',
    severity: 'warning',
    summary: 'Traffic is balanced over a single uplink.',
    explanation: 'There is nothing to choose from. Add another uplink, or write `mode: failover`.',
  },
  MH307: {
    name: 'weight-unused',
    severity: 'warning',
    summary: 'An uplink has a weight, but nothing balances over it.',
    explanation:
      'Weights count only where `mode: balance` names the uplink. Remove the weight, or balance.',
  },
  MH308: {
    name: 'policy-shadowed',
    severity: 'warning',
    summary: 'An earlier policy takes all packets of a policy.',
    explanation: 'Policies are tried in order; the first that matches counts.',
  },
  MH309: {
    name: 'rule-unreachable',
    severity: 'warning',
    summary: 'No packet can reach a rule.',
    explanation:
      'An earlier rule takes every packet. Give this one a smaller priority, or remove it.',
  },
  MH310: {
    name: 'goto-backward',
    severity: 'error',
    summary: 'A rule goes back, or to itself.',
    explanation: 'The kernel refuses that: `goto` only goes forward.',
  },
  MH311: {
    name: 'goto-nowhere',
    severity: 'warning',
    summary: 'No rule of this file has the priority a `goto` leads to.',
    explanation: 'While there is no such rule, the kernel skips the `goto`.',
  },
  MH312: {
    name: 'wrong-family-attribute',
    severity: 'error',
    summary: 'An attribute does not exist in this family.',
    explanation: 'The kernel would refuse it, or drop it silently.',
  },
  MH313: {
    name: 'tos-and-dscp',
    severity: 'error',
    summary: 'A rule has both `tos` and `dscp`.',
    explanation: 'They are about the same bits, and the kernel refuses both together. Keep one.',
  },
  MH314: {
    name: 'refusing-with-next-hop',
    severity: 'error',
    summary: 'A route that refuses packets has a next hop.',
    explanation:
      'Its packets go nowhere, so the next hop would be ignored. Remove the next hop, or the type.',
  },
  MH315: {
    name: 'no-next-hop',
    severity: 'error',
    summary: 'A route has no next hop.',
    explanation:
      'The kernel refuses a route that leads nowhere. Add `via`, `dev`, `uplink`, `nexthops` or `nhid`, or a type such as `blackhole`.',
  },
  MH316: {
    name: 'hop-without-gateway',
    severity: 'error',
    summary: 'A next hop of an IPv6 multipath route has no gateway.',
    explanation: 'The kernel refuses it: a device alone is not enough there. Add `via`.',
  },
  MH317: {
    name: 'hop-twice',
    severity: 'error',
    summary: 'An IPv6 multipath route has one next hop twice.',
    explanation: 'The kernel refuses it. Give one of them a weight.',
  },
  MH318: {
    name: 'family-mix',
    severity: 'error',
    summary: 'Addresses of both families meet in one entry.',
    explanation:
      'A packet has addresses of one family, so that nothing could ever match, or no neighbour be found. Write one entry for each family.',
  },
  MH319: {
    name: 'source-not-declared',
    severity: 'warning',
    summary: "A source address is none of this file's.",
    explanation: 'The kernel refuses routes with a source that the host does not have.',
  },
  MH320: {
    name: 'main-first-defeated',
    severity: 'warning',
    summary: 'A short prefix in `main` takes nearly all traffic away from the uplinks.',
    explanation: '`main-first` passes over default routes (length 0) only.',
  },
  MH321: {
    name: 'no-room-for-main-first',
    severity: 'error',
    summary: "An uplink's priority leaves no room before it.",
    explanation: '`main-first` needs a rule before those of the uplinks.',
  },
  MH322: {
    name: 'lookup-only',
    severity: 'error',
    summary: 'A key is used that only a lookup can have.',
    explanation:
      'Such a key changes how the result of a lookup is used, and a rule with another action has none. Remove it, or write `lookup`.',
  },
  MH323: {
    name: 'family-unknown',
    severity: 'error',
    summary: 'It is not clear which family a default route is of.',
    explanation:
      '`default` is `0.0.0.0/0` or `::/0`. Usually the gateway, `src` or the uplink tells which; here, add `family`.',
  },
  MH324: {
    name: 'onlink-without-gateway',
    severity: 'error',
    summary: '`onlink` is set without a gateway address.',
    explanation:
      '`onlink` lets the kernel take a gateway outside the networks of the device, and without a gateway it means nothing. Add the gateway, or remove it.',
  },
  MH325: {
    name: 'assume-unused',
    severity: 'warning',
    summary: '`assume` is given for a value that is not `auto`.',
    explanation:
      '`assume` stands in for `auto` where the host cannot be asked. With an address that is written out it is never read. Remove it.',
  },
  MH326: {
    name: 'no-action',
    severity: 'error',
    summary: 'A rule has no action, or several.',
    explanation: 'Exactly one of `lookup`, `uplink`, `goto`, `action` and `l3mdev`.',
  },
  MH327: {
    name: 'multipath-realms',
    severity: 'error',
    summary: 'A route with several next hops has realms.',
    explanation: 'The kernel refuses it. Give the realms to a rule that looks the route up.',
  },
  MH328: {
    name: 'impossible-scope',
    severity: 'error',
    summary: 'The scope of a route does not go with its type or its next hops.',
    explanation:
      'The kernel refuses it: `local` routes have at least scope `host`, `broadcast` and `anycast` at least `link`, and a route of scope `host` has one next hop without a gateway.',
  },
  MH329: {
    name: 'gateway-beyond-scope',
    severity: 'warning',
    summary: 'A route of scope `link` has a gateway.',
    explanation:
      'The kernel takes only a gateway that is reached by a route of scope `host`, such as an address of this host itself. With a router in this place it refuses the route.',
  },
  MH330: {
    name: 'attribute-ignored',
    severity: 'warning',
    summary: 'A route has an attribute that the kernel drops without a word.',
    explanation:
      'Routes that refuse packets have neither a life time nor a preference, and routes by a nexthop object no realms. The route is made without it.',
  },
  MH335: {
    name: 'nothing-to-masquerade',
    severity: 'error',
    summary: 'An uplink masquerades, and there is no network of that family.',
    explanation:
      'What is masqueraded are the packets of `networks`, and of nobody else. Declare the network behind this host.',
  },
  MH336: {
    name: 'uplinks-not-told-apart',
    severity: 'error',
    summary: 'Two uplinks share an interface, and their packets have to be told apart by it.',
    explanation:
      '`connection-marks` knows by the interface which uplink a connection belongs to, and `masquerade` which packets leave by one. Give each uplink an interface of its own.',
  },
  MH337: {
    name: 'no-mark-left',
    severity: 'error',
    summary: 'There are more uplinks than marks for them.',
    explanation: '`connection-marks` has six bits, and 0 stands for no uplink.',
  },
  MH338: {
    name: 'mark-bits-taken',
    severity: 'error',
    summary: 'A mark uses bits in which `connection-marks` marks uplinks.',
    explanation:
      'Packets of the one would be taken for packets of the other. Those bits are 0x3f000000.',
  },
} as const satisfies Readonly<Record<`MH3${0 | 1 | 2 | 3}${number}`, CodeEntry>>;
