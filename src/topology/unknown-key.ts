/** What to say about a key that does not exist where it was written. */

import { shapes } from './generated/shapes.ts';
import { describe } from './describe.ts';
import type { Path } from './places.ts';
import type { Flaw } from './problem-at.ts';
import { closest, didYouMean } from './suggest.ts';

type Words = Readonly<Record<string, string>>;

/** Words of `ip` that a topology does not have, and why. */
const unsupported: Readonly<Record<string, Words>> = {
  topology: {
    expect: 'expectations are not part of this version',
    invariants: 'invariants are not part of this version',
  },
  route: {
    from: 'the kernel loses source-specific routes: write a rule with `from` that looks up a table of its own',
    nat: 'Linux has no NAT routes since 2.6: use nftables',
    lock: 'a lock on a metric cannot be read back from the kernel',
    encap: 'encapsulation is not supported: route over a tunnel interface',
    'ttl-propagate': 'it only concerns MPLS, which is not supported',
    protocol:
      'every route gets the protocol of the topology: set `protocol` at the top of the file',
    proto: 'every route gets the protocol of the topology: set `protocol` at the top of the file',
  },
  rule: {
    nat: 'Linux has no NAT rules since 2.6: use nftables',
    masquerade: 'Linux has no NAT rules since 2.6: use nftables',
    protocol: 'every rule gets the protocol of the topology: set `protocol` at the top of the file',
  },
};

/** Words that mean something we call differently; the value completes `write …`. */
const synonyms: Readonly<Record<string, Words>> = {
  rule: {
    pref: '`priority`',
    preference: '`priority`',
    order: '`priority`',
    table: '`lookup`',
    type: '`action`',
    'uid-range': '`uidrange`',
  },
  route: {
    gateway: '`via`',
    device: '`dev`',
    interface: '`dev`',
    nexthop: '`nexthops` with a list',
    preference: '`metric`',
    priority: '`metric`',
    source: '`src`',
    weight: 'the weight in an entry of `nexthops`',
    dst: '`to`',
  },
  nexthop: { gateway: '`via`', device: '`dev`', interface: '`dev`' },
  uplink: {
    address: '`address` under `ipv4` or `ipv6`',
    gateway: '`gateway` under `ipv4` or `ipv6`',
    via: '`gateway` under `ipv4` or `ipv6`',
    onlink: '`onlink` under `ipv4` or `ipv6`',
    dev: '`interface`',
    device: '`interface`',
    fwmark: '`mark`',
    metric: '`metric` under `outbound`',
  },
  'uplink-family': { via: '`gateway`' },
  policy: {
    uplink: '`uplinks` with a list',
    table: '`uplinks`',
    protocol: '`ipproto`',
    not: 'a rule under `rules` with `not`',
    'tun-id': 'a rule under `rules` with `tun-id`',
    mark: '`fwmark`',
  },
};

export function unknownKey(path: Path, key: string): Flaw {
  const shape = shapeAt(path);
  const reason = own(unsupported[shape], key);
  const where = describe(path);
  if (reason !== undefined) {
    return { code: 'MH027', message: `"${key}" is not supported in ${where}`, hint: reason };
  }
  return { code: 'MH021', message: `unknown key "${key}" in ${where}`, hint: hintFor(shape, key) };
}

/** The required key that was probably meant, if it is one of those that are missing. */
export function meantKey(key: string, missing: readonly string[]): string | undefined {
  return closest(key, missing);
}

/** The name of the shape a value should have: `uplink`, `duration`. */
export function shapeAt(path: Path): string {
  let name = 'topology';
  for (const step of path) {
    const shape = shapes[name];
    const key = typeof step === 'string' ? own(shape?.keys, step) : undefined;
    name = key ?? shape?.each ?? '';
  }
  return name;
}

function hintFor(shape: string, key: string): string | undefined {
  if (key === '<<') return 'YAML 1.2 has no merge keys: write the values out';
  const synonym = own(synonyms[shape], key);
  if (synonym !== undefined) return `write ${synonym}`;
  const known = Object.keys(shapes[shape]?.keys ?? {});
  const guess = didYouMean(key, known);
  if (guess !== undefined) return guess;
  const near = closest(key, Object.keys(synonyms[shape] ?? {}));
  if (near !== undefined) return `write ${own(synonyms[shape], near)}`;
  return known.length > 0 && known.length <= 12 ? `known keys: ${known.join(', ')}` : undefined;
}

/** A key may be called `constructor`. */
function own(words: Words | undefined, key: string): string | undefined {
  return words !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
}
