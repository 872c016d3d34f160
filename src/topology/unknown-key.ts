/** What to say about a key that does not exist where it was written. */

import { describe } from './describe.ts';
import { foreignWords, meaningOf } from './foreign-words.ts';
import type { Path } from './places.ts';
import { ownerHint } from './key-owners.ts';
import { withSpace } from './missing-space.ts';
import type { Flaw } from './problem-at.ts';
import { own, shapeAt, shapeNamed } from './shape-at.ts';
import { closest, didYouMean } from './suggest.ts';

type Words = Readonly<Record<string, string>>;

/** Words of `ip` that a topology does not have, and why. */
const unsupported: Readonly<Record<string, Words>> = {
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
    hint: hintFor(path, key, missing),
  };
}

/** The required key that was probably meant, if it is one of those that are missing. */
export function meantKey(path: Path, key: string, missing: readonly string[]): string | undefined {
  const spaced = withSpace(key)?.split(':', 1)[0];
  const [, translated] = /^`([\w-]+)`/.exec(meaningOf(shapeAt(path), key) ?? '') ?? [];
  const meant = spaced ?? translated;
  return missing.find((one) => one === meant) ?? closest(key, missing);
}

function hintFor(path: Path, key: string, missing: readonly string[]): string | undefined {
  if (key === '<<') return 'YAML 1.2 has no merge keys: write the values out';
  const shape = shapeAt(path);
  const spaced = withSpace(key);
  if (spaced !== undefined) return `a space is missing: write ${spaced}`;
  const meaning = meaningOf(shape, key);
  if (meaning !== undefined) return `write ${meaning}`;
  const known = Object.keys(shapeNamed(shape).keys ?? {});
  return (
    didYouMean(key, missing) ??
    didYouMean(key, known) ??
    ownerHint(path, key) ??
    nearMeaning(shape, key) ??
    (known.length > 0 && known.length <= 12 ? `known keys: ${known.join(', ')}` : undefined)
  );
}

function nearMeaning(shape: string, key: string): string | undefined {
  const near = closest(key, foreignWords(shape));
  return near === undefined ? undefined : `write ${meaningOf(shape, near)}`;
}
