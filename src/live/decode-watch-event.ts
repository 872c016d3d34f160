/** A line of `multihome watch --log json` -> what has happened. */

export type WatchEvent =
  | {
      readonly kind: 'verdict';
      /** Uplink and family. */
      readonly path: string;
      readonly to: string;
    }
  | {
      readonly kind: 'switch';
      /** Of what, and in which family. */
      readonly choice: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'other'; readonly level: string; readonly message: string };

export function decodeWatchEvent(line: string): WatchEvent | undefined {
  const read = parse(line);
  if (read === undefined) return undefined;
  const text = (from: unknown, key: string): string => {
    const value = memberOf(from, key);
    return typeof value === 'string' ? value : '';
  };
  const names = (from: unknown): string => {
    const value = memberOf(from, 'uplinks');
    return Array.isArray(value) ? value.join('+') : '';
  };
  switch (text(read, 'event')) {
    case 'verdict': {
      const path = `${text(read, 'uplink')} ${text(read, 'family')}`;
      return { kind: 'verdict', path, to: text(read, 'to') };
    }
    case 'switch': {
      const [from, to] = [memberOf(read, 'from'), memberOf(read, 'to')];
      const choice = `${text(to, 'what')} ${text(to, 'family')}`;
      return { kind: 'switch', choice, from: names(from), to: names(to) };
    }
    default:
      return { kind: 'other', level: text(read, 'level'), message: text(read, 'message') };
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
