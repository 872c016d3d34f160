/** What to say about a key that does not exist where it was written. */

import { shapes } from './generated/shapes.ts';
import { describe } from './describe.ts';
import { foreignWords, meaningOf } from './foreign-words.ts';
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
  },
};

/** Of the keys that are `missing` beside it, one was probably meant. */
export function unknownKey(path: Path, key: string, missing: readonly string[]): Flaw {
  const shape = shapeAt(path);
  const reason = own(unsupported[shape], key);
  const where = describe(path);
  if (reason !== undefined) {
    return { code: 'MH027', message: `"${key}" is not supported in ${where}`, hint: reason };
  }
  return {
    code: 'MH021',
    message: `unknown key "${key}" in ${where}`,
    hint: hintFor(shape, key, missing),
  };
}

/** The required key that was probably meant, if it is one of those that are missing. */
export function meantKey(path: Path, key: string, missing: readonly string[]): string | undefined {
  const [, meant] = /^`([\w-]+)`/.exec(meaningOf(shapeAt(path), key) ?? '') ?? [];
  return missing.find((one) => one === meant) ?? closest(key, missing);
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

function hintFor(shape: string, key: string, missing: readonly string[]): string | undefined {
  if (key === '<<') return 'YAML 1.2 has no merge keys: write the values out';
  const meaning = meaningOf(shape, key);
  if (meaning !== undefined) return `write ${meaning}`;
  const known = Object.keys(shapes[shape]?.keys ?? {});
  const guess = didYouMean(key, missing) ?? didYouMean(key, known);
  if (guess !== undefined) return guess;
  const near = closest(key, foreignWords(shape));
  if (near !== undefined) return `write ${meaningOf(shape, near)}`;
  return known.length > 0 && known.length <= 12 ? `known keys: ${known.join(', ')}` : undefined;
}

/** A key may be called `constructor`. */
function own(words: Words | undefined, key: string): string | undefined {
  return words !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
}
