/** Names for parts of a topology, as messages call them. */

import type { Path } from './places.ts';

const nouns: Readonly<Record<string, string>> = {
  uplinks: 'uplink',
  networks: 'network',
  tables: 'table',
  policies: 'policy',
  rules: 'rule',
  routes: 'route',
};

/** `ipv4 of uplink "isp-a"`, `rule 2`, `the topology`. */
export function describe(path: Path): string {
  const [top, entry, ...rest] = path;
  if (top === undefined) return 'the topology';
  const noun = nouns[String(top)];
  if (noun === undefined || entry === undefined) {
    return path.toReversed().map(step).join(' of ');
  }
  const owner = typeof entry === 'number' ? `${noun} ${entry + 1}` : `${noun} "${entry}"`;
  return [...rest.toReversed().map(step), owner].join(' of ');
}

/** The same for any entry, `*`, of what is in `path`: `ipv4 of an uplink`, `an entry of nexthops`. */
export function describeKind(path: Path, inner: Path): string {
  const [top, entry, ...rest] = inner;
  const noun = path.length === 0 && entry === '*' ? nouns[String(top)] : undefined;
  if (noun === undefined) {
    return inner
      .toReversed()
      .map((one) => (one === '*' ? 'an entry' : step(one)))
      .join(' of ');
  }
  const owner = `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
  return [...rest.toReversed().map(step), owner].join(' of ');
}

function step(one: string | number): string {
  return typeof one === 'number' ? `entry ${one + 1}` : one;
}

/** A written value as it is quoted in a message; long ones are cut. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  const short = shortened(String(value));
  return typeof value === 'string' ? `"${short}"` : short;
}

export function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
